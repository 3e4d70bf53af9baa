//! Accounts and sessions.

use std::time::Duration;

use actix_web::test::TestRequest;
use diesel::connection::SimpleConnection;
use expect_test::expect;
use futures_util::future::{join, join_all};
use serde_json::json;
use test_macros::test_on_both;

use crate::support::{
    app::{Answer, TestApp},
    people::{TestPerson, login_body, set_up_body},
};

/// The device that [`set_up_body`] signs in.
const OWN_PHONE: &str = "01930000-0000-7000-8000-0000000000d1";
const OTHER_PHONE: &str = "01930000-0000-7000-8000-0000000000d2";

#[test_on_both]
async fn the_setup_code_makes_the_first_administrator_and_the_federation(app: TestApp) {
    let qin = app.headquarters().await;

    let me = qin.get("/v1/me").await.expect(200).json();

    assert_eq!((&me["name"], &me["version"]), (&json!("秦岚"), &json!(1)));
    assert_eq!(qin.documents("units")[0]["kind"], "federation");
    assert_eq!(qin.documents("me")[0]["name"], "秦岚");
}

#[test_on_both]
async fn a_setup_code_works_once_and_none_is_offered_after_it(app: TestApp) {
    let code = app.setup_code().await.unwrap();
    app.post("/v1/accounts", set_up_body(&code, "13800000001")).await.expect(201);

    let again = app.post("/v1/accounts", set_up_body(&code, "13800000002")).await;

    assert_eq!(again.expect(403).code(), "setup_code_invalid");
    assert_eq!(app.setup_code().await, None);
}

#[test_on_both]
async fn a_setup_code_is_offered_again_when_nobody_who_administers_can_sign_in(app: TestApp) {
    let qin = app.headquarters().await;
    let federation = qin.federation().await;
    let li = app.enrol("李梅", None, &federation).await;
    qin.appoints_person(li, "hq_admin", &federation).await.expect(201);
    let with_qin = app.setup_code().await;
    let own = qin.get("/v1/me/roles").await.json()["items"][0]["id"].clone();
    qin.act(&format!("/v1/roles/{}/end", own.as_str().unwrap())).await.expect(200);

    let code = app.setup_code().await.unwrap();

    assert_eq!(with_qin, None);
    let tokens = app.post("/v1/accounts", set_up_body(&code, "13800000009")).await.expect(201);
    let anew = TestPerson::of(&app, "13800000009", &tokens.json());
    assert_eq!(anew.federation().await, federation);
    anew.asks_claim_code(li, None).await.expect(201);
    assert_eq!(app.setup_code().await, None);
}

#[test_on_both]
async fn a_setup_code_that_ended_tells_nothing_of_a_number(app: TestApp) {
    let first = app.setup_code().await.unwrap();
    app.post("/v1/accounts", set_up_body(&first, "13800000001")).await.expect(201);
    app.look(|conn| conn.batch_execute("UPDATE setup_codes SET used_at = NULL"));

    let late = app.post("/v1/accounts", set_up_body(&first, "13800000001")).await;

    assert_eq!(late.expect(403).code(), "setup_code_invalid");
}

#[test_on_both]
async fn a_new_setup_code_ends_the_one_before_it_and_a_day_ends_any(app: TestApp) {
    let first = app.setup_code().await.unwrap();
    let second = app.setup_code().await.unwrap();
    let body = |code| set_up_body(code, "13800000001");

    app.post("/v1/accounts", body(&first)).await.expect(403);
    app.hands.advance(Duration::from_secs(24 * 3600));
    app.post("/v1/accounts", body(&second)).await.expect(403);

    app.post("/v1/accounts", body(&app.setup_code().await.unwrap())).await.expect(201);
}

