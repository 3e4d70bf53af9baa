//! What somebody agreed to, and to which text.

use std::time::Duration;

use expect_test::expect;
use muster::{
    kernel::{
        caller::{Caller, Captured, Door, Grade},
        ids::{Id, PersonId},
    },
    people::{self, ConsentForm, ConsentRow, GivenBy, NewConsent, NoticeVersion, Purpose},
    platform::error::Error,
};
use serde_json::{Value, json};
use test_macros::test_on_both;
use uuid::Uuid;

use crate::support::{app::TestApp, people::TestPerson};

const SOME_ID: &str = "01930000-0000-7000-8000-00000000c0de";

fn body(purpose: &str) -> Value {
    json!({ "id": SOME_ID, "purpose": purpose, "notice_version": "2026-11-22" })
}

/// A consent that was given just now.
pub(crate) async fn consents(qin: &TestPerson) -> String {
    qin.post("/v1/me/consents", body("location")).await.expect(201);
    SOME_ID.to_owned()
}

#[test_on_both]
async fn somebody_agrees_and_takes_it_back_as_easily(app: TestApp) {
    let qin = app.headquarters().await;
    let given = qin.post("/v1/me/consents", body("location")).await;
    app.hands.advance(Duration::from_secs(60));
    let path = format!("/v1/me/consents/{SOME_ID}/withdraw");

    let withdrawn = qin.post(&path, json!({})).await.expect(200).json();
    app.hands.advance(Duration::from_secs(60));
    let again = qin.post(&path, json!({})).await.expect(200).json();

    expect![[r#"
        201 {
          "form": "in_app",
          "given_at": "2026-11-22T00:00:00.000Z",
          "given_by": "person",
          "id": "[id 1]",
          "notice_version": "2026-11-22",
          "person": "[id 2]",
          "purpose": "location",
          "recorded_at": "2026-11-22T00:00:00.000Z",
          "recorded_by": "[id 2]",
          "withdrawn_at": null,
          "withdrawn_by": null
        }"#]]
    .assert_eq(&given.shown());
    assert_eq!(withdrawn["withdrawn_at"], "2026-11-22T00:01:00.000Z");
    assert_eq!(withdrawn["withdrawn_by"], json!(qin.id));
    assert_eq!(again, withdrawn);
    let listed = qin.get("/v1/me/consents").await.expect(200).json();
    assert_eq!(listed, json!({ "items": [withdrawn] }));
}

#[test_on_both]
async fn agreeing_again_under_the_same_id_answers_the_same(app: TestApp) {
    let qin = app.headquarters().await;

    let first = qin.post("/v1/me/consents", body("photos")).await.expect(201).json();
    let again = qin.post("/v1/me/consents", body("photos")).await.expect(201).json();
    let other = qin.post("/v1/me/consents", body("service")).await;

    assert_eq!(again, first);
    assert_eq!(other.expect(409).code(), "id_conflict");
}

#[test_on_both]
async fn nobody_agrees_to_a_text_that_is_not_in_force_or_for_others(app: TestApp) {
    let qin = app.headquarters().await;
    let before = app.everything();

    for (change, pointer, code) in [
        (json!({ "notice_version": "2020-01-01" }), "/notice_version", "unknown_value"),
        (json!({ "purpose": "advertising" }), "/purpose", "unknown_value"),
        (json!({ "given_by": "guardian" }), "/given_by", "unknown_field"),
        (json!({ "form": "paper" }), "/form", "unknown_field"),
    ] {
        let mut body = body("service");
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let problem = qin.post("/v1/me/consents", body).await.expect(422).json();
        assert_eq!(problem["errors"][0]["pointer"], pointer);
        assert_eq!(problem["errors"][0]["code"], code);
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn another_persons_consent_is_not_there(app: TestApp) {
    let qin = app.headquarters().await;
    let id = consents(&qin).await;
    let lin = TestPerson::another(&app, "13800000002").await;
    let before = app.everything();

    let withdrawn = lin.post(&format!("/v1/me/consents/{id}/withdraw"), json!({})).await;
    let same_id = lin.post("/v1/me/consents", body("location")).await;

    assert_eq!(withdrawn.expect(404).code(), "not_found");
    assert_eq!(same_id.expect(409).code(), "id_conflict");
    assert_eq!(lin.get("/v1/me/consents").await.json(), json!({ "items": [] }));
    assert_eq!(app.everything(), before);
}

/// A consent that somebody enters about a person, as enrolment does.
async fn record(
    app: &TestApp,
    by: &TestPerson,
    person: PersonId,
    given_by: GivenBy,
) -> Result<ConsentRow, Error> {
    let now = app.muster.clock.now();
    let caller = Caller {
        person: by.id,
        device: Some(Id::new(Uuid::from_u128(4))),
        now,
        captured: Captured { at: now, grade: Grade::A },
        door: Door::Http,
        request_id: String::new(),
    };
    let new = NewConsent {
        id: app.muster.random.id(now),
        person,
        purpose: Purpose::Participation,
        notice_version: NoticeVersion::known("2026-11-22").unwrap(),
        form: ConsentForm::Paper,
        given_by,
        given_at: now.minus(Duration::from_secs(3600)),
    };
    let done = app.muster.db.write(move |tx| people::record_consent(tx, &caller, &new)).await;
    done.map(|done| done.value)
}

#[test_on_both]
async fn nobody_is_his_own_guardian(app: TestApp) {
    let qin = app.headquarters().await;
    let lin = TestPerson::another(&app, "13800000002").await;

    let own = record(&app, &lin, lin.id, GivenBy::Guardian).await;
    let entered = record(&app, &qin, lin.id, GivenBy::Guardian).await.unwrap();

    assert!(matches!(own, Err(Error::Refusal(refusal)) if refusal.code.entry().status == 403));
    assert_eq!((entered.device, entered.recorded_by), (None, qin.id));
    let listed = lin.get("/v1/me/consents").await.expect(200).json();
    assert_eq!(listed["items"][0]["given_by"], "guardian");
    assert_eq!(listed["items"][0]["form"], "paper");
}

#[test_on_both]
async fn a_consent_is_in_force_from_when_it_was_given_until_it_is_withdrawn(app: TestApp) {
    let qin = app.headquarters().await;
    let given = record(&app, &qin, qin.id, GivenBy::Person).await.unwrap();
    let withdrawn_at = app.muster.clock.now();
    qin.post(&format!("/v1/me/consents/{}/withdraw", given.id), json!({})).await.expect(200);
    let in_force =
        |purpose, at| app.look(|conn| people::consents_in_force(conn, qin.id, purpose, at)).len();

    let (instant, purpose) = (Duration::from_millis(1), Purpose::Participation);
    assert_eq!(in_force(purpose, given.given_at.minus(instant)), 0);
    assert_eq!(in_force(purpose, given.given_at), 1);
    assert_eq!(in_force(purpose, withdrawn_at.minus(instant)), 1);
    assert_eq!(in_force(purpose, withdrawn_at), 0);
    assert_eq!(in_force(Purpose::Photos, given.given_at), 0);
}

#[test_on_both]
async fn the_notice_is_shown_to_everybody_in_his_language(app: TestApp) {
    use actix_web::test::TestRequest;
    let path = "/v1/privacy-notices/current";

    let chinese = app.get(path).await.expect(200).json();
    let english = TestRequest::get().uri(path).insert_header(("Accept-Language", "en"));
    let english = app.send(english).await.expect(200).json();

    assert_eq!((&chinese["language"], &english["language"]), (&json!("zh-CN"), &json!("en")));
    for notice in [chinese, english] {
        assert_eq!(notice["version"], NoticeVersion::CURRENT.as_str());
        let text = notice["text"].as_str().unwrap();
        assert!(text.contains(NoticeVersion::CURRENT.as_str()), "the text names its version");
    }
}
