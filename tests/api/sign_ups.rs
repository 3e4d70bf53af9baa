//! Signing up, being asked to come, and going.

use std::time::Duration;

use actix_web::test::TestRequest;
use expect_test::expect;
use futures_util::future::join_all;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{roster::id_of, world::World};

const SOME_ID: &str = "01930000-0000-7000-8000-000000005160";

#[test_on_both]
async fn who_signs_up_while_a_seat_is_free_has_a_place(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;

    let confirmed = lin.signs_up(&shift).await;

    expect![[r#"
        201 {
          "activity": "[id 1]",
          "agreed": "in_app",
          "ahead": null,
          "confirmed_at": "2026-11-22T00:00:00.000Z",
          "ended_at": null,
          "ends_at": "2026-11-23T03:00:00.000Z",
          "id": "[id 2]",
          "invited_by": null,
          "name": "林小满",
          "offered_until": null,
          "person_id": "[id 3]",
          "point": null,
          "position": "[id 4]",
          "queue_no": null,
          "requested_at": "2026-11-22T00:00:00.000Z",
          "shift": "[id 5]",
          "starts_at": "2026-11-23T01:00:00.000Z",
          "state": "confirmed",
          "unit": "[id 6]",
          "version": 1,
          "volunteer_no": "[number]"
        }"#]]
    .assert_eq(&confirmed.shown());
    let path = format!("/v1/sign-ups/{}", id_of(&confirmed));
    assert_eq!(lin.get(&path).await.expect(200).json(), confirmed.json());
    assert_eq!(zhou.get(&path).await.expect(200).header("etag"), "\"1\"");
    assert_eq!(lin.sign_up().await, confirmed.json());
    assert_eq!(app.seats_of(&shift), "1+0");
}

/// What a view tells that a document does not; in all else they are the same.
fn beyond(view: &Value, document: &Value) -> String {
    let (view, document) = (view.as_object().unwrap(), document.as_object().unwrap());
    let differs = |field: &&String| document.get(*field) != view.get(*field);
    assert_eq!(document.keys().find(differs), None);
    let left: Vec<&str> =
        view.keys().filter(|field| !document.contains_key(*field)).map(String::as_str).collect();
    left.join(" ")
}

#[test_on_both]
async fn a_sign_up_stands_on_the_phone_and_on_the_desk_and_names_nobody(world: World) {
    let World { zhou, lin, tang, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;

    lin.signs_up(&shift).await.expect(201);

    let (own, desk) = (lin.documents("sign_ups"), zhou.documents("desk_sign_ups"));
    assert_eq!((own.len(), desk.len()), (1, 1));
    assert_eq!(desk[0]["person_id"], json!(lin.id));
    assert!(!format!("{own:?}{desk:?}").contains("林小满"));
    let view = lin.sign_up().await;
    assert_eq!(beyond(&view, &own[0]), "ahead name person_id volunteer_no");
    assert_eq!(beyond(&view, &desk[0]), "ahead name point volunteer_no");
    assert!(zhou.documents("sign_ups").is_empty());
    assert!(lin.documents("desk_sign_ups").is_empty() && tang.documents("sign_ups").is_empty());
    assert!(tang.documents("desk_sign_ups").is_empty());
}

#[test_on_both]
async fn signing_up_again_answers_the_same_and_another_body_is_a_conflict(world: World) {
    let World { app, lin, wang, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let path = format!("/v1/shifts/{shift}/sign-ups");
    let first = lin.post(&path, json!({ "id": SOME_ID })).await.expect(201).json();
    let before = app.everything();

    let again = lin.post(&path, json!({ "id": SOME_ID })).await;
    let other = lin.post(&path, json!({ "id": SOME_ID, "agreed_orally": false })).await;
    let of_another = wang.post(&path, json!({ "id": SOME_ID })).await;

    assert_eq!(again.expect(201).json(), first);
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(of_another.expect(409).code(), "id_conflict");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn an_answer_that_is_repeated_is_given_again_and_done_once(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let sign_up = id_of(&zhou.asks(lin.id, &shift).await);
    let ask = |step: &str| {
        let path = format!("/v1/sign-ups/{sign_up}/{step}");
        lin.send(TestRequest::post().uri(&path).insert_header(("Idempotency-Key", SOME_ID)))
    };
    let accepted = ask("accept").await.expect(200).json();
    let before = app.everything();

    let again = ask("accept").await.expect(200).json();
    let other = ask("withdraw").await;

    assert_eq!(again, accepted);
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn who_comes_and_goes_ten_times_has_had_his_turns_and_others_have_theirs(world: World) {
    let World { app, lin, wang, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    for _ in 0..10 {
        let sign_up = id_of(&lin.signs_up(&shift).await.expect(201));
        lin.answers(&sign_up, "withdraw").await.expect(200);
    }

    let refused = lin.signs_up(&shift).await.expect(409).json();
    wang.signs_up(&shift).await.expect(201);

    assert_eq!(
        (&refused["code"], &refused["params"]),
        (&json!("limit_reached"), &json!({ "max": "10" }))
    );
    assert_eq!(app.seats_of(&shift), "1+0");
}

#[test_on_both]
async fn nobody_stands_twice_in_a_shift(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let first = id_of(&lin.signs_up(&shift).await);
    let before = app.everything();

    let again = lin.signs_up(&shift).await.expect(409).json();
    let asked = zhou.asks(lin.id, &shift).await.expect(409).json();

    assert_eq!((&again["code"], &asked["code"]), (&json!("already_signed_up"), &again["code"]));
    assert_eq!(again["params"], json!({ "sign_up": first, "state": "confirmed" }));
    assert_eq!(app.everything(), before);
    lin.answers(&first, "withdraw").await.expect(200);
    lin.signs_up(&shift).await.expect(201);
}

#[test_on_both]
async fn the_position_is_named_where_there_are_several(world: World) {
    let World { zhou, lin, jiefangbei, .. } = &world;
    let activity = zhou.plans("河岸植树", jiefangbei, json!({})).await;
    let body = json!({
        "starts_at": "2026-11-23T01:00:00Z", "ends_at": "2026-11-23T03:00:00Z",
        "positions": [{ "name": "栽种", "seats": 1 }, { "name": "浇水", "seats": 1 }],
    });
    let made = zhou.post(&format!("/v1/activities/{activity}/shifts"), body).await.expect(201);
    world.publishes(&activity).await;
    let path = format!("/v1/shifts/{}/sign-ups", id_of(&made));
    let fault = async |body: Value| {
        let problem = lin.post(&path, body).await.expect(422).json();
        format!("{} {}", problem["errors"][0]["pointer"], problem["errors"][0]["code"])
    };

    assert_eq!(fault(json!({})).await, r#""/position" "missing""#);
    assert_eq!(fault(json!({ "position": SOME_ID })).await, r#""/position" "unknown_value""#);
    let second = &made.json()["positions"][1]["id"];
    let placed = lin.post(&path, json!({ "position": second })).await.expect(201).json();
    assert_eq!(&placed["position"], second);
}

#[test_on_both]
async fn whom_a_leader_asks_holds_no_seat_until_he_says_yes(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;

    let asked = zhou.asks(lin.id, &shift).await.expect(201);
    let declined = id_of(&zhou.asks(wang.id, &shift).await);
    let seats = app.seats_of(&shift);
    let accepted = lin.answers(&id_of(&asked), "accept").await.expect(200).json();
    let again = lin.answers(&id_of(&asked), "accept").await.expect(200).json();
    wang.answers(&declined, "decline").await.expect(200);

    let asked = asked.json();
    assert_eq!((&asked["state"], &asked["agreed"]), (&json!("invited"), &Value::Null));
    assert_eq!((seats, app.seats_of(&shift)), ("0+0".to_owned(), "1+0".to_owned()));
    assert_eq!((&accepted["state"], &accepted["agreed"]), (&json!("confirmed"), &json!("in_app")));
    assert_eq!((again, wang.sign_up().await["state"].clone()), (accepted, json!("declined")));
    assert_eq!(lin.told_of_sign_ups().await, "sign_up_invited");
    zhou.answers(&declined, "accept").await.expect(409);
}

#[test_on_both]
async fn who_said_yes_to_his_leader_has_a_place_at_once(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let shift = world.shift((23, 9, 11), 1).await;
    let asked = id_of(&zhou.asks(wang.id, &shift).await);
    let path = format!("/v1/shifts/{shift}/sign-ups");

    let entered = zhou.enters(lin.id, &shift).await.expect(201).json();
    let accepted = zhou.answers(&asked, "accept").await.expect(200).json();
    let oneself = zhou.post(&path, json!({ "agreed_orally": true })).await.expect(422).json();

    assert_eq!((&entered["state"], &entered["agreed"]), (&json!("confirmed"), &json!("oral")));
    assert_eq!((&accepted["state"], &accepted["agreed"]), (&json!("waitlisted"), &json!("oral")));
    assert_eq!(oneself["errors"][0]["pointer"], "/agreed_orally");
    assert_eq!(oneself["errors"][0]["code"], "contradicts");
    assert_eq!(lin.told_of_sign_ups().await, "sign_up_confirmed");
    assert_eq!(wang.told_of_sign_ups().await, "sign_up_invited sign_up_waitlisted");
    assert_eq!(app.seats_of(&shift), "1+1");
}

#[test_on_both]
async fn nobody_signs_others_up_but_who_leads_and_sees_them(world: World) {
    let World { app, qin, zhou, tang, lin, wang, mei, jiefangbei, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    qin.appoints(wang, "auditor", jiefangbei).await.expect(201);
    let before = app.everything();

    for (person, asked, status) in [
        (lin, zhou.id, 403),
        (wang, lin.id, 403),
        (tang, lin.id, 404),
        (tang, tang.id, 404),
        (mei, mei.id, 404),
        (zhou, mei.id, 404),
    ] {
        person.asks(asked, &shift).await.expect(status);
        person.enters(asked, &shift).await.expect(if person.id == asked { 422 } else { status });
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_leader_of_another_brigade_can_guess_nothing_of_a_sign_up(world: World) {
    let World { app, tang, lin, wang, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let sign_up = id_of(&lin.signs_up(&shift).await);
    let before = app.everything();

    for person in [tang, wang] {
        person.get(&format!("/v1/sign-ups/{sign_up}")).await.expect(404);
        for step in ["accept", "decline", "withdraw"] {
            assert_eq!(person.answers(&sign_up, step).await.expect(404).code(), "not_found");
        }
    }
    tang.get(&format!("/v1/shifts/{shift}/sign-ups")).await.expect(404);
    wang.get(&format!("/v1/shifts/{shift}/sign-ups")).await.expect(403);

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn everybody_goes_when_he_wants_to_until_the_shift_begins(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let (first, second) = (id_of(&lin.signs_up(&shift).await), id_of(&wang.signs_up(&shift).await));
    zhou.act(&format!("/v1/shifts/{shift}/lock")).await.expect(200);

    let withdrawn = lin.answers(&first, "withdraw").await.expect(200).json();
    let again = lin.answers(&first, "withdraw").await.expect(200).json();
    let late = wang.hours_later(25).await.answers(&second, "withdraw").await;

    assert_eq!(withdrawn["state"], "withdrawn");
    assert_eq!(again, withdrawn);
    expect!["state_conflict: 当前状态下不能这样操作。现在的状态是“已确认”。刷新后查看当前状态。"]
        .assert_eq(&late.expect(409).said());
    assert_eq!(app.seats_of(&shift), "1+0");
}

#[test_on_both]
async fn whom_a_leader_takes_off_the_roster_is_told(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let (first, second) =
        (id_of(&lin.signs_up(&shift).await), id_of(&zhou.asks(wang.id, &shift).await));

    zhou.answers(&first, "withdraw").await.expect(200);
    zhou.answers(&second, "decline").await.expect(200);

    assert_eq!(lin.told_of_sign_ups().await, "sign_up_withdrawn");
    assert_eq!(wang.told_of_sign_ups().await, "sign_up_invited sign_up_withdrawn");
    assert_eq!(app.seats_of(&shift), "0+0");
}

#[test_on_both]
async fn a_clash_names_both_shifts_to_the_person_and_nothing_to_a_leader(world: World) {
    let World { zhou, lin, .. } = &world;
    let first = world.shift((23, 9, 11), 2).await;
    let (second, after) = (world.shift((23, 10, 12), 2).await, world.shift((23, 11, 13), 2).await);
    lin.signs_up(&first).await.expect(201);

    let own = lin.signs_up(&second).await.expect(409).json();
    let leaders = zhou.enters(lin.id, &second).await.expect(409).json();

    assert_eq!(own["code"], "sign_up_clash");
    assert_eq!(own["params"]["shift"], json!(second));
    assert_eq!(own["params"]["other_shift"], json!(first));
    assert_eq!(own["params"]["starts_at"], "2026-11-23T01:00:00.000Z");
    assert_eq!(own["params"]["ends_at"], "2026-11-23T03:00:00.000Z");
    assert_eq!(leaders["code"], "person_unavailable");
    assert!(!leaders.to_string().contains(&first) && leaders["params"] == json!({}));
    lin.signs_up(&after).await.expect(201);
}

#[test_on_both]
async fn who_asks_for_two_places_at_one_time_gets_one(world: World) {
    let World { app, lin, .. } = &world;
    let (one, other) = (world.shift((23, 9, 11), 2).await, world.shift((23, 10, 12), 2).await);
    let gate = app.writers_meet_at("people", 2);

    let asked = join_all([lin.signs_up(&one), lin.signs_up(&other)]);
    let (answers, ()) = futures_util::future::join(asked, gate).await;

    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let refused = answers.iter().find(|answer| answer.status == 409).unwrap();
    assert_eq!(refused.code(), "sign_up_clash");
    let mut seats = [app.seats_of(&one), app.seats_of(&other)];
    seats.sort_unstable();
    assert_eq!(seats, ["0+0", "1+0"]);
}

#[test_on_both]
async fn a_roster_is_read_in_the_order_of_names_page_by_page(world: World) {
    let World { zhou, jiefangbei, .. } = &world;
    let shift = world.shift((23, 9, 11), 4).await;
    for name in ["欧阳若曦", "安娜", "曾国强", "陈曦", "阿依努尔·麦麦提"] {
        let person = zhou.enrols_without_phone(name, jiefangbei).await;
        zhou.enters(person, &shift).await.expect(201);
    }
    let names = async |query: &str| {
        let mut names = Vec::new();
        let list = format!("/v1/shifts/{shift}/sign-ups?limit=2{query}");
        let mut path = list.clone();
        loop {
            let page = zhou.get(&path).await.expect(200).json();
            names.extend(page["items"].as_array().unwrap().iter().map(|one| one["name"].clone()));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            path = format!("{list}&cursor={cursor}");
        }
        names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
    };

    assert_eq!(names("").await, "阿依努尔·麦麦提 安娜 陈曦 欧阳若曦 曾国强");
    assert_eq!(names("&state=waitlisted").await, "阿依努尔·麦麦提");
    assert_eq!(names("&state=withdrawn").await, "");
}

#[test_on_both]
async fn ones_own_sign_ups_come_with_the_newest_first(world: World) {
    let World { app, lin, .. } = &world;
    let (first, second) = (world.shift((23, 9, 11), 1).await, world.shift((24, 9, 11), 1).await);
    let withdrawn = id_of(&lin.signs_up(&first).await);
    lin.answers(&withdrawn, "withdraw").await.expect(200);
    app.hands.advance(Duration::from_secs(1));
    let standing = id_of(&lin.signs_up(&second).await);
    let ids = async |query: &str| {
        let page = lin.get(&format!("/v1/me/sign-ups{query}")).await.expect(200).json();
        let ids = page["items"].as_array().unwrap().iter().map(|one| one["id"].clone());
        ids.collect::<Vec<_>>()
    };

    assert_eq!(ids("").await, [json!(standing), json!(withdrawn)]);
    assert_eq!(ids("?state=withdrawn").await, [json!(withdrawn)]);
    lin.get("/v1/me/sign-ups?state=lost").await.expect(400);
}

#[test_on_both]
async fn only_who_has_a_place_learns_where_a_private_home_is(world: World) {
    let World { lin, wang, .. } = &world;
    let home = json!({ "place": {
        "name": "陈奶奶家", "private": true, "area_code": "500103",
        "point": { "lat": 29.5577, "lon": 106.5771, "datum": "wgs84" },
    } });
    let shift = world.shift_of(home, (23, 9, 11), 1).await;

    let confirmed = lin.signs_up(&shift).await.expect(201).json();
    let waiting = wang.signs_up(&shift).await.expect(201).json();
    let document = lin.documents("sign_ups").remove(0);
    lin.answers(confirmed["id"].as_str().unwrap(), "withdraw").await.expect(200);

    let point = json!({ "lat": 29.5577, "lon": 106.5771, "datum": "wgs84" });
    assert_eq!([&confirmed["point"], &document["point"]], [&point, &point]);
    assert_eq!([&waiting["point"], &wang.sign_up().await["point"]], [&Value::Null, &Value::Null]);
    assert_eq!(lin.documents("sign_ups")[0]["point"], Value::Null);
}
