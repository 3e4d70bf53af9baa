//! Inviting strangers to a unit.

use std::time::Duration;

use actix_web::test::TestRequest;
use expect_test::expect;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    app::TestApp,
    enrol::{without_code, without_failures},
    people::TestPerson,
};

const DAY: Duration = Duration::from_secs(24 * 3600);
const SOME_ID: &str = "01930000-0000-7000-8000-00000000aaaa";

/// Headquarters, and a district with its administrator.
async fn district(app: &TestApp) -> (TestPerson, TestPerson, String) {
    let qin = app.headquarters().await;
    let unit = qin.makes("district", "渝中区慈善会", &qin.federation().await).await;
    let he = app.volunteer("何川", &unit, &qin).await;
    qin.appoints(&he, "district_admin", &unit).await.expect(201);
    (qin, he, unit)
}

fn code(invite: &Value) -> &str {
    invite["code"].as_str().unwrap()
}

fn path(invite: &Value) -> String {
    format!("/v1/invites/{}", invite["id"].as_str().unwrap())
}

#[test_on_both]
async fn an_invite_shows_its_code_to_who_makes_it_and_the_list_none(app: TestApp) {
    let (qin, he, unit) = district(&app).await;
    let invites = format!("/v1/units/{unit}/invites");

    let made = he.post(&invites, json!({ "id": SOME_ID, "days": 7 })).await;
    let again = he.post(&invites, json!({ "days": 7, "id": SOME_ID })).await;
    let other = he.post(&invites, json!({ "id": SOME_ID, "days": 8 })).await;
    let of_another = qin.post(&invites, json!({ "id": SOME_ID, "days": 7 })).await;

    assert_eq!(again.expect(201).json(), made.json());
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(of_another.expect(409).code(), "id_conflict");
    assert_eq!(code(&made.json()).len(), 14);
    let mut listed = made.json();
    listed.as_object_mut().unwrap().remove("code");
    expect![[r#"
        201 {
          "code": "[code]",
          "ends_at": "2026-11-29T00:00:00.000Z",
          "id": "[id 1]",
          "made_at": "2026-11-22T00:00:00.000Z",
          "made_by": "[id 2]",
          "unit": "[id 3]",
          "uses": 0,
          "uses_max": 200
        }"#]]
    .assert_eq(&without_code(made).shown());
    assert_eq!(he.get(&invites).await.expect(200).json(), json!({ "items": [listed] }));
}

#[test_on_both]
async fn a_stranger_with_an_invite_has_an_account_and_has_applied(app: TestApp) {
    let (_, he, unit) = district(&app).await;
    let invite = he.invites(&unit, json!({})).await;

    let typed = code(&invite).to_lowercase().replace('-', " ");
    let answer = app.accept(&typed, "郑好", "13900000001").await;

    let zheng = TestPerson::of(&app, "13900000001", &answer.expect(201).json());
    let memberships = zheng.documents("memberships");
    assert_eq!(memberships[0]["state"], "applied");
    assert_eq!(memberships[0]["unit"], json!(unit));
    assert_eq!(zheng.documents("me")[0]["name"], "郑好");
    let listed = he.get(&format!("/v1/units/{unit}/invites")).await.json();
    assert_eq!(listed["items"][0]["uses"], 1);
    let decided = he.act(&format!("/v1/memberships/{}/approve", zheng.membership().await)).await;
    assert_eq!(decided.expect(200).json()["state"], "active");
}

#[test_on_both]
async fn an_invite_that_is_wrong_used_up_ended_or_old_lets_nobody_in(app: TestApp) {
    let (_, he, unit) = district(&app).await;
    let used_up = he.invites(&unit, json!({ "uses_max": 1 })).await;
    app.accept(code(&used_up), "郑好", "13900000001").await.expect(201);
    let ended = he.invites(&unit, json!({})).await;
    he.delete(&path(&ended)).await.expect(204);
    let old = he.invites(&unit, json!({ "days": 1 })).await;
    let long = he.invites(&unit, json!({ "days": 2 })).await;
    app.hands.advance(DAY);
    let before = app.everything();

    for code in ["2222-2222-2222", "", code(&used_up), code(&ended), code(&old)] {
        let refused = app.accept(code, "方圆", "13900000002").await;
        assert_eq!(refused.expect(403).code(), "invite_invalid");
    }

    assert_eq!(app.everything(), before);
    app.accept(code(&long), "方圆", "13900000002").await.expect(201);
}

#[test_on_both]
async fn a_number_that_signs_in_already_counts_as_no_use(app: TestApp) {
    let (qin, he, unit) = district(&app).await;
    let invite = he.invites(&unit, json!({ "uses_max": 1 })).await;
    let before = app.everything();

    let taken = app.accept(code(&invite), "方圆", &qin.phone).await;

    assert_eq!(taken.expect(409).code(), "phone_taken");
    assert!(without_failures(&before) == without_failures(&app.everything()));
    app.accept(code(&invite), "方圆", "13900000002").await.expect(201);
}

#[test_on_both]
async fn who_looks_for_numbers_with_an_account_is_slowed_and_sign_ups_count_for_nothing(
    app: TestApp,
) {
    let (qin, he, unit) = district(&app).await;
    let [invite, other] = [he.invites(&unit, json!({})).await, he.invites(&unit, json!({})).await];
    for _ in 0..19 {
        let taken = app.accept(code(&invite), "方圆", &qin.phone).await;
        assert_eq!(taken.expect(409).code(), "phone_taken");
    }
    app.accept(code(&invite), "方圆", "13900000001").await.expect(201);
    app.accept(code(&invite), "方圆", "13900000002").await.expect(201);
    app.accept(code(&invite), "方圆", &qin.phone).await.expect(409);

    let taken = app.accept(code(&invite), "方圆", &qin.phone).await;
    let free = app.accept(code(&invite), "方圆", "13900000003").await;

    assert_eq!(taken.header("retry-after"), "300");
    assert_eq!(taken.header("retry-after"), taken.json()["params"]["retry_after_s"]);
    assert_eq!(taken.expect(429).code(), "too_many_attempts");
    assert_eq!(free.expect(429).code(), "too_many_attempts");
    app.accept(code(&other), "方圆", "13900000003").await.expect(201);
    app.hands.advance(Duration::from_secs(300));
    app.accept(code(&invite), "方圆", "13900000004").await.expect(201);
    app.accept(code(&invite), "方圆", &qin.phone).await.expect(409);
    app.accept(code(&invite), "方圆", &qin.phone).await.expect(429);
}

#[test_on_both]
async fn taken_numbers_that_come_at_once_are_all_counted(app: TestApp) {
    let (qin, he, unit) = district(&app).await;
    let invite = he.invites(&unit, json!({})).await;
    let gate = app.writers_meet_at("login_failures", 4);

    let accepts = (0..24).map(|_| app.accept(code(&invite), "方圆", &qin.phone));
    let (answers, ()) = join(join_all(accepts), gate).await;

    let told = answers.iter().filter(|answer| answer.status == 409).count();
    assert_eq!(told, 20, "of 24 at once");
}

#[test_on_both]
async fn an_invite_ends_with_the_authority_of_who_made_it(app: TestApp) {
    let (qin, he, unit) = district(&app).await;
    let invite = he.invites(&unit, json!({})).await;
    qin.deposes_all(&unit).await;
    let before = app.everything();

    let late = app.accept(code(&invite), "郑好", "13900000001").await;

    assert_eq!(late.expect(403).code(), "invite_invalid");
    assert_eq!(app.everything(), before);
    qin.appoints(&he, "district_admin", &unit).await.expect(201);
    app.accept(code(&invite), "郑好", "13900000001").await.expect(201);
}

#[test_on_both]
async fn of_many_at_once_an_invite_lets_in_as_many_as_it_may(app: TestApp) {
    let (_, he, unit) = district(&app).await;
    let invite = he.invites(&unit, json!({ "uses_max": 3 })).await;
    let phones = (0..8).map(|number| format!("1390000010{number}")).collect::<Vec<_>>();
    let gate = app.writers_meet_at("invites", 4);

    let accepts = phones.iter().map(|phone| app.accept(code(&invite), "方圆", phone));
    let (answers, ()) = join(join_all(accepts), gate).await;

    let count = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(201), count(403)), (3, 5));
    let listed = he.get(&format!("/v1/units/{unit}/invites")).await.json();
    assert_eq!(listed["items"][0]["uses"], 3);
}

