//! Who waits for a seat, to whom a free one is offered, and what becomes of the offer.

use std::time::Duration;

use expect_test::expect;
use futures_util::future::join_all;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{dump::lines, people::TestPerson, roster::id_of, world::World};

/// Pairs of places of one person with an instant in common.
const PLACES_THAT_CLASH: &str = "SELECT CAST(count(*) AS text) AS line FROM sign_ups a \
     JOIN sign_ups b ON a.person = b.person AND a.id <> b.id AND a.starts_at < b.ends_at \
     AND b.starts_at < a.ends_at WHERE a.state = 'confirmed' AND b.state = 'confirmed'";

/// A shift with one seat, which 周正 has and for which the others wait in their order; answers it,
/// and his sign-up.
async fn full_shift(world: &World, waiting: &[&TestPerson]) -> (String, String) {
    let shift = world.shift((23, 9, 11), 1).await;
    let taken = id_of(&world.zhou.signs_up(&shift).await.expect(201));
    for person in waiting {
        person.signs_up(&shift).await.expect(201);
    }
    (shift, taken)
}

async fn id_of_newest(person: &TestPerson) -> String {
    person.sign_up().await["id"].as_str().unwrap().to_owned()
}

/// Takes what was offered to somebody and goes from where he has a place, all at once.
async fn changes_everything(person: &TestPerson) -> Vec<u16> {
    let page = person.get("/v1/me/sign-ups").await.expect(200).json();
    let step = |one: &Value| match one["state"].as_str() {
        Some("confirmed") => "withdraw",
        _ => "accept",
    };
    let items = page["items"].as_array().unwrap().iter();
    let steps = items.map(|one| (one["id"].as_str().unwrap().to_owned(), step(one)));
    let taken = steps.map(async |(id, step)| person.answers(&id, step).await.status);
    join_all(taken).await
}

