//! The demo: a federation that is made through the acts.

use muster::{
    app,
    demo::{self, Made, Order, Role, Size},
};
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    app::{Answer, TestApp},
    dump::lines,
    people::TestPerson,
};

/// A small demo, up to the instant at which the clock stands.
async fn made(app: &TestApp, seed: u64) -> Made {
    let order = Order { seed, now: app.muster.clock.now(), size: Size::SMALL };
    demo::fill(&app.muster, &app.hands, &order, &|_, _| {}).await.unwrap()
}

/// Signs somebody of the demo in.
async fn signed_in(app: &TestApp, made: &Made, role: Role) -> TestPerson {
    let login = made.login(role).unwrap();
    let body = json!({
        "method": "password",
        "phone": login.phone,
        "password": login.password,
        "device": { "id": app.new_id(), "name": "手机" },
    });
    let answer = app.post("/v1/auth/login", body).await.expect(200);
    TestPerson::of(app, &login.phone, &answer.json())
}

/// The minutes that count in headquarters' year.
async fn minutes_final(headquarters: &TestPerson) -> i64 {
    let report = headquarters.get("/v1/reports/annual/2026").await.expect(200).json();
    report["minutes_final"].as_i64().unwrap()
}

fn count(page: &Answer) -> usize {
    page.json()["items"].as_array().unwrap().len()
}

#[test_on_both]
async fn a_demo_agrees_with_itself_and_its_leader_moves_headquarters_total(app: TestApp) {
    let made = made(&app, 1).await;

    let audits = app.look(|conn| app::audit(conn, |_| ()));
    let attended = "SELECT CAST(COUNT(*) AS text) AS line FROM attendances \
                    WHERE state <> 'absent'";
    let attended: usize = app.look(|conn| Ok(lines(conn, attended)))[0].parse().unwrap();
    let leader = signed_in(&app, &made, Role::Leader).await;
    let headquarters = signed_in(&app, &made, Role::HqAdmin).await;
    let before = minutes_final(&headquarters).await;
    let ids = json!({ "ids": made.scenes.to_confirm });
    let confirmed = leader.post("/v1/service-records/confirm", ids).await.expect(200).json();
    let after = minutes_final(&headquarters).await;

    assert_eq!(made.counts.stays, attended);
    for audit in &audits {
        assert_eq!((audit.differences, &audit.examples), (0, &Vec::new()), "{:?}", audit.check);
    }
    let results = confirmed["results"].as_array().unwrap();
    assert!(results.len() == 6 && results.iter().all(|result| result["done"] == json!(true)));
    assert!(after - before >= 6 * 180, "{before} to {after}");
}

#[test_on_both]
async fn who_is_printed_can_do_what_is_printed(app: TestApp) {
    let made = made(&app, 2).await;
    let volunteer = signed_in(&app, &made, Role::Volunteer).await;
    let leader = signed_in(&app, &made, Role::Leader).await;
    let admin = signed_in(&app, &made, Role::DistrictAdmin).await;
    let auditor = signed_in(&app, &made, Role::Auditor).await;

    let units = [Role::Volunteer, Role::Leader].map(|role| made.login(role).unwrap().unit_id);
    let check_ins = format!("/v1/shifts/{}/check-ins", made.scenes.running.shift);
    let came = volunteer.post(&check_ins, json!({})).await.expect(201).json();
    let roster = format!("/v1/shifts/{}/roster", made.scenes.running.shift);
    let expected = count(&leader.get(&roster).await.expect(200));
    let in_review = admin.get("/v1/service-records?state=in_review").await.expect(200);
    let disputed = auditor.get("/v1/service-records?state=disputed").await.expect(200);
    let roles = format!("/v1/units/{}/roles", units[0].unwrap());
    let roles = leader.get(&roles).await.expect(200).json();

    assert_eq!(units[0], units[1]);
    assert_eq!((came["state"].as_str(), expected), (Some("present"), 10));
    assert!(count(&in_review) >= 4 && count(&disputed) == 1);
    let holds = |role: &Value| role["person_id"] == json!(volunteer.id);
    assert!(!roles["items"].as_array().unwrap().iter().any(holds));
}