#[test_on_both]
async fn two_who_take_the_same_number_at_once_are_not_both_let_in(app: TestApp) {
    let (_, he, unit) = district(&app).await;
    let invites = [he.invites(&unit, json!({})).await, he.invites(&unit, json!({})).await];

    let accepts = invites.iter().map(|invite| app.accept(code(invite), "方圆", "13900000001"));
    let mut answers = join_all(accepts).await;

    answers.sort_by_key(|answer| answer.status);
    assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [201, 409]);
    assert_eq!(answers[1].code(), "phone_taken");
}

#[test_on_both]
async fn who_leads_a_unit_invites_who_has_a_role_reads_and_nobody_else_knows(app: TestApp) {
    let (qin, he, unit) = district(&app).await;
    let federation = qin.federation().await;
    let auditor = app.volunteer("沈平", &federation, &qin).await;
    qin.appoints(&auditor, "auditor", &federation).await.expect(201);
    let wang = app.volunteer("王二", &unit, &qin).await;
    let invite = he.invites(&unit, json!({})).await;
    let before = app.everything();
    let invites = format!("/v1/units/{unit}/invites");

    assert_eq!(wang.post(&invites, json!({})).await.expect(403).code(), "forbidden");
    assert_eq!(wang.get(&invites).await.expect(403).code(), "forbidden");
    assert_eq!(wang.delete(&path(&invite)).await.expect(404).code(), "not_found");
    assert_eq!(auditor.post(&invites, json!({})).await.expect(403).code(), "forbidden");
    assert_eq!(auditor.delete(&path(&invite)).await.expect(403).code(), "forbidden");
    auditor.get(&invites).await.expect(200);
    let absent = format!("/v1/units/{SOME_ID}/invites");
    qin.post(&absent, json!({})).await.expect(404);
    qin.get(&absent).await.expect(404);
    assert_eq!(app.everything(), before);
    he.delete(&path(&invite)).await.expect(204);
    he.delete(&path(&invite)).await.expect(204);
}

#[test_on_both]
async fn everything_that_is_wrong_with_an_invite_is_told_at_once(app: TestApp) {
    let (_, he, unit) = district(&app).await;
    let invites = format!("/v1/units/{unit}/invites");

    let answer = he.post(&invites, json!({ "uses_max": 0, "days": 91 })).await.expect(422).json();

    let pointers = answer["errors"].as_array().unwrap().iter();
    let pointers = pointers.map(|fault| (fault["pointer"].clone(), fault["code"].clone()));
    let expected = ["/uses_max", "/days"].map(|pointer| (json!(pointer), json!("out_of_range")));
    assert_eq!(pointers.collect::<Vec<_>>(), expected);
}

#[test_on_both]
async fn a_key_makes_an_invite_without_an_id_repeatable(app: TestApp) {
    let (_, he, unit) = district(&app).await;
    let invites = format!("/v1/units/{unit}/invites");
    let ask = || {
        let request = TestRequest::post().uri(&invites).set_json(json!({}));
        he.send(request.insert_header(("Idempotency-Key", SOME_ID)))
    };

    let first = ask().await.expect(201).json();

    assert_eq!(ask().await.expect(201).json(), first);
}