#[test_on_both]
async fn who_finds_no_seat_waits_and_knows_how_many_are_before_him(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let (shift, _) = full_shift(&world, &[lin]).await;

    let waiting = wang.signs_up(&shift).await;

    expect![[r#"
        201 {
          "activity": "[id 1]",
          "agreed": "in_app",
          "ahead": 1,
          "confirmed_at": null,
          "ended_at": null,
          "ends_at": "2026-11-23T03:00:00.000Z",
          "id": "[id 2]",
          "invited_by": null,
          "name": "王二",
          "offered_until": null,
          "person_id": "[id 3]",
          "point": null,
          "position": "[id 4]",
          "queue_no": 2,
          "requested_at": "2026-11-22T00:00:00.000Z",
          "shift": "[id 5]",
          "starts_at": "2026-11-23T01:00:00.000Z",
          "state": "waitlisted",
          "unit": "[id 6]",
          "version": 1,
          "volunteer_no": "[number]"
        }"#]]
    .assert_eq(&waiting.shown());
    assert_eq!(lin.sign_up().await["ahead"], 0);
    let page = zhou.get(&format!("/v1/shifts/{shift}/sign-ups")).await.expect(200).json();
    let ahead: Vec<&Value> =
        page["items"].as_array().unwrap().iter().map(|one| &one["ahead"]).collect();
    assert_eq!(ahead, [&json!(0), &json!(1), &Value::Null], "林小满, 王二, 周正");
    assert_eq!(app.seats_of(&shift), "1+2");
}

#[test_on_both]
async fn a_seat_that_comes_free_is_offered_to_who_waits_longest(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let (shift, taken) = full_shift(&world, &[lin, wang]).await;

    zhou.answers(&taken, "withdraw").await.expect(200);
    let offered = lin.sign_up().await;
    let behind = wang.sign_up().await;
    let accepted = lin.answers(offered["id"].as_str().unwrap(), "accept").await.expect(200).json();

    assert_eq!((&offered["state"], &behind["state"]), (&json!("offered"), &json!("waitlisted")));
    assert_eq!(offered["offered_until"], "2026-11-22T12:00:00.000Z");
    assert_eq!((&offered["ahead"], &behind["ahead"]), (&Value::Null, &json!(0)));
    assert_eq!(accepted["state"], "confirmed");
    assert_eq!(accepted["offered_until"], Value::Null);
    assert_eq!(lin.told_of_sign_ups().await, "sign_up_offered");
    assert_eq!(wang.told_of_sign_ups().await, "");
    assert_eq!(app.seats_of(&shift), "1+1");
}

#[test_on_both]
async fn who_declines_an_offer_leaves_it_to_the_next(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let (shift, taken) = full_shift(&world, &[lin, wang]).await;
    zhou.answers(&taken, "withdraw").await.expect(200);

    let sign_up = lin.sign_up().await["id"].as_str().unwrap().to_owned();
    let declined = lin.answers(&sign_up, "decline").await.expect(200).json();
    let again = lin.answers(&sign_up, "decline").await.expect(200).json();

    assert_eq!(declined["state"], "declined");
    assert_eq!(again, declined);
    assert_eq!(wang.sign_up().await["state"], "offered");
    assert_eq!(app.seats_of(&shift), "1+0");
}

#[test_on_both]
async fn an_offer_that_nobody_takes_goes_to_the_next(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let (shift, taken) = full_shift(&world, &[lin, wang]).await;
    zhou.answers(&taken, "withdraw").await.expect(200);
    let before = app.everything();
    app.tick().await;
    let early = lin.sign_up().await["state"].clone();

    app.hours_pass(12);
    let (lin, wang) = (lin.signs_in_again().await, wang.signs_in_again().await);
    app.tick().await;

    assert_eq!(early, "offered");
    assert_ne!(app.everything(), before);
    assert_eq!(lin.sign_up().await["state"], "expired");
    assert_eq!(lin.told_of_sign_ups().await, "offer_expired sign_up_offered");
    assert_eq!(wang.sign_up().await["state"], "offered");
    assert_eq!(wang.sign_up().await["offered_until"], "2026-11-23T00:00:00.000Z");
    assert_eq!(app.seats_of(&shift), "1+0");
    let acts = "SELECT kind AS line FROM acts WHERE kind = 'activities.expire_offer'";
    assert_eq!(app.look(|conn| Ok(lines(conn, acts))).len(), 1);
}

#[test_on_both]
async fn an_offer_is_over_at_its_time_whether_or_not_the_timer_ran(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let (shift, taken) = full_shift(&world, &[lin]).await;
    zhou.answers(&taken, "withdraw").await.expect(200);
    let sign_up = lin.sign_up().await["id"].as_str().unwrap().to_owned();
    let lin = lin.hours_later(12).await;

    let before_the_timer = lin.answers(&sign_up, "accept").await.expect(409).said();
    app.tick().await;
    let after_it = lin.answers(&sign_up, "accept").await.expect(409).said();

    expect!["offer_expired: 候补名额已过期。此名额保留到 2026-11-22 20:00。可重新报名排队。"]
        .assert_eq(&before_the_timer);
    assert_eq!(after_it, before_the_timer);
    lin.signs_up(&shift).await.expect(201);
    assert_eq!(app.seats_of(&shift), "1+0");
}

#[test_on_both]
async fn an_offer_holds_when_the_roster_is_locked_and_no_other_is_made(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let (shift, taken) = full_shift(&world, &[lin, wang]).await;
    zhou.answers(&taken, "withdraw").await.expect(200);
    zhou.act(&format!("/v1/shifts/{shift}/lock")).await.expect(200);

    let sign_up = lin.sign_up().await["id"].as_str().unwrap().to_owned();
    let accepted = lin.answers(&sign_up, "accept").await.expect(200).json();
    lin.answers(&sign_up, "withdraw").await.expect(200);

    assert_eq!(accepted["state"], "confirmed");
    assert_eq!(wang.sign_up().await["state"], "waitlisted");
    assert_eq!(app.seats_of(&shift), "0+1");
}

#[test_on_both]
async fn in_the_last_half_hour_a_free_seat_is_for_who_comes(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let (shift, taken) = full_shift(&world, &[lin]).await;
    app.hands.advance(Duration::from_secs(45 * 60));
    app.hours_pass(24);
    let (zhou, lin) = (zhou.signs_in_again().await, lin.signs_in_again().await);
    let wang = wang.signs_in_again().await;

    zhou.answers(&taken, "withdraw").await.expect(200);
    let waiting = lin.sign_up().await;
    let late = wang.signs_up(&shift).await.expect(201).json();

    assert_eq!(waiting["state"], "waitlisted", "an offer could hardly be answered in time");
    assert_eq!(late["state"], "confirmed");
    assert_eq!(app.seats_of(&shift), "1+1");
}

#[test_on_both]
async fn who_waits_takes_a_seat_that_nobody_is_offered_any_more(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let (shift, taken) = full_shift(&world, &[lin]).await;
    let full = lin.answers(&id_of_newest(lin).await, "accept").await.expect(200).json();
    app.hands.advance(Duration::from_secs(45 * 60));
    app.hours_pass(24);
    let (zhou, lin) = (zhou.signs_in_again().await, lin.signs_in_again().await);
    zhou.answers(&taken, "withdraw").await.expect(200);

    let came = lin.answers(&id_of_newest(&lin).await, "accept").await.expect(200).json();

    assert_eq!((&full["state"], &came["state"]), (&json!("waitlisted"), &json!("confirmed")));
    assert_eq!(app.seats_of(&shift), "1+0");
}

#[test_on_both]
async fn who_gets_a_place_waits_no_more_for_another_at_the_same_time(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let (waited, taken) = full_shift(&world, &[lin, wang]).await;
    let other = world.shift((23, 10, 12), 1).await;
    zhou.answers(&taken, "withdraw").await.expect(200);

    lin.signs_up(&other).await.expect(201);

    let page = lin.get("/v1/me/sign-ups?state=removed").await.expect(200).json();
    assert_eq!(page["items"][0]["shift"], json!(waited));
    assert_eq!(lin.told_of_sign_ups().await, "sign_up_offered sign_up_removed");
    assert_eq!(wang.sign_up().await["state"], "offered", "the seat that was kept for 林小满");
    assert_eq!((app.seats_of(&waited), app.seats_of(&other)), ("1+0".into(), "1+0".into()));
}

#[test_on_both]
async fn fifty_people_at_once_take_ten_seats_and_forty_numbers(world: World) {
    let World { app, zhou, jiefangbei, .. } = &world;
    let shift = world.shift((23, 9, 11), 10).await;
    let mut people = Vec::new();
    for number in 1..=50 {
        people.push(app.enrol(&format!("队员{number}"), None, jiefangbei).await);
    }
    let gate = app.writers_meet_at("shift_seats", 4);

    let entering = join_all(people.iter().map(|person| zhou.enters(person, &shift)));
    let (answers, ()) = futures_util::future::join(entering, gate).await;

    let made: Vec<Value> = answers.into_iter().map(|answer| answer.expect(201).json()).collect();
    let confirmed = made.iter().filter(|one| one["state"] == "confirmed").count();
    let mut numbers: Vec<i64> = made.iter().filter_map(|one| one["queue_no"].as_i64()).collect();
    numbers.sort_unstable();
    assert_eq!(confirmed, 10);
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    assert_eq!(app.seats_of(&shift), "10+40");
}

#[test_on_both]
async fn whatever_people_do_at_once_no_seat_goes_twice_and_nobody_has_two_places(world: World) {
    let World { app, he, tang, lin, wang, mei, zhou, .. } = &world;
    let people = [he, tang, lin, wang, mei, zhou];
    let public = || json!({ "audience": "public" });
    let mut shifts = Vec::new();
    for hours in [(23, 9, 11), (23, 10, 12), (23, 11, 13)] {
        shifts.push(world.shift_of(public(), hours, 2).await);
    }

    let signing_up = shifts.iter().flat_map(|shift| people.map(|person| person.signs_up(shift)));
    let signed_up = join_all(signing_up).await;
    let changing = people.iter().map(|person| changes_everything(person));
    let changed = join_all(changing).await.concat();

    assert!(signed_up.iter().all(|answer| [201, 409].contains(&answer.status)));
    assert!(changed.iter().all(|status| [200, 409].contains(status)), "{changed:?}");
    app.assert_seats_agree();
    assert_eq!(app.look(|conn| Ok(lines(conn, PLACES_THAT_CLASH))), ["0"]);
}

#[test_on_both]
async fn nobody_takes_an_offer_after_sign_up_was_closed(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let (shift, taken) = full_shift(&world, &[lin]).await;
    zhou.answers(&taken, "withdraw").await.expect(200);
    let path = format!("/v1/shifts/{shift}");
    let version = zhou.get(&path).await.expect(200).json()["version"].clone();
    let earlier = json!({
        "expected_version": version, "sign_up_closes_at": "2026-11-22T09:00:00+08:00",
    });
    zhou.patch(&path, earlier).await.expect(200);
    let lin = lin.hours_later(1).await;

    let late = lin.answers(&id_of_newest(&lin).await, "accept").await.expect(409).json();

    assert_eq!(late["code"], "sign_up_closed");
    let closes_at = "2026-11-22T01:00:00.000Z";
    assert_eq!(late["params"], json!({ "state": "open", "closes_at": closes_at }));
    assert!(late["detail"].as_str().unwrap().contains("2026-11-22 09:00"), "{late}");
    assert_eq!(app.seats_of(&shift), "1+0");
}
