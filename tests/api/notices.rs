//! What a person must be told.

use actix_web::test::TestRequest;
use expect_test::expect;
use muster::{
    kernel::ids::{EntityId, Id, PersonId},
    notices::{self, NewNotice, NoticeKind},
};
use serde_json::{Value, json};
use test_macros::test_on_both;
use uuid::Uuid;

use crate::support::{app::TestApp, dump, people::TestPerson};

const SUBJECT: EntityId = Id::new(Uuid::from_u128(7));
const SOME_KEY: &str = "01930000-0000-7000-8000-00000000beef";

async fn tell(app: &TestApp, person: PersonId, kind: NoticeKind) {
    let new = NewNotice { person, kind, subject: SUBJECT, unit: None };
    let now = app.muster.clock.now();
    app.muster.db.write(move |tx| notices::tell(tx, &new, now)).await.unwrap();
    app.hands.advance(std::time::Duration::from_secs(1));
}

/// A notice that was told just now.
pub(crate) async fn first_notice(qin: &TestPerson) -> String {
    tell(&qin.app, qin.id, NoticeKind::RoleGiven).await;
    let notices = qin.get("/v1/me/notices").await.expect(200).json();
    notices["items"][0]["id"].as_str().unwrap().to_owned()
}

#[test_on_both]
async fn a_notice_is_pulled_by_its_reader_and_waits_in_the_outbox(app: TestApp) {
    let qin = app.headquarters().await;

    tell(&app, qin.id, NoticeKind::RoleGiven).await;

    let listed = qin.get("/v1/me/notices").await;
    expect![[r#"
        200 {
          "items": [
            {
              "id": "[id 1]",
              "kind": "role_given",
              "made_at": "2026-11-22T00:00:00.000Z",
              "read_at": null,
              "subject": "[id 2]",
              "unit": null
            }
          ]
        }"#]]
    .assert_eq(&listed.shown());
    assert_eq!(qin.documents("notices"), [listed.json()["items"][0].clone()]);
    let unsent = "SELECT CAST(count(*) AS text) AS line FROM outbox \
                  JOIN notices ON notices.id = outbox.notice WHERE sent_at IS NULL";
    assert_eq!(app.look(|conn| Ok(dump::lines(conn, unsent))), ["1"]);
}

#[test_on_both]
async fn the_newest_notice_comes_first_and_pages_miss_nothing(app: TestApp) {
    let qin = app.headquarters().await;
    tell(&app, qin.id, NoticeKind::MembershipApproved).await;
    tell(&app, qin.id, NoticeKind::MembershipSuspended).await;
    tell(&app, qin.id, NoticeKind::MembershipLifted).await;

    let first = qin.get("/v1/me/notices?limit=2").await.expect(200).json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = qin.get(&format!("/v1/me/notices?limit=2&cursor={cursor}")).await.json();

    let kinds = |page: &Value| -> Vec<Value> {
        page["items"].as_array().unwrap().iter().map(|notice| notice["kind"].clone()).collect()
    };
    assert_eq!(kinds(&first), ["membership_lifted", "membership_suspended"]);
    assert_eq!(kinds(&second), ["membership_approved"]);
    assert_eq!(second.get("next_cursor"), None);
}

#[test_on_both]
async fn a_notice_is_read_once(app: TestApp) {
    let qin = app.headquarters().await;
    let path = format!("/v1/me/notices/{}/read", first_notice(&qin).await);

    let read = qin.post(&path, json!({})).await.expect(200).json();
    app.hands.advance(std::time::Duration::from_secs(60));
    let again = qin.post(&path, json!({})).await.expect(200).json();

    assert_eq!(read["read_at"], "2026-11-22T00:00:01.000Z");
    assert_eq!(again, read);
    assert_eq!(qin.documents("notices"), [read]);
}

#[test_on_both]
async fn reading_under_a_key_is_one_act(app: TestApp) {
    let qin = app.headquarters().await;
    let (one, other) = (first_notice(&qin).await, first_notice(&qin).await);
    let read = |id: &str| {
        let request = TestRequest::post().uri(&format!("/v1/me/notices/{id}/read"));
        qin.send(request.insert_header(("Idempotency-Key", SOME_KEY)))
    };

    let first = read(&one).await.expect(200).json();
    let again = read(&one).await.expect(200).json();
    let reused = read(&other).await;

    assert_eq!(again, first);
    assert_eq!(reused.expect(409).code(), "id_conflict");
}

#[test_on_both]
async fn another_persons_notice_is_not_there(app: TestApp) {
    let qin = app.headquarters().await;
    let lin = TestPerson::another(&app, "13800000002").await;
    let path = format!("/v1/me/notices/{}/read", first_notice(&qin).await);
    let before = app.everything();

    let answer = lin.post(&path, json!({})).await;

    assert_eq!(answer.expect(404).code(), "not_found");
    assert_eq!(lin.get("/v1/me/notices").await.expect(200).json()["items"], json!([]));
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_filter_that_notices_do_not_have_is_refused(app: TestApp) {
    let qin = app.headquarters().await;

    let answer = qin.get("/v1/me/notices?unread=true").await.expect(400).json();

    assert_eq!(answer["errors"][0]["pointer"], "unread");
}
