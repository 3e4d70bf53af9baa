//! Shifts that follow their activity, and are opened, locked, closed and cancelled.

use std::time::Duration;

use expect_test::expect;
use futures_util::future::join3;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{plan::hours, roster::id_of, world::World};

const NEW_PHONE: &str = "01930000-0000-7000-8000-0000000000d9";

#[test_on_both]
async fn what_is_taken_back_is_planned_again_and_no_longer_seen(world: World) {
    let shift = world.shift((23, 9, 11), 2).await;
    let World { zhou, lin, .. } = world;
    let path = format!("/v1/shifts/{shift}");
    let activity = zhou.get(&path).await.json()["activity"].as_str().unwrap().to_owned();

    zhou.moves(&activity, "unpublish").await.expect(200);

    let seen = zhou.get(&path).await.expect(200).json();
    assert_eq!((&seen["state"], &seen["published_at"]), (&json!("planned"), &json!(null)));
    lin.get(&path).await.expect(404);
    assert_eq!(lin.documents("shifts").len() + lin.documents("shift_seats").len(), 0);
}

#[test_on_both]
async fn a_leader_opens_what_he_adds_to_a_published_activity(world: World) {
    let shift = world.shift_of(json!({ "audience": "public" }), (23, 9, 11), 2).await;
    let World { zhou, lin, tang, .. } = world;
    let first = zhou.get(&format!("/v1/shifts/{shift}")).await.expect(200).json();
    let added = zhou.adds_shift(first["activity"].as_str().unwrap(), (24, 9, 11), 2).await;
    let path = format!("/v1/shifts/{}", added["id"].as_str().unwrap());

    let seen = lin.get(&path).await.expect(200).json();
    let by_another =
        [lin.act(&format!("{path}/open")).await, tang.act(&format!("{path}/open")).await];
    let opened = zhou.act(&format!("{path}/open")).await.expect(200).json();
    let again = zhou.act(&format!("{path}/open")).await.expect(200).json();

    assert_eq!(
        (&seen["state"], &seen["published_at"]),
        (&json!("planned"), &first["published_at"])
    );
    assert_eq!(by_another.map(|answer| answer.expect(403).code()), ["forbidden", "forbidden"]);
    assert_eq!((&opened["state"], &opened["version"]), (&json!("open"), &json!(2)));
    assert_eq!(again, opened);
}

