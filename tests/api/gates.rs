//! What stands against somebody's having a place.

use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{people::TestPerson, roster::id_of, world::World};

/// Enrols somebody without a phone who was born then; a minor with a guardian's consent. Answers the
/// id, and that of the consent.
async fn born(leader: &TestPerson, date: &str, unit: &str) -> (String, Option<String>) {
    let mut body = json!({ "unit": unit, "name": "冉㛃", "birth_date": date });
    let minor = date > "2008-11-22";
    if minor {
        body["consents"] = json!([
            { "purpose": "participation", "form": "paper", "given_by": "guardian" }
        ]);
    }
    let person = id_of(&leader.post("/v1/people", body).await.expect(201));
    let consents = leader.get(&format!("/v1/people/{person}/consents")).await.expect(200).json();
    let given = consents["items"][0]["id"].as_str().map(str::to_owned);
    (person, given)
}

/// A dangerous activity, which is insured from the day of its beginning to `until`.
async fn dangerous(world: &World, until: &str) -> String {
    let policy = json!({
        "insurer": "某某财产保险", "policy_no": "PZ-2026-001",
        "valid_from": "2026-11-22", "valid_to": until,
    });
    let path = format!("/v1/units/{}/insurance-policies", world.jiefangbei);
    world.he.post(&path, policy).await.expect(201);
    world.shift_of(json!({ "danger": true }), (23, 9, 11), 5).await
}

#[test_on_both]
async fn what_is_dangerous_is_for_adults_whose_age_is_known(world: World) {
    let World { app, zhou, lin, jiefangbei, .. } = &world;
    let shift = dangerous(&world, "2026-12-31").await;
    let (adult, _) = born(zhou, "1990-02-28", jiefangbei).await;
    let (minor, _) = born(zhou, "2008-11-24", jiefangbei).await;

    let of_minor = zhou.enters(minor, &shift).await;
    let of_unknown = lin.signs_up(&shift).await;

    assert_eq!(of_minor.expect(409).code(), "minor_on_danger");
    assert_eq!(of_unknown.expect(409).code(), "age_unknown");
    zhou.enters(adult, &shift).await.expect(201);
    assert_eq!(app.seats_of(&shift), "1+0");
}

#[test_on_both]
async fn what_is_dangerous_is_insured_on_the_day(world: World) {
    let World { zhou, jiefangbei, .. } = &world;
    let shift = dangerous(&world, "2026-11-22").await;
    let (adult, _) = born(zhou, "1990-02-28", jiefangbei).await;

    let refused = zhou.enters(adult, &shift).await;

    expect!["insurance_missing: 缺少有效的保险。此活动有人身危险，2026-11-23 没有有效的意外伤害保险。请联系负责人。"].assert_eq(&refused.expect(409).said());
}

#[test_on_both]
async fn a_minor_takes_part_while_a_guardian_agrees(world: World) {
    let World { zhou, jiefangbei, .. } = &world;
    let (first, second) = (world.shift((23, 9, 11), 5).await, world.shift((24, 9, 11), 5).await);
    let (minor, consent) = born(zhou, "2010-06-01", jiefangbei).await;

    zhou.enters(&minor, &first).await.expect(201);
    let path = format!("/v1/consents/{}/withdraw", consent.unwrap());
    zhou.post(&path, json!({})).await.expect(200);
    let refused = zhou.enters(&minor, &second).await;

    assert_eq!(refused.expect(409).code(), "guardian_consent_missing");
}

#[test_on_both]
async fn what_is_public_is_for_members_of_any_unit(world: World) {
    let World { he, lin, wang, mei, .. } = &world;
    let shift = world.shift_of(json!({ "audience": "public" }), (23, 9, 11), 5).await;
    lin.steps(&lin.membership().await, "leave").await.expect(200);
    he.steps(&wang.membership().await, "suspend").await.expect(200);

    let of_stranger = lin.signs_up(&shift).await;
    let of_suspended = wang.signs_up(&shift).await;

    assert_eq!(of_stranger.expect(409).code(), "not_a_member");
    assert_eq!(of_suspended.expect(409).code(), "membership_suspended");
    mei.signs_up(&shift).await.expect(201);
}

