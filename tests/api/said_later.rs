//! What is said of a stay after something else was: by himself, by a leader, by what became of the
//! shift.

use actix_web::test::TestRequest;
use serde_json::json;
use test_macros::test_on_both;

use crate::support::{
    presence::{AWAY, at, fenced, flags, place, stays},
    roster::id_of,
    world::World,
};

const SOME_ID: &str = "01930000-0000-7000-8000-000000005163";

#[test_on_both]
async fn who_checks_out_again_left_when_he_first_said_and_both_are_kept(world: World) {
    let World { app, .. } = &world;
    let (stay, lin) = world.lin_serves().await;
    app.hands.advance(std::time::Duration::from_secs(60));
    let path = format!("/v1/attendances/{stay}/check-out");
    let keyed = || TestRequest::post().uri(&path).insert_header(("Idempotency-Key", SOME_ID));

    let again = lin.send(keyed().set_json(json!({}))).await.expect(200);
    let before = app.everything();
    let repeated = lin.send(keyed().set_json(json!({}))).await.expect(200);

    assert_eq!(again.json()["ended_at"], "2026-11-22T03:00:00.000Z");
    assert_eq!(lin.stay(SOME_ID).await["id"], json!(stay));
    assert_eq!((repeated.json(), app.everything()), (again.json(), before));
}

#[test_on_both]
async fn a_second_word_does_not_hide_where_the_first_was_said(world: World) {
    let World { app, lin, .. } = &world;
    let shift = world.shift_of(fenced(), (22, 9, 11), 5).await;
    lin.signs_up(&shift).await.expect(201);
    lin.allows_location().await;
    app.hands.advance(std::time::Duration::from_secs(60));
    lin.checks_in_at(&shift, AWAY).await.expect(201);

    let earlier = json!({ "captured_at": at(22, 8, 0), "place": null });
    let stay = lin.checks_in_with(&shift, earlier).await.expect(201);

    assert_eq!(stay.json()["verdict_in"], "not_given");
    assert_eq!(flags(stay), "outside_fence");
}

#[test_on_both]
async fn who_is_there_leaves_a_shift_that_was_cancelled_meanwhile(world: World) {
    let World { zhou, lin, wang, .. } = &world;
    let shift = world.shift((22, 8, 10), 5).await;
    let stay = id_of(&lin.checks_in(&shift).await.expect(201));
    let body = json!({ "reason": "天气不好" });
    zhou.post(&format!("/v1/shifts/{shift}/cancel"), body).await.expect(200);

    let left = lin.checks_out(&stay).await.expect(200);
    let marked = zhou.marks(&shift, lin.id, "check_out", &at(22, 8, 0)).await;
    let came = wang.checks_in(&shift).await;

    assert_eq!(left.json()["state"], "complete");
    assert_eq!(marked["attendance"], json!(stay));
    assert_eq!(came.expect(409).code(), "shift_cancelled");
}

#[test_on_both]
async fn who_was_there_throughout_left_before_he_came_again_in_either_order(world: World) {
    let World { zhou, lin, wang, .. } = &world;
    let shift = world.shift((22, 9, 12), 5).await;
    let zhou = zhou.hours_later(2).await;
    let (came, left) = (at(22, 9, 30), json!({ "captured_at": at(22, 9, 20) }));

    for (person, comes_first) in [(lin, true), (wang, false)] {
        let marked = zhou.marks(&shift, person.id, "present", &at(22, 9, 0)).await;
        let stay = marked["attendance"].as_str().unwrap();
        let person = person.signs_in_again().await;
        let path = format!("/v1/attendances/{stay}/check-out");
        if comes_first {
            person.checks_in_with(&shift, json!({ "captured_at": came })).await.expect(201);
        }
        person.post(&path, left.clone()).await.expect(200);
        if !comes_first {
            person.checks_in_with(&shift, json!({ "captured_at": came })).await.expect(201);
        }

        assert_eq!(stays(&person), "01:00–01:20 01:30–04:00");
    }
}

#[test_on_both]
async fn a_consent_that_was_withdrawn_keeps_no_place_that_comes_late(world: World) {
    let World { app, lin, .. } = &world;
    let shift = world.shift_of(fenced(), (22, 8, 10), 5).await;
    let body = json!({ "purpose": "location", "notice_version": "2026-11-22" });
    let consent = id_of(&lin.post("/v1/me/consents", body).await.expect(201));
    app.hands.advance(std::time::Duration::from_secs(120));
    lin.act(&format!("/v1/me/consents/{consent}/withdraw")).await.expect(200);

    let here = json!({ "captured_at": at(22, 8, 1), "place": place((29.561_234, 106.578_765)) });
    let stay = lin.checks_in_with(&shift, here).await.expect(201);

    assert_eq!(stay.json()["verdict_in"], "not_given");
    assert!(!app.everything().contains("29.561234"));
}