#[test_on_both]
async fn a_shift_is_not_opened_before_its_activity_is_published(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    let shift = zhou.adds_shift(&activity, (23, 9, 11), 2).await;
    let path = format!("/v1/shifts/{}", shift["id"].as_str().unwrap());
    let before = app.everything();

    let opened = zhou.act(&format!("{path}/open")).await.expect(409);
    let locked = zhou.act(&format!("{path}/lock")).await.expect(409);

    expect!["state_conflict: 当前状态下不能这样操作。现在的状态是“草稿”。刷新后查看当前状态。"]
        .assert_eq(&opened.said());
    expect!["state_conflict: 当前状态下不能这样操作。现在的状态是“计划中”。刷新后查看当前状态。"]
        .assert_eq(&locked.said());
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_shift_is_closed_once_it_began_and_stays_as_it_was(world: World) {
    let shift = world.shift((23, 9, 11), 2).await;
    let World { app, zhou, .. } = world;
    let path = format!("/v1/shifts/{shift}");

    let early = zhou.act(&format!("{path}/close")).await.expect(409);
    app.hands.advance(Duration::from_secs(26 * 3600));
    let zhou = zhou.on_device(NEW_PHONE).await;
    let closed = zhou.act(&format!("{path}/close")).await.expect(200).json();
    let body = json!({ "expected_version": closed["version"], "note": "已结束" });
    let changed = zhou.patch(&path, body).await;
    let cancelled = zhou.post(&format!("{path}/cancel"), json!({ "reason": "错" })).await;

    expect!["shift_not_begun: 班次尚未开始。班次于 2026-11-23 09:00 开始，此前不能关闭或小结。不再举行的班次请取消。"].assert_eq(&early.said());
    assert_eq!(closed["state"], "closed");
    assert_eq!(changed.expect(409).code(), "state_conflict");
    assert_eq!(cancelled.expect(409).code(), "state_conflict");
}

#[test_on_both]
async fn nobody_waits_any_more_for_a_shift_that_is_closed(world: World) {
    let shift = world.shift((23, 9, 11), 1).await;
    let World { app, zhou, lin, wang, .. } = world;
    lin.signs_up(&shift).await.expect(201);
    wang.signs_up(&shift).await.expect(201);
    app.hours_pass(26);
    let (zhou, wang) = (zhou.signs_in_again().await, wang.signs_in_again().await);

    zhou.act(&format!("/v1/shifts/{shift}/close")).await.expect(200);

    let expired = wang.sign_up().await;
    assert_eq!((&expired["state"], &expired["offered_until"]), (&json!("expired"), &json!(null)));
    let accepted = wang.answers(expired["id"].as_str().unwrap(), "accept").await.expect(409).json();
    assert_eq!(accepted["code"], "state_conflict", "he never had an offer");
    assert_eq!(accepted["params"], json!({ "state": "expired" }));
    assert_eq!(wang.told_of_sign_ups().await, "");
    assert_eq!(app.seats_of(&shift), "1+0");
}

#[test_on_both]
async fn who_has_an_offer_when_a_shift_is_closed_is_told_that_it_is_gone(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let shift = world.shift((23, 9, 11), 1).await;
    let path = format!("/v1/shifts/{shift}");
    let until_the_end = json!({
        "expected_version": 2, "sign_up_closes_at": "2026-11-23T11:00:00+08:00",
    });
    zhou.patch(&path, until_the_end).await.expect(200);
    let taken = id_of(&lin.signs_up(&shift).await);
    wang.signs_up(&shift).await.expect(201);
    let (zhou, lin) = (zhou.hours_later(24).await, lin.hours_later(0).await);
    lin.answers(&taken, "withdraw").await.expect(200);
    let (zhou, wang) = (zhou.hours_later(2).await, wang.hours_later(0).await);

    zhou.act(&format!("{path}/close")).await.expect(200);

    let expired = wang.sign_up().await;
    assert_eq!(expired["offered_until"], "2026-11-23T03:00:00.000Z");
    let accepted = wang.answers(expired["id"].as_str().unwrap(), "accept").await;
    assert_eq!(accepted.expect(409).code(), "offer_expired");
    assert_eq!(wang.told_of_sign_ups().await, "offer_expired sign_up_offered");
    assert_eq!(app.seats_of(&shift), "0+0");
}

#[test_on_both]
async fn a_shift_that_is_over_is_not_cancelled(world: World) {
    let World { app, zhou, .. } = &world;
    let shift = world.shift((23, 9, 11), 1).await;
    let zhou = zhou.hours_later(27).await;
    let before = app.everything();

    let path = format!("/v1/shifts/{shift}/cancel");
    let cancelled = zhou.post(&path, json!({ "reason": "暴雨" })).await.expect(409).json();

    assert_eq!(cancelled["code"], "state_conflict");
    assert_eq!(cancelled["params"], json!({ "state": "open" }));
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn an_activity_that_is_over_takes_no_shifts(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    let shift = zhou.adds_shift(&activity, (23, 9, 11), 2).await;
    let past = zhou.adds_shift(&activity, (22, 6, 8), 2).await;

    zhou.moves(&activity, "cancel").await.expect(200);
    let (starts_at, ends_at) = hours((23, 9, 11));
    let positions = json!([{ "name": "栽种", "seats": 1 }]);
    let body = json!({ "starts_at": starts_at, "ends_at": ends_at, "positions": positions });
    let added = zhou.post(&format!("/v1/activities/{activity}/shifts"), body).await;

    let state = async |shift: &Value| {
        let path = format!("/v1/shifts/{}", shift["id"].as_str().unwrap());
        zhou.get(&path).await.expect(200).json()["state"].clone()
    };
    assert_eq!(added.expect(409).code(), "state_conflict");
    assert_eq!(state(&shift).await, "cancelled");
    assert_eq!(state(&past).await, "planned", "what is over took place");
}

#[test_on_both]
async fn a_cancelled_shift_keeps_its_roster_and_tells_everybody(world: World) {
    let shift = world.shift((23, 9, 11), 1).await;
    let World { zhou, lin, wang, .. } = world;
    for person in [&lin, &wang] {
        person.signs_up(&shift).await.expect(201);
    }
    let path = format!("/v1/shifts/{shift}");
    let reason = json!({ "reason": "暴雨" });

    let cancelled = zhou.post(&format!("{path}/cancel"), reason.clone()).await.expect(200).json();
    let again = zhou.post(&format!("{path}/cancel"), reason).await.expect(200).json();

    let counts =
        ["seats", "taken", "waiting"].map(|field| cancelled["positions"][0][field].clone());
    assert_eq!(
        (&cancelled["state"], counts),
        (&json!("cancelled"), [json!(1), json!(0), json!(0)])
    );
    assert_eq!(again, cancelled);
    for person in [&lin, &wang] {
        assert_eq!(person.documents("sign_ups")[0]["state"], "cancelled_by_org");
        let notices = person.get("/v1/me/notices").await.expect(200).json();
        assert_eq!(notices["items"][0]["kind"], "shift_cancelled");
    }
    let roster =
        zhou.get(&format!("{path}/sign-ups?state=cancelled_by_org")).await.expect(200).json();
    assert_eq!(roster["items"].as_array().unwrap().len(), 2);
}

#[test_on_both]
async fn who_signs_up_while_a_shift_is_cancelled_has_no_place_in_it(world: World) {
    let shift = world.shift((23, 9, 11), 2).await;
    let World { app, zhou, lin, .. } = world;
    let gate = app.writers_meet_at("shift_seats", 2);

    let path = format!("/v1/shifts/{shift}/cancel");
    let cancelling = zhou.post(&path, json!({ "reason": "暴雨" }));
    let (cancelled, signed_up, ()) = join3(cancelling, lin.signs_up(&shift), gate).await;

    cancelled.expect(200);
    assert!([201, 409].contains(&signed_up.status), "{}", signed_up.text());
    assert_eq!(app.seats_of(&shift), "0+0");
    let mine = lin.get("/v1/me/shifts").await.expect(200).json();
    assert_eq!(mine["items"], json!([]));
}
