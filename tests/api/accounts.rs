//! Opening an account with a claim code.

use std::time::Duration;

use expect_test::expect;
use futures_util::future::{join, join_all};
use muster::kernel::ids::PersonId;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    app::{Answer, TestApp},
    enrol::{without_code, without_failures},
    people::{PASSWORD, TestPerson, login_body},
    world::World,
};

const DAY: Duration = Duration::from_secs(24 * 3600);
const SOME_KEY: &str = "01930000-0000-7000-8000-00000000aaaa";
/// The number in a record, and one that is in none.
const PHONE: &str = "13900000001";
const OTHER_PHONE: &str = "13900000002";

/// Headquarters, and 李梅 without an account.
async fn li(app: &TestApp, phone: Option<&str>) -> (TestPerson, PersonId) {
    let qin = app.headquarters().await;
    let unit = qin.makes("district", "渝中区慈善会", &qin.federation().await).await;
    let li = app.enrol("李梅", phone, &unit).await;
    (qin, li)
}

fn bare(answer: &Answer) -> Value {
    let mut json = answer.json();
    json["request_id"].take();
    json
}

#[test_on_both]
async fn who_has_a_record_opens_an_account_with_a_code_from_a_leader(app: TestApp) {
    let (qin, li) = li(&app, Some(PHONE)).await;

    let made = qin.asks_claim_code(li, None).await;
    let code = made.json()["code"].as_str().unwrap().to_owned();
    let tokens = app.claim(&code, PHONE, None).await.expect(201).json();

    expect![[r#"
        201 {
          "code": "[code]",
          "ends_at": "2026-11-29T00:00:00.000Z"
        }"#]]
    .assert_eq(&without_code(made).shown());
    assert_eq!(code.len(), 8);
    let li_herself = TestPerson::of(&app, PHONE, &tokens);
    assert_eq!(li_herself.id, li);
    assert_eq!(li_herself.documents("memberships")[0]["state"], "active");
    li_herself.get("/v1/me").await.expect(200);
    li_herself.on_device("01930000-0000-7000-8000-0000000000d9").await;
}

#[test_on_both]
async fn the_answer_names_who_signed_in(app: TestApp) {
    let (qin, li) = li(&app, Some(PHONE)).await;
    let code = qin.claim_code(li).await;

    let tokens = app.claim(&code, PHONE, None).await.expect(201).json();

    let names = tokens["person"].as_object().unwrap().keys().collect::<Vec<_>>();
    assert_eq!(names, ["id", "locale", "name", "volunteer_no"]);
    assert_eq!(tokens["person"]["name"], "李梅");
}

#[test_on_both]
async fn a_claim_code_works_once(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;
    app.claim(&code, PHONE, None).await.expect(201);

    let again = app.claim(&code, OTHER_PHONE, Some("李梅")).await;

    assert_eq!(again.expect(403).code(), "claim_code_invalid");
}

#[test_on_both]
async fn a_claim_code_lasts_seven_days(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;

    app.hands.advance(DAY * 7);
    let late = app.claim(&code, PHONE, None).await;

    assert_eq!(late.expect(403).code(), "claim_code_invalid");
    let qin = qin.on_device("01930000-0000-7000-8000-0000000000d8").await;
    let code = qin.claim_code(li).await;
    app.hands.advance(DAY * 7 - Duration::from_millis(1));
    app.claim(&code, PHONE, None).await.expect(201);
}

#[test_on_both]
async fn a_new_claim_code_ends_the_one_before_it_and_a_repeated_request_makes_none(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let first = qin.claim_code(li).await;

    let second = qin.asks_claim_code(li, Some(SOME_KEY)).await.expect(201).json();
    let again = qin.asks_claim_code(li, Some(SOME_KEY)).await.expect(201).json();

    assert_eq!(again, second);
    app.claim(&first, PHONE, None).await.expect(403);
    app.claim(second["code"].as_str().unwrap(), PHONE, None).await.expect(201);
    let once_more = qin.asks_claim_code(li, Some(SOME_KEY)).await.expect(201).json();
    assert_eq!(once_more, second);
}

#[test_on_both]
async fn a_claim_that_fails_tells_nothing_of_the_code_or_the_record(app: TestApp) {
    let (qin, li) = li(&app, Some(PHONE)).await;
    let code = qin.claim_code(li).await;
    let unknown = if code == "12345678" { "87654321" } else { "12345678" };

    let answers = [
        app.claim(unknown, "13900000011", None).await,
        app.claim(&code, "13900000012", None).await,
        app.claim(&code, "13900000013", Some("李海")).await,
        app.claim("", "13900000014", Some("李梅")).await,
    ];

    for answer in &answers {
        assert_eq!(bare(answer), bare(&answers[0]));
        assert_eq!(answer.code(), "claim_code_invalid");
    }
    app.claim(&code, PHONE, None).await.expect(201);
}

#[test_on_both]
async fn the_recorded_name_proves_a_claim_with_another_number(app: TestApp) {
    let (qin, li) = li(&app, Some(PHONE)).await;
    let code = qin.claim_code(li).await;
    let wide: String =
        code.chars().map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap()).collect();

    let claimed = app.claim(&wide, OTHER_PHONE, Some(" 李梅 ")).await.expect(201).json();

    assert_eq!(claimed["person"]["id"], json!(li));
}

#[test_on_both]
async fn a_name_that_is_given_must_be_the_recorded_one_also_without_a_number(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;

    app.claim(&code, PHONE, Some("李海")).await.expect(403);

    app.claim(&code, PHONE, Some("李梅")).await.expect(201);
}

#[test_on_both]
async fn a_number_that_signs_in_already_leaves_the_code_unused(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;
    let before = app.everything();

    let taken = app.claim(&code, &qin.phone, Some("李梅")).await;

    assert_eq!(taken.expect(409).code(), "phone_taken");
    assert!(without_failures(&before) == without_failures(&app.everything()));
    app.claim(&code, PHONE, Some("李梅")).await.expect(201);
}

#[test_on_both]
async fn only_who_keeps_the_record_of_another_without_an_account_makes_a_code(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let federation = qin.federation().await;
    let he = app.volunteer("何川", &federation, &qin).await;
    let auditor = app.volunteer("沈平", &federation, &qin).await;
    qin.appoints(&auditor, "auditor", &federation).await.expect(201);
    let nobody = SOME_KEY.parse().unwrap();
    let before = app.everything();

    for (who, of, status, code) in [
        (&he, li, 404, "not_found"),
        (&he, he.id, 403, "forbidden"),
        (&auditor, li, 403, "forbidden"),
        (&auditor, nobody, 404, "not_found"),
        (&qin, nobody, 404, "not_found"),
        (&qin, he.id, 409, "account_exists"),
        (&qin, qin.id, 403, "forbidden"),
    ] {
        assert_eq!(who.asks_claim_code(of, None).await.expect(status).code(), code);
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn only_who_could_give_all_roles_of_a_person_lets_him_in(world: World) {
    let World { app, qin, he, zhou, federation, yuzhong, jiefangbei, .. } = world;
    let li = app.enrol("李梅", None, &jiefangbei).await;
    zhou.asks_claim_code(li, None).await.expect(201);
    qin.appoints_person(li, "district_admin", &yuzhong).await.expect(201);
    let before = app.everything();

    let by_leader = zhou.asks_claim_code(li, None).await;
    let by_equal = he.asks_claim_code(li, None).await;

    assert_eq!(by_leader.expect(403).code(), "forbidden");
    assert_eq!(by_equal.expect(403).code(), "forbidden");
    assert_eq!(app.everything(), before);
    qin.asks_claim_code(li, None).await.expect(201);
    qin.appoints_person(li, "hq_admin", &federation).await.expect(201);
    qin.asks_claim_code(li, None).await.expect(201);
}

#[test_on_both]
async fn a_code_ends_with_the_authority_of_who_made_it(world: World) {
    let World { app, qin, he, zhou, federation, jiefangbei, .. } = world;
    let li = app.enrol("李梅", None, &jiefangbei).await;
    let code = zhou.claim_code(li).await;
    let mei = app.enrol("梅花", None, &jiefangbei).await;
    let another = zhou.claim_code(mei).await;
    let su = app.enrol("苏青", None, &jiefangbei).await;
    let third = zhou.claim_code(su).await;

    qin.appoints_person(li, "hq_admin", &federation).await.expect(201);
    let claimed_above_him = app.claim(&code, PHONE, Some("李梅")).await;
    app.claim(&another, OTHER_PHONE, Some("梅花")).await.expect(201);
    he.deposes_all(&jiefangbei).await;
    let claimed_after_him = app.claim(&third, "13900000003", Some("苏青")).await;

    assert_eq!(claimed_above_him.expect(403).code(), "claim_code_invalid");
    assert_eq!(claimed_after_him.expect(403).code(), "claim_code_invalid");
    app.claim(&qin.claim_code(li).await, PHONE, Some("李梅")).await.expect(201);
    app.claim(&he.claim_code(su).await, "13900000003", Some("苏青")).await.expect(201);
}

#[test_on_both]
async fn of_several_who_redeem_a_code_at_once_one_gets_the_account(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;
    let phones = (0..6).map(|number| format!("1390000010{number}")).collect::<Vec<_>>();
    let gate = app.writers_meet_at("people", 4);

    let claims = phones.iter().map(|phone| app.claim(&code, phone, Some("李梅")));
    let (answers, ()) = join(join_all(claims), gate).await;

    let mut statuses = answers.iter().map(|answer| answer.status).collect::<Vec<_>>();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 403, 403, 403, 403, 403]);
}

#[test_on_both]
async fn who_guesses_codes_is_slowed_and_the_right_one_still_gets_in(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;
    let unknown = if code == "12345678" { "87654321" } else { "12345678" };
    for number in 0..200 {
        app.claim(unknown, &format!("1370000{number:04}"), None).await.expect(403);
    }

    let guess = app.claim(unknown, "13700010000", None).await;
    let bare_code = app.claim(&code, PHONE, None).await;
    let wrong_name = app.claim(&code, PHONE, Some("李海")).await;

    assert_eq!(guess.header("retry-after"), "20");
    assert_eq!(bare(&guess), bare(&bare_code));
    assert_eq!(bare(&guess), bare(&wrong_name));
    assert_eq!(guess.expect(429).code(), "too_many_attempts");
    app.claim(&code, PHONE, Some("李梅")).await.expect(201);
}

#[test_on_both]
async fn a_bare_code_gets_in_again_when_nobody_has_guessed_for_a_while(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;
    for number in 0..200 {
        app.claim("", &format!("1370000{number:04}"), None).await.expect(403);
    }
    app.claim(&code, PHONE, None).await.expect(429);

    app.hands.advance(Duration::from_secs(20));

    app.claim(&code, PHONE, None).await.expect(201);
}

#[test_on_both]
async fn who_guesses_with_the_right_number_keeps_out_nobody_who_knows_the_name(app: TestApp) {
    let (qin, li) = li(&app, Some(PHONE)).await;
    let code = qin.claim_code(li).await;
    for _ in 0..5 {
        app.claim("", PHONE, None).await.expect(403);
    }

    let by_number = app.claim(&code, PHONE, None).await;
    let by_name = app.claim(&code, PHONE, Some("李梅")).await;

    assert_eq!(by_number.header("retry-after"), "1200");
    assert_eq!(by_number.expect(429).code(), "too_many_attempts");
    by_name.expect(201);
}

#[test_on_both]
async fn who_guesses_with_the_right_name_keeps_out_nobody_with_the_number(app: TestApp) {
    let (qin, li) = li(&app, Some(PHONE)).await;
    let code = qin.claim_code(li).await;
    for number in 0..5 {
        app.claim("", &format!("1370000000{number}"), Some("李梅")).await.expect(403);
    }

    app.claim(&code, OTHER_PHONE, Some("李梅")).await.expect(429);

    app.claim(&code, PHONE, Some("李梅")).await.expect(201);
}

#[test_on_both]
async fn an_owner_whom_guesses_with_his_name_keep_out_gets_in_when_his_number_is_entered(
    app: TestApp,
) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;
    for number in 0..5 {
        app.claim("", &format!("1370000000{number}"), Some("李梅")).await.expect(403);
    }

    let kept_out = app.claim(&code, PHONE, Some("李梅")).await;
    let file = qin.get(&format!("/v1/people/{li}")).await.expect(200).json();
    let number = json!({ "phone": PHONE, "expected_version": file["version"] });
    qin.patch(&format!("/v1/people/{li}"), number).await.expect(200);
    let with_number = app.claim(&code, PHONE, Some("李梅")).await;

    assert_eq!(kept_out.expect(429).code(), "too_many_attempts");
    with_number.expect(201);
}

