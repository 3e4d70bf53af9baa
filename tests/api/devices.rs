//! One's own devices and password.

use std::time::Duration;

use actix_web::test::TestRequest;
use diesel::connection::SimpleConnection;
use expect_test::expect;
use muster::platform::db::Conn;
use serde_json::json;
use test_macros::test_on_both;

use crate::support::{
    app::{Answer, TestApp},
    people::{PASSWORD, TestPerson, login_body},
};

/// The device that the first administrator signs in on.
const OWN_PHONE: &str = "01930000-0000-7000-8000-0000000000d1";
const OTHER_PHONE: &str = "01930000-0000-7000-8000-0000000000d2";
const THIRD_PHONE: &str = "01930000-0000-7000-8000-0000000000d3";
const NEW_PASSWORD: &str = "春风十里不如你来";

async fn refresh(who: &TestPerson) -> Answer {
    who.app.post("/v1/auth/refresh", json!({ "refresh_token": who.refresh_token })).await
}

async fn change(who: &TestPerson, old: &str, new: &str) -> Answer {
    who.post("/v1/me/password", json!({ "old": old, "new": new })).await
}

async fn device_ids(who: &TestPerson) -> Vec<String> {
    let page = who.get("/v1/me/devices").await.expect(200).json();
    let items = page["items"].as_array().unwrap().iter();
    items.map(|device| device["id"].as_str().unwrap().to_owned()).collect()
}