#[test_on_both]
async fn what_is_for_a_unit_is_for_its_members_alone(world: World) {
    let World { he, tang, mei, yuzhong, .. } = &world;
    let of_unit = world.shift((23, 9, 11), 5).await;
    let of_district = world.shift_of(json!({ "audience": yuzhong }), (24, 9, 11), 5).await;

    let of_leader = he.signs_up(&of_unit).await;

    assert_eq!(of_leader.expect(409).code(), "not_a_member");
    tang.signs_up(&of_unit).await.expect(404);
    tang.signs_up(&of_district).await.expect(201);
    mei.signs_up(&of_district).await.expect(404);
}

#[test_on_both]
async fn a_shift_takes_sign_ups_while_it_is_open(world: World) {
    let World { app, zhou, lin, wang, jiefangbei, .. } = &world;
    let activity = zhou.plans("河岸植树", jiefangbei, json!({})).await;
    let draft = zhou.adds_shift(&activity, (23, 9, 11), 5).await;
    let (open, locked) = (world.shift((23, 13, 15), 5).await, world.shift((24, 9, 11), 5).await);
    let asked = id_of(&zhou.asks(wang.id, &open).await);
    zhou.act(&format!("/v1/shifts/{locked}/lock")).await.expect(200);

    lin.signs_up(draft["id"].as_str().unwrap()).await.expect(404);
    let of_draft = zhou.signs_up(draft["id"].as_str().unwrap()).await.expect(409).said();
    let of_locked = lin.signs_up(&locked).await.expect(409).said();
    app.hours_pass(29);
    let (lin, wang) = (lin.signs_in_again().await, wang.signs_in_again().await);
    let closed = [lin.signs_up(&open).await, wang.answers(&asked, "accept").await];

    expect!["state_conflict: 当前状态下不能这样操作。现在的状态是“草稿”。刷新后查看当前状态。"]
        .assert_eq(&of_draft);
    expect!["sign_up_closed: 报名未开放。班次开放期间、截止时间之前才能报名：此班次现为“名单已锁定”，报名截止时间 2026-11-24 09:00。请选择其他班次，或联系负责人。"].assert_eq(&of_locked);
    assert_eq!(closed.map(|answer| answer.expect(409).code()), ["sign_up_closed"; 2]);
}

#[test_on_both]
async fn who_accepts_is_judged_again(world: World) {
    let World { app, he, zhou, lin, wang, .. } = &world;
    let public = json!({ "audience": "public" });
    let shift = world.shift_of(public, (23, 9, 11), 5).await;
    let other = world.shift((23, 10, 12), 5).await;
    let (first, second) =
        (id_of(&zhou.asks(lin.id, &shift).await), id_of(&zhou.asks(wang.id, &shift).await));
    he.steps(&lin.membership().await, "suspend").await.expect(200);
    wang.signs_up(&other).await.expect(201);
    let before = app.everything();

    let suspended = lin.answers(&first, "accept").await.expect(409);
    let own_clash = wang.answers(&second, "accept").await.expect(409);
    let leaders: Value = zhou.answers(&second, "accept").await.expect(409).json();

    assert_eq!(suspended.code(), "membership_suspended");
    assert_eq!(own_clash.code(), "sign_up_clash");
    assert_eq!(leaders["code"], "person_unavailable");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn whom_the_unit_suspended_no_other_unit_lets_in(world: World) {
    let World { he, zhou, lin, tang, chaotianmen, .. } = &world;
    let shift = world.shift_of(json!({ "audience": "public" }), (23, 9, 11), 5).await;
    let suspended = lin.membership().await;
    let applied = lin.applies_to(chaotianmen).await;
    tang.steps(&applied, "approve").await.expect(200);
    he.steps(&suspended, "suspend").await.expect(200);

    let refused = lin.signs_up(&shift).await;
    let entered = zhou.enters(lin.id, &shift).await;

    assert_eq!(refused.expect(409).code(), "membership_suspended");
    assert_eq!(entered.expect(409).code(), "membership_suspended");
    he.steps(&suspended, "lift").await.expect(200);
    lin.signs_up(&shift).await.expect(201);
}
