//! Coming and going, as one's own phone captures it.

use expect_test::expect;
use futures_util::future::{join, join_all};
use muster::{
    cells,
    kernel::geo::{Datum, Measured, Wgs84},
};
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    presence::{AWAY, ON_SITE, at, fenced, flags, place, stays},
    roster::id_of,
    world::World,
};

const SOME_ID: &str = "01930000-0000-7000-8000-000000005161";

#[test_on_both]
async fn who_comes_and_goes_leaves_a_stay(world: World) {
    let World { lin, .. } = &world;
    let shift = world.shift_of(fenced(), (22, 9, 11), 5).await;
    lin.signs_up(&shift).await.expect(201);
    lin.allows_location().await;
    let lin = lin.hours_later(1).await;

    let came = lin.checks_in_at(&shift, ON_SITE).await;
    let lin = lin.hours_later(2).await;
    let left = lin.checks_out(&id_of(&came)).await;

    expect![[r#"
        201 {
          "activity": "[id 1]",
          "also": [],
          "ended_at": null,
          "flags": [],
          "grade": "a",
          "id": "[id 2]",
          "overlaps": false,
          "person_id": "[id 3]",
          "proof_class": "self_onsite",
          "proposed_by": null,
          "proposed_end_at": null,
          "record_id": "[id 2]",
          "service_date": "2026-11-22",
          "settled_at": null,
          "shift": "[id 4]",
          "started_at": "2026-11-22T01:00:00.000Z",
          "state": "present",
          "unit": "[id 5]",
          "verdict_in": "inside",
          "verdict_out": null,
          "version": 1,
          "void_asked_by": null
        }"#]]
    .assert_eq(&came.shown());
    expect![[r#"
        200 {
          "activity": "[id 1]",
          "also": [],
          "ended_at": "2026-11-22T03:00:00.000Z",
          "flags": [],
          "grade": "a",
          "id": "[id 2]",
          "overlaps": false,
          "person_id": "[id 3]",
          "proof_class": "self_declared",
          "proposed_by": null,
          "proposed_end_at": null,
          "record_id": "[id 2]",
          "service_date": "2026-11-22",
          "settled_at": null,
          "shift": "[id 4]",
          "started_at": "2026-11-22T01:00:00.000Z",
          "state": "complete",
          "unit": "[id 5]",
          "verdict_in": "inside",
          "verdict_out": "not_given",
          "version": 2,
          "void_asked_by": null
        }"#]]
    .assert_eq(&left.shown());
}

#[test_on_both]
async fn a_stay_stands_on_the_phone_and_on_the_desk_and_its_minutes_wait(world: World) {
    let World { app, zhou, tang, jiefangbei, .. } = &world;

    let (stay, lin) = world.lin_serves().await;

    let (own, desk) = (lin.documents("attendances"), zhou.documents("desk_attendances"));
    assert_eq!((own.len(), desk.len()), (1, 1));
    assert_eq!((&own[0]["id"], &own[0]["proof_class"]), (&json!(stay), &json!("self_onsite")));
    assert_eq!(desk[0]["person_id"], json!(lin.id));
    assert!(!format!("{own:?}{desk:?}").contains("29.56"));
    assert!(tang.documents("desk_attendances").is_empty());
    let unit = jiefangbei.parse().unwrap();
    let sums = app.look(|conn| cells::sums_of(conn, unit));
    assert_eq!((sums.pending_minutes, sums.final_minutes), (120, 0));
}

#[test_on_both]
async fn a_place_is_the_same_in_every_datum(world: World) {
    let World { lin, .. } = &world;
    lin.allows_location().await;
    let on_site = Wgs84::new(ON_SITE.0, ON_SITE.1).unwrap();

    for (datum, word) in [(Datum::Wgs84, "wgs84"), (Datum::Gcj02, "gcj02"), (Datum::Bd09, "bd09")] {
        let shift = world.shift_of(fenced(), (22, 9, 11), 5).await;
        let drawn = Measured::of(on_site, datum);
        let body = json!({ "place": { "lat": drawn.lat, "lon": drawn.lon, "datum": word } });
        let stay = lin.checks_in_with(&shift, body).await.expect(201).json();
        assert_eq!(stay["verdict_in"], "inside", "{word}");
    }
}

#[test_on_both]
async fn without_consent_nothing_is_kept_of_where_somebody_was(world: World) {
    let World { app, lin, wang, .. } = &world;
    let shift = world.shift_of(fenced(), (22, 9, 11), 5).await;
    let here = json!({ "place": place((29.561_234, 106.578_765)), "code": "八一" });
    let kept = |text: &str| app.everything().contains(text);

    let dropped = lin.checks_in_with(&shift, here.clone()).await.expect(201);

    assert_eq!(dropped.json()["verdict_in"], "not_given");
    assert_eq!(flags(dropped), "walk_in place_refused");
    assert!(!kept("29.561234") && !kept("106.578765") && kept("八一"));
    wang.allows_location().await;
    wang.checks_in_with(&shift, here).await.expect(201);
    assert!(kept("29.561234"));
}

#[test_on_both]
async fn what_is_odd_is_a_flag_and_refuses_nobody(world: World) {
    let World { lin, .. } = &world;
    lin.allows_location().await;
    let near = world.shift_of(fenced(), (22, 9, 11), 5).await;
    let (far, open) = (world.shift_of(fenced(), (22, 10, 11), 5).await, (22, 8, 9));
    let (unfenced, online) = (
        world.shift(open, 5).await,
        world.shift_of(json!({ "place": null, "online": true }), open, 5).await,
    );
    let refused = json!({ "place": null, "place_refused": true });

    for (shift, body, expected) in [
        (&near, json!({ "place": place(AWAY) }), "outside_fence walk_in"),
        (&far, json!({ "place": place(ON_SITE) }), "too_early walk_in"),
        (&unfenced, json!({}), "no_fence walk_in"),
        (&online, refused, "walk_in"),
    ] {
        assert_eq!(flags(lin.checks_in_with(shift, body).await.expect(201)), expected);
    }
}

#[test_on_both]
async fn who_comes_after_the_shift_or_hands_in_late_is_flagged(world: World) {
    let World { lin, wang, .. } = &world;
    let shift = world.shift_of(fenced(), (22, 9, 11), 5).await;
    for person in [lin, wang] {
        person.signs_up(&shift).await.expect(201);
    }
    let lin = lin.hours_later(3).await;

    let late = lin.checks_in(&shift).await.expect(201);
    let wang = wang.hours_later(23).await;
    let body = json!({ "captured_at": at(22, 9, 0), "place": null, "place_refused": true });
    let handed_in = wang.checks_in_with(&shift, body).await.expect(201);

    assert_eq!(handed_in.json()["grade"], "c");
    assert_eq!(
        (flags(late), flags(handed_in)),
        ("too_late".into(), "place_refused late_capture".into())
    );
}

#[test_on_both]
async fn a_phone_that_believes_in_1970_loses_nothing(world: World) {
    let World { lin, .. } = &world;
    let shift = world.shift_of(fenced(), (22, 9, 11), 5).await;
    lin.signs_up(&shift).await.expect(201);

    let body = json!({ "captured_at": "1970-01-01T00:00:00Z" });
    let stay = lin.checks_in_with(&shift, body).await.expect(201);

    assert_eq!(stay.json()["grade"], "c");
    assert_eq!(flags(stay), "too_early late_capture");
}

#[test_on_both]
async fn a_time_that_is_told_is_trusted_as_far_as_the_request_brackets_it(world: World) {
    let World { lin, .. } = &world;

    for (told, grade, started_at) in [
        ("2026-11-22T09:00:00+08:00", "a", "2026-11-22T00:00:00.000Z"),
        ("2026-11-22T07:50:01+08:00", "b", "2026-11-21T23:50:01.000Z"),
        ("2026-11-22T07:50:00+08:00", "c", "2026-11-21T23:50:00.000Z"),
    ] {
        let shift = world.shift((22, 8, 9), 5).await;
        let body = json!({ "captured_at": told });
        let stay = lin.checks_in_with(&shift, body).await.expect(201).json();
        assert_eq!((&stay["grade"], &stay["started_at"]), (&json!(grade), &json!(started_at)));
    }
}

#[test_on_both]
async fn phone_and_leader_are_one_stay_in_either_order_and_both_ids_find_it(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let shift = world.shift((22, 8, 10), 5).await;

    let own = id_of(&lin.checks_in(&shift).await.expect(201));
    let marked = zhou.marks(&shift, lin.id, "check_in", &at(22, 7, 55)).await;
    zhou.marks(&shift, wang.id, "check_in", &at(22, 7, 55)).await;
    let second = wang.checks_in_with(&shift, json!({ "id": SOME_ID })).await.expect(201).json();

    assert_eq!(marked["attendance"], json!(own));
    assert_eq!(second["also"], json!([SOME_ID]));
    assert_eq!((stays(lin), stays(wang)), ("00:00–".to_owned(), "00:00–".to_owned()));
    app.hands.advance(std::time::Duration::from_secs(60));
    let left = wang.checks_out(SOME_ID).await.expect(200).json();
    assert_eq!((&left["id"], &left["proof_class"]), (&second["id"], &json!("self_declared")));
}

#[test_on_both]
async fn somebody_comes_three_times_and_not_four(world: World) {
    let World { app, lin, .. } = &world;
    let shift = world.shift((22, 8, 12), 5).await;
    for _ in 0..3 {
        let stay = id_of(&lin.checks_in(&shift).await.expect(201));
        app.hands.advance(std::time::Duration::from_secs(60));
        lin.checks_out(&stay).await.expect(200);
    }

    let fourth = lin.checks_in(&shift).await.expect(409).json();

    assert_eq!((&fourth["code"], &fourth["params"]["max"]), (&json!("limit_reached"), &json!("3")));
    assert_eq!(stays(lin), "00:00–00:01 00:01–00:02 00:02–00:03");
}

#[test_on_both]
async fn who_checks_in_fifty_times_at_once_is_there_once(world: World) {
    let World { app, lin, .. } = &world;
    let shift = world.shift((22, 8, 10), 5).await;
    let met = app.writers_meet_at("people", 50);

    let (answers, ()) = join(join_all((0..50).map(|_| lin.checks_in(&shift))), met).await;

    let mut ids: Vec<String> = answers.into_iter().map(|one| id_of(&one.expect(201))).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(lin.documents("attendances").len(), 1);
}

#[test_on_both]
async fn checking_in_again_answers_the_same_and_another_body_is_a_conflict(world: World) {
    let World { app, lin, wang, .. } = &world;
    let shift = world.shift((22, 8, 10), 5).await;
    let body = json!({ "id": SOME_ID, "place": null });
    let first = lin.checks_in_with(&shift, body.clone()).await.expect(201).json();
    let before = app.everything();

    let again = lin.checks_in_with(&shift, body.clone()).await.expect(201).json();
    let other = lin.checks_in_with(&shift, json!({ "id": SOME_ID, "code": "1" })).await;
    let of_another = wang.checks_in_with(&shift, body).await;

    assert_eq!(again, first);
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(of_another.expect(409).code(), "id_conflict");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn nobody_leaves_for_another_or_before_he_came(world: World) {
    let World { zhou, lin, wang, tang, .. } = &world;
    let shift = world.shift((22, 8, 10), 5).await;
    let stay = id_of(&lin.checks_in(&shift).await.expect(201));
    let early = json!({ "captured_at": at(21, 8, 0) });

    assert_eq!(zhou.checks_out(&stay).await.expect(403).code(), "forbidden");
    for stranger in [wang, tang] {
        stranger.checks_out(&stay).await.expect(404);
    }
    let refused = lin.post(&format!("/v1/attendances/{stay}/check-out"), early).await;
    assert_eq!(refused.expect(422).faults(), "/captured_at too_early;");
}

#[test_on_both]
async fn what_a_phone_says_of_itself_is_read_at_the_door(world: World) {
    let World { lin, .. } = &world;
    let shift = world.shift((22, 8, 10), 5).await;

    for (body, expected) in [
        (json!({ "place": place((106.5, 29.5)) }), "/place out_of_range;"),
        (json!({ "place": place(ON_SITE), "place_refused": true }), "/place_refused contradicts;"),
        (json!({ "code": "一".repeat(201) }), "/code too_long;"),
        (json!({ "place": { "lat": 1, "lon": 1 } }), "/place/datum missing;"),
        (json!({ "person_id": SOME_ID }), "/person_id unknown_field;"),
    ] {
        let refused = lin.checks_in_with(&shift, body.clone()).await.expect(422);
        assert_eq!(refused.faults(), expected, "{body}");
    }
}

#[test_on_both]
async fn nobody_is_present_at_what_does_not_take_place(world: World) {
    let World { app, zhou, lin, mei, jiefangbei, .. } = &world;
    let cancelled = world.shift((22, 8, 10), 5).await;
    let body = json!({ "reason": "天气不好" });
    zhou.post(&format!("/v1/shifts/{cancelled}/cancel"), body).await.expect(200);
    let draft = zhou.plans("河岸植树", jiefangbei, json!({})).await;
    let unknown = id_of_shift(&zhou.adds_shift(&draft, (22, 8, 10), 5).await);
    let theirs = world.shift((22, 8, 10), 5).await;
    let before = app.everything();

    assert_eq!(lin.checks_in(&cancelled).await.expect(409).code(), "shift_cancelled");
    assert_eq!(zhou.checks_in(&unknown).await.expect(409).code(), "state_conflict");
    lin.checks_in(&unknown).await.expect(404);
    mei.checks_in(&theirs).await.expect(404);
    lin.checks_in(SOME_ID).await.expect(404);
    assert_eq!(app.everything(), before);
}

fn id_of_shift(shift: &Value) -> String {
    shift["id"].as_str().unwrap().to_owned()
}

#[test_on_both]
async fn who_is_suspended_comes_with_a_flag_and_who_is_no_member_not_at_all(world: World) {
    let World { zhou, he, lin, wang, .. } = &world;
    let shift = world.shift_of(json!({ "audience": "public" }), (22, 8, 10), 5).await;
    he.steps(&lin.membership().await, "suspend").await.expect(200);
    let body = json!({ "place": null });
    zhou.app.hours_pass(1);
    let wang = wang.signs_in_again().await;
    wang.steps(&wang.membership().await, "leave").await.expect(200);

    let lin = lin.signs_in_again().await;
    let suspended = lin.checks_in(&shift).await.expect(201);
    let left = wang.checks_in_with(&shift, body).await;

    assert_eq!(flags(suspended), "no_fence walk_in suspended");
    assert_eq!(left.expect(409).code(), "not_a_member");
}

#[test_on_both]
async fn stays_at_the_same_time_are_told_to_whose_they_are(world: World) {
    let World { lin, .. } = &world;
    let (one, other) = (world.shift((22, 8, 10), 5).await, world.shift((22, 8, 10), 5).await);
    let stays = [lin.checks_in(&one).await, lin.checks_in(&other).await];
    let lin = lin.hours_later(1).await;

    for stay in &stays {
        lin.checks_out(&id_of(stay)).await.expect(200);
    }

    let notices = lin.get("/v1/me/notices").await.expect(200).json();
    let kinds = notices["items"].as_array().unwrap().iter();
    assert_eq!(kinds.filter(|notice| notice["kind"] == "stays_overlap").count(), 1);
    let overlaps = lin.documents("attendances").iter().all(|stay| stay["overlaps"] == true);
    assert!(overlaps);
}