#[test_on_both]
async fn everybody_sees_where_he_is_signed_in(app: TestApp) {
    let qin = app.headquarters().await;
    app.hands.advance(Duration::from_secs(60));
    let signed_out = qin.on_device(OTHER_PHONE).await;
    signed_out.send(TestRequest::post().uri("/v1/auth/logout")).await.expect(204);
    app.hands.advance(Duration::from_secs(60));
    qin.on_device(THIRD_PHONE).await;

    let devices = qin.get("/v1/me/devices").await;

    expect![[r#"
        200 {
          "items": [
            {
              "created_at": "2026-11-22T00:02:00.000Z",
              "current": false,
              "id": "[id 1]",
              "last_used_at": "2026-11-22T00:02:00.000Z",
              "name": "另一部手机",
              "signed_in": true
            },
            {
              "created_at": "2026-11-22T00:01:00.000Z",
              "current": false,
              "id": "[id 2]",
              "last_used_at": "2026-11-22T00:01:00.000Z",
              "name": "另一部手机",
              "signed_in": false
            },
            {
              "created_at": "2026-11-22T00:00:00.000Z",
              "current": true,
              "id": "[id 3]",
              "last_used_at": "2026-11-22T00:00:00.000Z",
              "name": "秦岚的手机",
              "signed_in": true
            }
          ]
        }"#]]
    .assert_eq(&devices.shown());
}

#[test_on_both]
async fn a_device_that_renewed_was_used_then_and_one_left_alone_is_signed_out(app: TestApp) {
    let qin = app.headquarters().await;
    qin.on_device(OTHER_PHONE).await;
    app.hands.advance(Duration::from_secs(80 * 24 * 3600));
    let tokens = refresh(&qin).await.expect(200).json();
    app.hands.advance(Duration::from_secs(10 * 24 * 3600));
    let qin = TestPerson::of(&app, &qin.phone, &tokens);
    let qin = TestPerson::of(&app, &qin.phone, &refresh(&qin).await.expect(200).json());

    let devices = qin.get("/v1/me/devices").await.expect(200).json();

    let told = |index: usize| {
        let device = &devices["items"][index];
        (device["id"].as_str().unwrap().to_owned(), device["signed_in"].as_bool().unwrap())
    };
    assert_eq!(told(0), (OWN_PHONE.to_owned(), true));
    assert_eq!(told(1), (OTHER_PHONE.to_owned(), false));
    assert_eq!(devices["items"][0]["last_used_at"], "2027-02-20T00:00:00.000Z");
}

#[test_on_both]
async fn a_lost_phone_is_out_at_once_and_nothing_else_ends(app: TestApp) {
    let qin = app.headquarters().await;
    let lost = qin.on_device(OTHER_PHONE).await;

    qin.delete(&format!("/v1/me/devices/{OTHER_PHONE}")).await.expect(204);

    assert_eq!(lost.get("/v1/me").await.expect(401).code(), "session_ended");
    assert_eq!(refresh(&lost).await.expect(401).code(), "session_ended");
    assert_eq!(device_ids(&qin).await, [OWN_PHONE]);
    let again = qin.delete(&format!("/v1/me/devices/{OTHER_PHONE}")).await;
    assert_eq!(again.expect(404).code(), "not_found");
    qin.makes("district", "渝中区慈善会", &qin.federation().await).await;
    qin.on_device(OTHER_PHONE).await.get("/v1/me").await.expect(200);
}

#[test_on_both]
async fn a_removed_device_is_a_stranger_again(app: TestApp) {
    let qin = app.headquarters().await;
    qin.on_device(OTHER_PHONE).await;
    let mut wrong = login_body(&qin.phone, OTHER_PHONE);
    wrong["password"] = json!("想不起来了怎么办");

    qin.delete(&format!("/v1/me/devices/{OTHER_PHONE}")).await.expect(204);

    for _ in 0..5 {
        app.post("/v1/auth/login", wrong.clone()).await.expect(401);
    }
    app.post("/v1/auth/login", wrong).await.expect(429);
}

#[test_on_both]
async fn removing_this_device_signs_it_out(app: TestApp) {
    let qin = app.headquarters().await;

    qin.delete(&format!("/v1/me/devices/{OWN_PHONE}")).await.expect(204);

    assert_eq!(qin.get("/v1/me").await.expect(401).code(), "session_ended");
}

#[test_on_both]
async fn a_device_of_somebody_else_does_not_exist(app: TestApp) {
    let qin = app.headquarters().await;
    let he = app.volunteer("何川", &qin.federation().await, &qin).await;
    let before = app.everything();

    let refused = he.delete(&format!("/v1/me/devices/{OWN_PHONE}")).await;

    assert_eq!(refused.expect(404).code(), "not_found");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn of_too_many_devices_the_one_not_used_for_the_longest_time_is_forgotten(app: TestApp) {
    let qin = app.headquarters().await;
    app.hands.advance(Duration::from_secs(60));
    let second = qin.on_device(OTHER_PHONE).await;
    add_48_devices(&app);
    assert_eq!(device_ids(&second).await.len(), 50);

    let third = qin.on_device(THIRD_PHONE).await;

    let ids = device_ids(&third).await;
    assert_eq!(ids.len(), 50);
    assert!(!ids.contains(&OWN_PHONE.to_owned()));
    assert_eq!(qin.get("/v1/me").await.expect(401).code(), "session_ended");
}

/// Enters devices of the one account, used after all others.
fn add_48_devices(app: &TestApp) {
    app.look(|conn| {
        let prefix = "0193000000007000800000000000";
        let id = match conn {
            Conn::Sqlite(_) => format!("unhex('{prefix}' || printf('%04x', n))"),
            Conn::Postgresql(_) => format!("('{prefix}' || lpad(to_hex(n), 4, '0'))::uuid"),
        };
        conn.batch_execute(&format!(
            "WITH RECURSIVE numbers (n) AS (SELECT 4096 UNION ALL SELECT n + 1 FROM numbers \
             WHERE n < 4143) INSERT INTO devices (account, id, name, created_at) \
             SELECT accounts.id, {id}, 'old', 0 FROM numbers, accounts; \
             INSERT INTO sessions (id, account, person, device, started_at, used_at, ended_at, \
             generation) SELECT d.id, a.id, a.person, d.id, 0, 2000000000000, 2000000000000, 1 \
             FROM devices d JOIN accounts a ON a.id = d.account WHERE d.name = 'old'"
        ))
    });
}

#[test_on_both]
async fn another_password_signs_all_other_devices_out(app: TestApp) {
    let qin = app.headquarters().await;
    let elsewhere = qin.on_device(OTHER_PHONE).await;

    change(&qin, PASSWORD, NEW_PASSWORD).await.expect(204);

    assert_eq!(elsewhere.get("/v1/me").await.expect(401).code(), "session_ended");
    assert_eq!(refresh(&elsewhere).await.expect(401).code(), "session_ended");
    qin.get("/v1/me").await.expect(200);
    refresh(&qin).await.expect(200);
    app.post("/v1/auth/login", login_body(&qin.phone, OTHER_PHONE)).await.expect(401);
    let mut body = login_body(&qin.phone, OTHER_PHONE);
    body["password"] = json!(NEW_PASSWORD);
    app.post("/v1/auth/login", body).await.expect(200);
}

#[test_on_both]
async fn who_does_not_know_the_password_changes_nothing_and_cannot_guess_on(app: TestApp) {
    let qin = app.headquarters().await;
    let elsewhere = qin.on_device(OTHER_PHONE).await;

    for _ in 0..10 {
        let wrong = change(&qin, "猜一个密码试试看", NEW_PASSWORD).await.expect(422).json();
        assert_eq!(wrong["errors"][0]["pointer"], "/old");
        assert_eq!(wrong["errors"][0]["code"], "wrong_password");
    }

    let slowed = change(&qin, PASSWORD, NEW_PASSWORD).await;
    assert_eq!(slowed.header("retry-after"), "60");
    assert_eq!(slowed.expect(429).code(), "too_many_attempts");
    elsewhere.get("/v1/me").await.expect(200);
    app.hands.advance(Duration::from_secs(60));
    change(&qin, PASSWORD, NEW_PASSWORD).await.expect(204);
}

#[test_on_both]
async fn everything_that_is_wrong_with_a_new_password_is_told_at_once(app: TestApp) {
    let qin = app.headquarters().await;
    let before = app.everything();

    let answer = change(&qin, &"长".repeat(200), "短").await.expect(422).json();

    let faults = answer["errors"].as_array().unwrap().iter();
    let faults = faults.map(|fault| format!("{} {}", fault["pointer"], fault["code"]));
    assert_eq!(faults.collect::<Vec<_>>(), [r#""/old" "too_long""#, r#""/new" "too_short""#]);
    assert_eq!(app.everything(), before);
}
