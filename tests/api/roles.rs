//! Roles: who appoints whom, and what flows down the tree.

use std::time::Duration;

use actix_web::test::TestRequest;
use expect_test::expect;
use muster::kernel::bucket::BucketKind::{Desk, Person, Public};
use serde_json::json;
use test_macros::test_on_both;

use crate::support::world::World;

#[test_on_both]
async fn a_leader_reads_the_desk_and_what_his_unit_does(world: World) {
    let World { he, wang, lin, jiefangbei, .. } = world;

    let role = he.appoints(&wang, "leader", &jiefangbei).await;

    expect![[r#"
        201 {
          "appointed_by": "[id 1]",
          "from_at": "2026-11-22T00:00:00.000Z",
          "id": "[id 2]",
          "person_id": "[id 3]",
          "role": "leader",
          "unit": "[id 4]",
          "until_at": null
        }"#]]
    .assert_eq(&role.shown());
    assert!(wang.audiences().contains(&Desk));
    wang.get(&format!("/v1/people/{}", lin.id)).await.expect(200);
    assert_eq!(wang.get("/v1/me/roles").await.json()["items"][0], role.json());
}

#[test_on_both]
async fn a_role_is_given_from_above_and_never_to_oneself(world: World) {
    let World { app, qin, he, zhou, lin, mei, jiefangbei, yuzhong, federation, .. } = world;
    let squad = zhou.makes("squad", "一分队", &jiefangbei).await;
    let before = app.everything();

    zhou.appoints(&lin, "leader", &jiefangbei).await.expect(403);
    he.appoints(&lin, "district_admin", &yuzhong).await.expect(403);
    he.appoints(&he, "leader", &jiefangbei).await.expect(403);
    qin.appoints(&qin, "hq_admin", &federation).await.expect(403);
    let unfit = qin.appoints(&lin, "leader", &yuzhong).await.expect(409);
    he.appoints(&mei, "leader", &jiefangbei).await.expect(404);

    assert_eq!(unfit.code(), "role_unit_invalid");
    assert_eq!(app.everything(), before);
    zhou.appoints(&lin, "leader", &squad).await.expect(201);
}

#[test_on_both]
async fn a_role_that_ends_takes_its_audiences_along(world: World) {
    let World { he, zhou, tang, lin, jiefangbei, .. } = world;
    let roles = he.get(&format!("/v1/units/{jiefangbei}/roles")).await.expect(200).json();
    let path = format!("/v1/roles/{}/end", roles["items"][0]["id"].as_str().unwrap());

    tang.act(&path).await.expect(404);
    lin.act(&path).await.expect(404);
    let ended = he.act(&path).await.expect(200).json();
    let again = he.act(&path).await.expect(200).json();

    assert_eq!(ended, again);
    assert_eq!(ended["until_at"], "2026-11-22T00:00:00.000Z");
    assert!(!zhou.audiences().contains(&Desk));
    zhou.get(&format!("/v1/people/{}", lin.id)).await.expect(404);
}

#[test_on_both]
async fn headquarters_keeps_one_administrator(world: World) {
    let World { qin, he, federation, .. } = world;
    let own = qin.get("/v1/me/roles").await.json()["items"][0]["id"].clone();
    let path = format!("/v1/roles/{}/end", own.as_str().unwrap());

    assert_eq!(qin.act(&path).await.expect(409).code(), "last_administrator");
    qin.appoints(&he, "hq_admin", &federation).await.expect(201);
    qin.act(&path).await.expect(200);

    qin.appoints(&he, "auditor", &federation).await.expect(403);
}

#[test_on_both]
async fn an_auditor_reads_for_a_time_and_changes_nothing(world: World) {
    let World { app, qin, lin, mei, jiefangbei, .. } = world;
    let until = "2026-11-23T00:00:00.000Z";
    let body = json!({ "person_id": mei.id, "role": "auditor", "until": until });
    let given = qin.post(&format!("/v1/units/{jiefangbei}/roles"), body).await.expect(201);
    let membership = lin.membership().await;

    mei.get(&format!("/v1/people/{}", lin.id)).await.expect(200);
    let members = mei.get(&format!("/v1/units/{jiefangbei}/memberships")).await.expect(200);
    mei.steps(&membership, "suspend").await.expect(403);
    app.hands.advance(Duration::from_secs(24 * 3600));
    let mei = mei.on_device("01930000-0000-7000-8000-0000000000d9").await;

    mei.get(&format!("/v1/people/{}", lin.id)).await.expect(404);
    assert_eq!(given.json()["until_at"], until);
    assert_eq!(members.json()["items"].as_array().unwrap().len(), 3);
    assert!(!mei.audiences().contains(&Desk), "an auditor reads over HTTP");
}

#[test_on_both]
async fn only_who_reads_for_a_time_is_given_an_end(world: World) {
    let World { he, qin, lin, jiefangbei, .. } = world;
    let path = format!("/v1/units/{jiefangbei}/roles");
    let until = |role, until| json!({ "person_id": lin.id, "role": role, "until": until });

    let leader = he.post(&path, until("leader", "2027-01-01T00:00:00Z")).await.expect(422).json();
    let past = qin.post(&path, until("auditor", "2020-01-01T00:00:00Z")).await.expect(422).json();

    assert_eq!(leader["errors"][0]["code"], "unknown_field");
    assert_eq!(past["errors"][0]["code"], "too_early");
}

#[test_on_both]
async fn giving_a_role_again_changes_nothing(world: World) {
    let World { app, he, zhou, jiefangbei, .. } = world;
    let before = app.everything();

    let again = he.appoints(&zhou, "leader", &jiefangbei).await.expect(201).json();

    let roles = he.get(&format!("/v1/units/{jiefangbei}/roles")).await.json();
    assert_eq!(roles["items"], json!([again]));
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn insurance_of_a_district_covers_its_brigades(world: World) {
    let World { he, zhou, lin, yuzhong, jiefangbei, jiangbei, .. } = world;
    let policy = json!({
        "insurer": "某某财产保险", "policy_no": "PZ-2026-001",
        "valid_from": "2026-01-01", "valid_to": "2026-12-31",
    });
    let path = |unit: &str| format!("/v1/units/{unit}/insurance-policies");

    let made = he.post(&path(&yuzhong), policy.clone()).await;
    expect![[r#"
        201 {
          "id": "[id 1]",
          "insurer": "某某财产保险",
          "policy_no": "PZ-2026-001",
          "recorded_at": "2026-11-22T00:00:00.000Z",
          "recorded_by": "[id 2]",
          "unit": "[id 3]",
          "valid_from": "2026-01-01",
          "valid_to": "2026-12-31"
        }"#]]
    .assert_eq(&made.shown());
    let seen = zhou.get(&path(&jiefangbei)).await.expect(200).json();

    assert_eq!(seen["items"], json!([made.json()]));
    lin.get(&path(&jiefangbei)).await.expect(403);
    he.post(&path(&jiangbei), policy.clone()).await.expect(403);
    let mut wrong = policy;
    wrong["valid_to"] = json!("2025-02-30");
    wrong["insurer"] = json!("");
    let errors = he.post(&path(&yuzhong), wrong).await.expect(422).json()["errors"].clone();
    assert_eq!(errors[0]["code"], "blank");
    assert_eq!(errors[1]["code"], "invalid_date");
}

#[test_on_both]
async fn a_new_administrator_of_a_district_reads_its_brigades_and_public_is_public(world: World) {
    let World { qin, mei, jiangbei, guanyinqiao, .. } = world;
    qin.appoints(&mei, "district_admin", &jiangbei).await.expect(201);

    let desks = mei.audiences().iter().filter(|kind| **kind == Desk).count();
    assert_eq!(desks, 2, "the district's and its brigade's");
    mei.makes("brigade", "石马河大队", &jiangbei).await;
    let desks = mei.audiences().iter().filter(|kind| **kind == Desk).count();
    assert_eq!(desks, 3, "and that of a new one");

    mei.send(TestRequest::get().uri(&format!("/v1/units/{guanyinqiao}"))).await.expect(200);
    assert_eq!(mei.audiences().iter().filter(|kind| **kind == Public).count(), 1);
    assert_eq!(mei.audiences().iter().filter(|kind| **kind == Person).count(), 1);
}

#[test_on_both]
async fn another_end_of_an_auditors_time_is_another_role(world: World) {
    let World { qin, mei, jiefangbei, .. } = world;
    let path = format!("/v1/units/{jiefangbei}/roles");
    let until = |at: &str| json!({ "person_id": mei.id, "role": "auditor", "until": at });

    let first = qin.post(&path, until("2026-12-31T00:00:00Z")).await.expect(201).json();
    let longer = qin.post(&path, until("2027-12-31T00:00:00Z")).await.expect(201).json();

    assert_ne!(first["id"], longer["id"]);
    assert_eq!(mei.get("/v1/me/roles").await.json()["items"], json!([longer]));
}