#[test_on_both]
async fn a_code_of_ones_own_takes_back_no_guess_with_the_number_of_another(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;
    for _ in 0..5 {
        app.claim("", &qin.phone, None).await.expect(403);
    }

    app.claim(&code, &qin.phone, Some("李梅")).await.expect(409);

    app.claim("", &qin.phone, None).await.expect(429);
}

#[test_on_both]
async fn a_claim_takes_back_the_failures_of_what_proved_it_alone(app: TestApp) {
    let (qin, li) = li(&app, Some(PHONE)).await;
    let code = qin.claim_code(li).await;
    for number in 0..4 {
        app.claim("", OTHER_PHONE, None).await.expect(403);
        app.claim("", &format!("1370000000{number}"), Some("李梅")).await.expect(403);
    }

    app.claim(&code, OTHER_PHONE, Some("李梅")).await.expect(201);

    app.claim("", OTHER_PHONE, None).await.expect(403);
    app.claim("", OTHER_PHONE, None).await.expect(429);
    for number in 0..5 {
        app.claim("", &format!("1370000001{number}"), Some("李梅")).await.expect(403);
    }
    app.claim("", "13700000020", Some("李梅")).await.expect(429);
}

#[test_on_both]
async fn who_keeps_a_code_unused_to_look_for_accounts_is_slowed(app: TestApp) {
    let (qin, li) = li(&app, None).await;
    let code = qin.claim_code(li).await;
    for _ in 0..20 {
        let taken = app.claim(&code, &qin.phone, Some("李梅")).await;
        assert_eq!(taken.expect(409).code(), "phone_taken");
    }

    let once_more = app.claim(&code, &qin.phone, Some("李梅")).await;

    assert_eq!(once_more.header("retry-after"), "300");
    assert_eq!(once_more.expect(429).code(), "too_many_attempts");
    app.hands.advance(Duration::from_secs(300));
    app.claim(&code, PHONE, Some("李梅")).await.expect(201);
}