#[test_on_both]
async fn everything_that_is_wrong_with_an_application_is_told_at_once(app: TestApp) {
    let body = json!({
        "setup_code": "x", "name": " ", "phone": "12", "password": "12345678",
        "device": { "id": OTHER_PHONE, "name": "a\u{0}b" },
    });

    let answer = app.post("/v1/accounts", body).await.expect(422).json();

    let faults = answer["errors"].as_array().unwrap().iter();
    let faults: Vec<_> =
        faults.map(|fault| format!("{} {}", fault["pointer"], fault["code"])).collect();
    expect![[r#"
        "/name" "blank"
        "/phone" "invalid_phone"
        "/password" "common_password"
        "/device/name" "control_character""#]]
    .assert_eq(&faults.join("\n"));
}

#[test_on_both]
async fn a_wrong_password_and_an_unknown_phone_get_the_same_answer(app: TestApp) {
    app.headquarters().await;
    let mut wrong = login_body("13800000001", OTHER_PHONE);
    wrong["password"] = json!("不是这个密码啊啊");

    let wrong = app.post("/v1/auth/login", wrong).await.expect(401);
    let unknown = app.post("/v1/auth/login", login_body("13899999999", OTHER_PHONE)).await;

    let bare = |answer: &Answer| {
        let mut json = answer.json();
        json["request_id"].take();
        json
    };
    assert_eq!(bare(&wrong), bare(&unknown.expect(401)));
    assert_eq!(wrong.code(), "wrong_credentials");
}

#[test_on_both]
async fn an_access_token_lasts_ten_minutes_and_a_refresh_token_brings_the_next(app: TestApp) {
    let qin = app.headquarters().await;

    app.hands.advance(Duration::from_secs(600));
    let late = qin.get("/v1/me").await;
    let refreshed = refresh(&app, &qin.refresh_token).await;

    assert_eq!(late.expect(401).code(), "token_expired");
    let qin = TestPerson::of(&app, &qin.phone, &refreshed.expect(200).json());
    qin.get("/v1/me").await.expect(200);
}

#[test_on_both]
async fn a_refresh_whose_answer_was_lost_can_be_repeated_for_days(app: TestApp) {
    let qin = app.headquarters().await;

    let lost = refresh(&app, &qin.refresh_token).await.expect(200).json();
    app.hands.advance(Duration::from_secs(5 * 24 * 3600));
    let again = refresh(&app, &qin.refresh_token).await.expect(200).json();

    assert_eq!(lost["refresh_token"], again["refresh_token"]);
    refresh(&app, again["refresh_token"].as_str().unwrap()).await.expect(200);
}

#[test_on_both]
async fn an_old_refresh_token_ends_the_session_for_whoever_holds_a_copy(app: TestApp) {
    let qin = app.headquarters().await;
    let second = refresh(&app, &qin.refresh_token).await.expect(200).json();
    let second = second["refresh_token"].as_str().unwrap();
    let third = refresh(&app, second).await.expect(200).json();

    let stolen = refresh(&app, &qin.refresh_token).await;

    assert_eq!(stolen.expect(401).code(), "session_ended");
    refresh(&app, third["refresh_token"].as_str().unwrap()).await.expect(401);
    assert_eq!(qin.get("/v1/me").await.expect(401).code(), "session_ended");
}

#[test_on_both]
async fn signing_out_ends_the_access_token_at_once_and_leaves_other_devices_alone(app: TestApp) {
    let qin = app.headquarters().await;
    let elsewhere = qin.on_device(OTHER_PHONE).await;

    qin.send(TestRequest::post().uri("/v1/auth/logout")).await.expect(204);

    assert_eq!(qin.get("/v1/me").await.expect(401).code(), "session_ended");
    elsewhere.get("/v1/me").await.expect(200);
}

#[test_on_both]
async fn a_session_that_nobody_uses_for_ninety_days_is_over(app: TestApp) {
    let qin = app.headquarters().await;

    app.hands.advance(Duration::from_secs(90 * 24 * 3600));

    refresh(&app, &qin.refresh_token).await.expect(401);
}

async fn refresh(app: &TestApp, token: &str) -> Answer {
    app.post("/v1/auth/refresh", json!({ "refresh_token": token })).await
}

#[test_on_both]
async fn a_phone_number_that_signs_in_already_opens_no_second_account(app: TestApp) {
    let qin = app.headquarters().await;
    app.look(|conn| conn.batch_execute("UPDATE roles SET until_at = from_at"));

    let body = set_up_body(&app.setup_code().await.unwrap(), &qin.phone);
    let same = app.post("/v1/accounts", body).await;
    let other = set_up_body(&app.setup_code().await.unwrap(), "13800000002");
    app.post("/v1/accounts", other).await.expect(201);

    assert_eq!(same.expect(409).code(), "phone_taken");
    let federations = qin.get("/v1/units?kind=federation").await.json();
    assert_eq!(federations["items"].as_array().unwrap().len(), 1);
}

#[test_on_both]
async fn only_one_of_two_who_hold_the_code_becomes_the_administrator(app: TestApp) {
    let code = app.setup_code().await.unwrap();
    let apply = |phone| app.post("/v1/accounts", set_up_body(&code, phone));

    let (first, second) = join(apply("13800000001"), apply("13800000002")).await;

    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 403]);
}

