//! An activity from a draft to its end: who takes which step, and what stands against it.

use std::time::Duration;

use actix_web::test::TestRequest;
use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{people::TestPerson, world::World};

impl TestPerson {
    /// The kinds of his notices of activities.
    fn told_of_activities(&self) -> String {
        let kinds = self.documents("notices").into_iter().map(|notice| notice["kind"].clone());
        let mut kinds: Vec<String> = kinds
            .map(|kind| kind.as_str().unwrap().to_owned())
            .filter(|kind| kind.starts_with("activity_"))
            .collect();
        kinds.sort();
        kinds.join(" ")
    }
}

/// Insurance of the volunteers of a unit through some days.
fn policy(from: &str, to: &str) -> Value {
    json!({
        "insurer": "某某财产保险", "policy_no": "PZ-2026-001",
        "valid_from": from, "valid_to": to,
    })
}

#[test_on_both]
async fn a_draft_that_lacks_something_is_not_submitted_and_all_of_it_is_told(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let body = json!({ "unit": jiefangbei, "name": "河岸植树" });
    let draft = zhou.post("/v1/activities", body).await.expect(201).json();
    let path = format!("/v1/activities/{}/submit", draft["id"].as_str().unwrap());

    let refused = zhou.act(&path).await.expect(409);
    let english = TestRequest::post().uri(&path).insert_header(("Accept-Language", "en"));
    let english = zhou.send(english).await.expect(409);

    let pointers = refused.json()["errors"].as_array().unwrap().clone();
    let pointers: Vec<&str> = pointers.iter().filter_map(|one| one["pointer"].as_str()).collect();
    expect![[r#"
        /content
        /conditions
        /safeguards
        /risks
        /people_wanted
        /person_in_charge
        /place
        /starts_on
        /ends_on"#]]
    .assert_eq(&pointers.join("\n"));
    expect![
        "activity_incomplete: 活动内容不完整。提交前须填写 errors 中列出的各项。补充后再提交。"
    ]
    .assert_eq(&refused.said());
    assert_eq!(english.json()["title"], "The activity is not complete");
    assert_eq!(refused.json()["errors"][0]["detail"], "必填。");
    assert_eq!(english.json()["errors"][0]["detail"], "It is required.");
}

#[test_on_both]
async fn leaders_plan_and_their_superiors_decide(world: World) {
    let World { app, he, zhou, lin, jiefangbei, .. } = &world;
    let activity = zhou.plans("植树", jiefangbei, json!({})).await;
    zhou.moves(&activity, "submit").await.expect(200);
    let before = app.everything();

    for step in ["approve", "return"] {
        zhou.moves(&activity, step).await.expect(403);
        lin.moves(&activity, step).await.expect(404);
    }

    assert_eq!(app.everything(), before);
    he.moves(&activity, "approve").await.expect(200);
    zhou.moves(&activity, "publish").await.expect(200);
    for step in ["submit", "approve", "return", "publish", "unpublish", "cancel", "end"] {
        assert_eq!(lin.moves(&activity, step).await.expect(403).code(), "forbidden");
    }
    assert_eq!(zhou.told_of_activities(), "activity_approved");
}

#[test_on_both]
async fn no_state_is_skipped_and_a_step_that_was_taken_answers_the_same(world: World) {
    let World { app, he, zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("植树", &jiefangbei, json!({})).await;
    let first = zhou.moves(&activity, "submit").await.expect(200).json();
    let before = app.everything();

    let again = zhou.moves(&activity, "submit").await.expect(200).json();
    for step in ["publish", "unpublish", "end"] {
        assert_eq!(zhou.moves(&activity, step).await.expect(409).code(), "state_conflict");
    }
    let path = format!("/v1/activities/{activity}");
    let changed = zhou.patch(&path, json!({ "expected_version": 2, "name": "种花" })).await;

    expect!["state_conflict: 当前状态下不能这样操作。现在的状态是“待审批”。刷新后查看当前状态。"]
        .assert_eq(&changed.expect(409).said());
    assert_eq!(again, first);
    assert_eq!(app.everything(), before);
    he.moves(&activity, "cancel").await.expect(200);
    assert_eq!(zhou.moves(&activity, "submit").await.expect(409).code(), "state_conflict");
}

#[test_on_both]
async fn a_plan_that_is_returned_is_a_draft_again_and_its_author_is_told(world: World) {
    let World { app, he, zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("植树", &jiefangbei, json!({})).await;
    zhou.moves(&activity, "submit").await.expect(200);
    let path = format!("/v1/activities/{activity}/return");

    let blank = he.post(&path, json!({ "reason": " " })).await.expect(422).json();
    let returned = he.post(&path, json!({ "reason": "请写明集合地点" })).await.expect(200).json();

    assert_eq!(blank["errors"][0]["pointer"], "/reason");
    assert_eq!(returned["state"], "draft");
    assert_eq!(zhou.told_of_activities(), "activity_returned");
    assert_eq!(app.everything().matches("请写明集合地点").count(), 1);
}

#[test_on_both]
async fn danger_is_not_published_without_insurance_in_force_that_day(world: World) {
    let World { he, zhou, jiefangbei, yuzhong, .. } = world;
    let danger = json!({ "danger": true, "starts_on": "2026-12-01" });
    let activity = zhou.plans("抗洪", &jiefangbei, danger).await;
    zhou.moves(&activity, "submit").await.expect(200);
    he.moves(&activity, "approve").await.expect(200);
    let policies = format!("/v1/units/{yuzhong}/insurance-policies");
    he.post(&policies, policy("2026-01-01", "2026-11-30")).await.expect(201);

    let refused = zhou.moves(&activity, "publish").await.expect(409);
    he.post(&policies, policy("2026-12-01", "2026-12-31")).await.expect(201);

    assert_eq!(refused.code(), "insurance_missing");
    assert_eq!(refused.json()["params"]["date"], "2026-12-01");
    zhou.moves(&activity, "publish").await.expect(200);
}

#[test_on_both]
async fn a_unit_that_was_moved_plans_no_more_for_those_whom_it_left(world: World) {
    let World { app, qin, he, zhou, jiefangbei, yuzhong, jiangbei, .. } = world;
    let activity = zhou.plans("植树", &jiefangbei, json!({ "audience": yuzhong })).await;
    zhou.moves(&activity, "submit").await.expect(200);
    he.moves(&activity, "approve").await.expect(200);
    app.hands.advance(Duration::from_secs(60));

    let moved = json!({ "expected_version": 1, "parent": jiangbei });
    qin.patch(&format!("/v1/units/{jiefangbei}"), moved).await.expect(200);

    let refused = zhou.moves(&activity, "publish").await;
    assert_eq!(refused.expect(409).code(), "audience_invalid");
}

#[test_on_both]
async fn publishing_opens_the_shifts_and_taking_it_back_closes_them_again(world: World) {
    let World { zhou, lin, jiefangbei, .. } = &world;
    let activity = zhou.plans("植树", jiefangbei, json!({})).await;
    zhou.adds_shift(&activity, (23, 9, 11), 2).await;

    world.publishes(&activity).await;
    let published = lin.documents("shifts");
    zhou.moves(&activity, "unpublish").await.expect(200);

    assert_eq!(published[0]["state"], "open");
    assert_eq!(lin.documents("shifts"), Vec::<Value>::new());
    assert_eq!(lin.documents("activities"), Vec::<Value>::new());
    assert_eq!(zhou.documents("desk_shifts")[0]["state"], "planned");
    lin.get(&format!("/v1/activities/{activity}")).await.expect(404);
}

#[test_on_both]
async fn what_people_signed_up_for_is_not_taken_back(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let activity = zhou.documents("desk_activities")[0]["id"].as_str().unwrap().to_owned();
    lin.signs_up(&shift).await.expect(201);
    let before = app.everything();

    let refused = zhou.moves(&activity, "unpublish").await.expect(409);

    assert_eq!(
        (refused.code(), &refused.json()["params"]["shift"]),
        ("has_sign_ups".into(), &json!(shift))
    );
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn an_activity_is_over_when_its_shifts_are(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let activity = zhou.documents("desk_activities")[0]["id"].as_str().unwrap().to_owned();

    let refused = zhou.moves(&activity, "end").await.expect(409);
    app.hands.advance(std::time::Duration::from_secs(48 * 3600));
    let zhou = zhou.on_device("01930000-0000-7000-8000-0000000000d2").await;
    let ended = zhou.moves(&activity, "end").await.expect(200).json();

    assert_eq!(
        (refused.code(), &refused.json()["params"]["shift"]),
        ("shifts_ahead".into(), &json!(shift))
    );
    assert_eq!(
        (&ended["state"], &ended["over_at"]),
        (&json!("ended"), &json!("2026-11-24T00:00:00.000Z"))
    );
    assert_eq!(lin.documents("activities")[0]["state"], "ended");
}

#[test_on_both]
async fn what_does_not_take_place_keeps_its_roster_and_tells_everybody(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let activity = zhou.documents("desk_activities")[0]["id"].as_str().unwrap().to_owned();
    lin.signs_up(&shift).await.expect(201);

    let cancelled = zhou.moves(&activity, "cancel").await.expect(200).json();

    assert_eq!(cancelled["state"], "cancelled");
    assert_eq!(lin.documents("activities")[0]["state"], "cancelled");
    assert_eq!(lin.documents("shifts")[0]["state"], "cancelled");
    assert_eq!(lin.documents("sign_ups")[0]["state"], "cancelled_by_org");
    assert!(lin.documents("notices").iter().any(|notice| notice["kind"] == "shift_cancelled"));
    assert_eq!(app.everything().matches("天气不好").count(), 1);
}

#[test_on_both]
async fn who_has_a_place_is_told_once_that_it_is_elsewhere(world: World) {
    let World { zhou, lin, wang, jiefangbei, .. } = &world;
    let activity = zhou.plans("探访", jiefangbei, json!({})).await;
    for day in [23, 24] {
        zhou.adds_shift(&activity, (day, 9, 11), 1).await;
    }
    world.publishes(&activity).await;
    for shift in lin.documents("shifts") {
        lin.signs_up(shift["id"].as_str().unwrap()).await.expect(201);
        wang.signs_up(shift["id"].as_str().unwrap()).await.expect(201);
    }
    let home = json!({
        "name": "老人家中", "private": true,
        "point": { "lat": 29.563_046, "lon": 106.551_612, "datum": "wgs84" },
    });
    let path = format!("/v1/activities/{activity}");

    let body = json!({ "expected_version": 4, "place": home });
    zhou.patch(&path, body).await.expect(200);
    let at_home = lin.documents("sign_ups");
    let body = json!({ "expected_version": 5, "online": true });
    zhou.patch(&path, body).await.expect(200);

    assert_eq!(at_home.iter().filter(|one| one["point"]["lat"] == 29.563_046).count(), 2);
    assert_eq!(lin.documents("sign_ups").iter().filter(|one| one["point"].is_null()).count(), 2);
    assert_eq!(lin.told_of_activities(), "activity_moved activity_moved");
    assert_eq!(wang.told_of_activities(), "", "he waits");
}

#[test_on_both]
async fn who_came_while_it_was_elsewhere_does_not_learn_where_a_home_is(world: World) {
    let World { zhou, lin, jiefangbei, .. } = &world;
    let activity = zhou.plans("探访", jiefangbei, json!({})).await;
    for day in [23, 24] {
        zhou.adds_shift(&activity, (day, 9, 11), 1).await;
    }
    world.publishes(&activity).await;
    for shift in lin.documents("shifts") {
        lin.signs_up(shift["id"].as_str().unwrap()).await.expect(201);
    }
    let point = json!({ "lat": 29.563_046, "lon": 106.551_612, "datum": "wgs84" });
    let home = json!({ "name": "老人家中", "private": true, "point": point });
    let zhou = zhou.hours_later(27).await;

    let body = json!({ "expected_version": 4, "place": home });
    zhou.patch(&format!("/v1/activities/{activity}"), body).await.expect(200);

    let mut known = lin.documents("sign_ups");
    known.sort_by_key(|one| one["starts_at"].to_string());
    let known: Vec<_> = known.iter().map(|one| (&one["point"]["lat"], &one["version"])).collect();
    assert_eq!(known, [(&json!(null), &json!(1)), (&json!(29.563_046), &json!(2))]);
}