#[test_on_both]
async fn claims_that_come_at_once_are_all_counted(app: TestApp) {
    li(&app, Some(PHONE)).await;
    let gate = app.writers_meet_at("login_failures", 4);

    let guesses = (0..20).map(|_| app.claim("", PHONE, None));
    let (answers, ()) = join(join_all(guesses), gate).await;

    let tried = answers.iter().filter(|answer| answer.status == 403).count();
    assert_eq!(tried, 5, "of 20 at once");
}

#[test_on_both]
async fn failed_claims_slow_no_log_in(app: TestApp) {
    let (qin, _) = li(&app, None).await;
    for _ in 0..5 {
        app.claim("", &qin.phone, None).await.expect(403);
    }
    app.claim("", &qin.phone, None).await.expect(429);

    let device = "01930000-0000-7000-8000-0000000000d8";
    app.post("/v1/auth/login", login_body(&qin.phone, device)).await.expect(200);
}

#[test_on_both]
async fn exactly_one_code_is_wanted_and_a_name_for_who_has_no_record(app: TestApp) {
    let device = json!({ "id": SOME_KEY, "name": "手机" });
    let mut told = Vec::new();
    for codes in [
        json!({}),
        json!({ "claim_code": "1", "setup_code": "1", "phone": "1" }),
        json!({ "invite_code": "1" }),
        json!({ "setup_code": "1", "name": null }),
        json!({ "claim_code": "1", "name": " ", "password": "1" }),
    ] {
        let mut body = json!({ "phone": PHONE, "password": PASSWORD, "device": device });
        body.as_object_mut().unwrap().extend(codes.as_object().unwrap().clone());
        let answer = app.post("/v1/accounts", body).await.expect(422).json();
        let faults = answer["errors"].as_array().unwrap().iter();
        let faults = faults.map(|fault| format!("{} {}", fault["pointer"], fault["code"]));
        told.push(faults.collect::<Vec<_>>().join(", "));
    }

    expect![[r#"
        "/claim_code" "one_of", "/invite_code" "one_of", "/setup_code" "one_of"
        "/claim_code" "one_of", "/setup_code" "one_of", "/phone" "invalid_phone"
        "/name" "missing"
        "/name" "missing"
        "/name" "blank", "/password" "too_short""#]]
    .assert_eq(&told.join("\n"));
}