#[test_on_both]
async fn strangers_who_guess_are_slowed_and_never_lock_the_owners_phone_out(app: TestApp) {
    let qin = app.headquarters().await;
    let guess = |device: String| {
        let mut body = login_body(&qin.phone, &device);
        body["password"] = json!("猜一个密码试试看");
        app.post("/v1/auth/login", body)
    };
    let mut tried = 0;
    for number in 0..60 {
        let answer = guess(format!("01930000-0000-7000-8000-00000000f{number:03}")).await;
        tried += usize::from(answer.status == 401);
        app.hands.advance(Duration::from_secs(60));
    }

    let strange = app.post("/v1/auth/login", login_body(&qin.phone, OTHER_PHONE)).await;
    let owner = app.post("/v1/auth/login", login_body(&qin.phone, OWN_PHONE)).await;

    assert!(tried <= 8, "{tried} guesses in an hour");
    assert_eq!(strange.header("retry-after"), strange.json()["params"]["retry_after_s"]);
    assert_eq!(strange.expect(429).code(), "too_many_attempts");
    owner.expect(200);
}

#[test_on_both]
async fn a_number_without_an_account_is_slowed_alike(app: TestApp) {
    let guess = || app.post("/v1/auth/login", login_body("13899999999", OTHER_PHONE));

    for _ in 0..5 {
        guess().await.expect(401);
    }

    guess().await.expect(429);
}

#[test_on_both]
async fn an_owner_who_remembers_at_last_starts_anew(app: TestApp) {
    let qin = app.headquarters().await;
    let mut wrong = login_body(&qin.phone, OWN_PHONE);
    wrong["password"] = json!("想不起来了怎么办");
    for _ in 0..9 {
        app.post("/v1/auth/login", wrong.clone()).await.expect(401);
    }

    qin.on_device(OWN_PHONE).await;

    app.post("/v1/auth/login", wrong).await.expect(401);
    qin.on_device(OWN_PHONE).await;
}

#[test_on_both]
async fn guesses_that_come_at_once_are_all_counted(app: TestApp) {
    let qin = app.headquarters().await;
    let mut wrong = login_body(&qin.phone, OTHER_PHONE);
    wrong["password"] = json!("猜一个密码试试看");
    let gate = app.writers_meet_at("login_failures", 4);

    let guesses = (0..20).map(|_| app.post("/v1/auth/login", wrong.clone()));
    let (answers, ()) = join(join_all(guesses), gate).await;

    let verified = answers.iter().filter(|answer| answer.status == 401).count();
    assert_eq!(verified, 5, "of 20 at once");
}
