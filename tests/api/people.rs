//! Files of persons, told by themselves and entered by others.

use actix_web::test::TestRequest;
use expect_test::expect;
use muster::{
    kernel::{
        caller::{Caller, Captured, Door, Grade},
        correction::Correction,
        ids::{Id, PersonId},
        time::date,
    },
    people::{
        self, BirthDate, Corrections, IdDocument, IdDocumentType, Name, NewPerson, PersonFile,
        PersonRow, Phone, Profile, Sex,
    },
    platform::{db::Tx, error::Error},
};
use serde_json::{Value, json};
use test_macros::test_on_both;
use uuid::Uuid;

use crate::support::{
    app::{Answer, TestApp},
    people::TestPerson,
};

const SOME_KEY: &str = "01930000-0000-7000-8000-00000000beef";
const RESIDENT_ID: &str = "11010519491231002X";

/// A body that sets everything that somebody may set of himself.
fn everything_of_himself() -> Value {
    json!({
        "expected_version": 1,
        "locale": "en",
        "phone": "138 7654 3210",
        "sex": "female",
        "area_code": "500103",
        "address": "解放碑步行街77号",
        "skills": ["急救", "驾驶"],
        "guardian": { "name": "欧阳海", "phone": "+852 9123 4567", "relation": "祖父" },
    })
}

/// Whether a text stands in the database, as text or as bytes.
fn is_in_clear(app: &TestApp, text: &str) -> bool {
    let everything = app.everything().to_lowercase();
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    everything.contains(&text.to_lowercase()) || everything.contains(&hex)
}

/// The administrator, a minute after she came, having told everything of herself.
async fn told_everything(app: &TestApp) -> (TestPerson, Answer) {
    let qin = app.headquarters().await;
    app.hands.advance(std::time::Duration::from_secs(60));
    let patched = qin.patch("/v1/me", everything_of_himself()).await;
    (qin, patched)
}

#[test_on_both]
async fn somebody_reads_his_own_file_masked(app: TestApp) {
    let (_, patched) = told_everything(&app).await;

    expect![[r#"
        200 {
          "area_code": "500103",
          "birth_date": null,
          "categories": [],
          "created_at": "2026-11-22T00:00:00.000Z",
          "entered": {
            "address": {
              "at": "2026-11-22T00:01:00.000Z",
              "by": "[id 1]"
            },
            "area_code": {
              "at": "2026-11-22T00:01:00.000Z",
              "by": "[id 1]"
            },
            "guardian": {
              "at": "2026-11-22T00:01:00.000Z",
              "by": "[id 1]"
            },
            "locale": {
              "at": "2026-11-22T00:01:00.000Z",
              "by": "[id 1]"
            },
            "name": {
              "at": "2026-11-22T00:00:00.000Z",
              "by": "[id 1]"
            },
            "phone": {
              "at": "2026-11-22T00:01:00.000Z",
              "by": "[id 1]"
            },
            "sex": {
              "at": "2026-11-22T00:01:00.000Z",
              "by": "[id 1]"
            },
            "skills": {
              "at": "2026-11-22T00:01:00.000Z",
              "by": "[id 1]"
            }
          },
          "external_ids": {},
          "guardian": {
            "name": "欧**",
            "phone": "+852****4567",
            "relation": "祖父"
          },
          "has_address": true,
          "id": "[id 1]",
          "id_document": null,
          "locale": "en",
          "merged_into": null,
          "name": "秦岚",
          "phone": "138****3210",
          "sex": "female",
          "skills": [
            "急救",
            "驾驶"
          ],
          "updated_at": "2026-11-22T00:01:00.000Z",
          "version": 2,
          "volunteer_no": "[number]"
        }"#]]
    .assert_eq(&patched.shown());
}

#[test_on_both]
async fn a_correction_moves_the_version_of_the_file_and_of_the_document(app: TestApp) {
    let (qin, patched) = told_everything(&app).await;

    let shown = qin.get("/v1/me").await.expect(200);
    assert_eq!(shown.json(), patched.json());
    assert_eq!((patched.header("etag"), shown.header("etag")), ("\"2\"", "\"2\""));
    let own = &qin.documents("me")[0];
    assert_eq!((&own["locale"], &own["version"]), (&json!("en"), &json!(2)));
}

#[test_on_both]
async fn what_is_sealed_stands_nowhere_in_clear(app: TestApp) {
    let qin = app.headquarters().await;
    enter(&app, &qin, lin()).await.unwrap();

    qin.patch("/v1/me", everything_of_himself()).await.expect(200);

    for sealed in ["13876543210", "91234567", "解放碑", "欧阳海", "祖父", "13811112222"] {
        assert!(!is_in_clear(&app, sealed), "{sealed}");
    }
    assert!(!is_in_clear(&app, "11010519491231002") && !is_in_clear(&app, &qin.phone));
    assert!(is_in_clear(&app, "秦岚"), "the search finds what is there");
}

#[test_on_both]
async fn an_absent_field_stays_and_a_null_clears_it(app: TestApp) {
    let qin = app.headquarters().await;
    qin.patch("/v1/me", everything_of_himself()).await.expect(200);

    let body = json!({
        "expected_version": 2, "phone": null, "guardian": null, "skills": null, "locale": null,
        "address": null, "sex": null, "categories": ["应急救助"],
    });
    let file = qin.patch("/v1/me", body).await.expect(200).json();

    for cleared in ["phone", "guardian", "locale", "sex"] {
        assert_eq!(file[cleared], Value::Null, "{cleared}");
    }
    assert_eq!((&file["skills"], &file["has_address"]), (&json!([]), &json!(false)));
    assert_eq!(file["categories"], json!(["应急救助"]));
    assert_eq!(file["area_code"], "500103");
}

#[test_on_both]
async fn a_correction_says_from_which_version_it_was_made(app: TestApp) {
    let qin = app.headquarters().await;
    let at = |version: &'static str| {
        let request = TestRequest::patch().uri("/v1/me").set_json(json!({ "sex": "female" }));
        qin.send(request.insert_header(("If-Match", version)))
    };
    at("\"1\"").await.expect(200);
    let before = app.everything();

    let missing = qin.patch("/v1/me", json!({ "sex": "male" })).await;
    let stale = qin.patch("/v1/me", json!({ "expected_version": 1, "sex": "male" })).await;

    assert_eq!(missing.expect(428).code(), "version_required");
    assert_eq!(stale.json()["params"], json!({ "expected": "1", "version": "2" }));
    assert_eq!(stale.expect(412).code(), "stale_version");
    at("\"1\"").await.expect(412);
    at("1").await.expect(422);
    assert_eq!(app.everything(), before);
    at("\"2\"").await.expect(200);
}

#[test_on_both]
async fn everything_that_is_wrong_is_told_at_once_and_changes_nothing(app: TestApp) {
    let qin = app.headquarters().await;
    let before = app.everything();

    let body = json!({
        "expected_version": 1,
        "locale": "zh",
        "phone": "12",
        "area_code": "5001",
        "address": " ",
        "skills": ["急救", "急救"],
        "categories": vec!["x"; 21],
        "guardian": { "name": "", "phone": "1", "relation": "父\u{0}" },
    });
    let answer = qin.patch("/v1/me", body).await.expect(422).json();

    let faults = answer["errors"].as_array().unwrap().iter();
    let faults: Vec<_> =
        faults.map(|fault| format!("{} {}", fault["pointer"], fault["code"])).collect();
    expect![[r#"
        "/phone" "invalid_phone"
        "/area_code" "unknown_value"
        "/address" "blank"
        "/guardian/name" "blank"
        "/guardian/phone" "invalid_phone"
        "/guardian/relation" "control_character"
        "/skills/1" "repeated"
        "/categories" "too_many"
        "/locale" "unknown_value""#]]
    .assert_eq(&faults.join("\n"));
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn name_birth_date_and_document_are_for_others_to_enter(app: TestApp) {
    let qin = app.headquarters().await;
    let before = app.everything();

    for (field, value) in [
        ("name", json!("秦岚岚")),
        ("birth_date", json!("1980-01-01")),
        ("id_document", json!({ "type": "passport", "number": "E12345678" })),
        ("external_ids", json!({ "zyz": "1" })),
    ] {
        let answer = qin.patch("/v1/me", json!({ "expected_version": 1, field: value })).await;
        let error = answer.expect(422).json()["errors"][0].clone();
        assert_eq!(error["pointer"], format!("/{field}"));
        assert_eq!(error["code"], "unknown_field");
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_correction_under_a_key_is_made_once(app: TestApp) {
    let qin = app.headquarters().await;
    let patch = |sex: &str| {
        let body = json!({ "expected_version": 1, "sex": sex });
        let request = TestRequest::patch().uri("/v1/me").set_json(body);
        qin.send(request.insert_header(("Idempotency-Key", SOME_KEY)))
    };

    let first = patch("female").await.expect(200).json();
    let again = patch("female").await.expect(200).json();

    assert_eq!(again, first);
    assert_eq!(patch("male").await.expect(409).code(), "id_conflict");
}

#[test_on_both]
async fn a_chosen_language_is_spoken_from_the_next_login_on(app: TestApp) {
    let qin = app.headquarters().await;
    qin.patch("/v1/me", json!({ "expected_version": 1, "locale": "en" })).await.expect(200);

    let again = qin.on_device("01930000-0000-7000-8000-0000000000d2").await;

    let absent = "/v1/units/01930000-0000-7000-8000-00000000dead";
    assert_eq!(qin.get(absent).await.expect(404).json()["title"], "没有找到");
    assert_eq!(again.get(absent).await.expect(404).json()["title"], "Not found");
}

/// A leader's knowledge of 单林, who has no account.
fn lin() -> Profile {
    let today = date("2026-11-22").unwrap();
    let document = IdDocument::parse(IdDocumentType::ResidentId, RESIDENT_ID, today).unwrap();
    Profile {
        id_document: Some(document),
        phone: Some(Phone::parse("13811112222").unwrap()),
        ..Profile::named(Name::parse("单林").unwrap())
    }
}

fn caller(app: &TestApp, qin: &TestPerson) -> Caller {
    let now = app.muster.clock.now();
    Caller {
        person: qin.id,
        device: None,
        now,
        captured: Captured { at: now, grade: Grade::A },
        door: Door::CommandLine,
        request_id: String::new(),
    }
}

/// Somebody else's act on a person, as enrolment does it.
async fn write<T: Send + 'static>(
    app: &TestApp,
    act: impl Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
) -> Result<T, Error> {
    app.muster.db.write(act).await.map(|done| done.value)
}

async fn enter(app: &TestApp, by: &TestPerson, profile: Profile) -> Result<PersonId, Error> {
    let (sealer, now) = (app.muster.sealer.clone(), app.muster.clock.now());
    let id = app.muster.random.id(now);
    let new = NewPerson { id, entered_by: by.id, profile };
    write(app, move |tx| people::create(tx, &sealer, &new, now)).await.map(|row| row.id)
}

async fn correct(
    app: &TestApp,
    by: &TestPerson,
    id: PersonId,
    corrections: Corrections,
) -> Result<PersonRow, Error> {
    let (sealer, caller) = (app.muster.sealer.clone(), caller(app, by));
    let act = move |tx: &mut Tx<'_>| {
        let before = people::lock(tx, &[id])?.pop().unwrap();
        people::correct(tx, &sealer, &caller, before, &corrections)
    };
    write(app, act).await
}

async fn file(app: &TestApp, id: PersonId) -> PersonFile {
    let sealer = app.muster.sealer.clone();
    let read = app.muster.db.read(move |conn| {
        let people = people::people_of(conn, &[id])?;
        people::files(conn, &sealer, people)
    });
    read.await.unwrap().pop().unwrap()
}

#[test_on_both]
async fn what_somebody_else_entered_is_shown_masked_with_his_name_to_it(app: TestApp) {
    let qin = app.headquarters().await;

    let id = enter(&app, &qin, lin()).await.unwrap();

    let file = file(&app, id).await;
    assert_eq!(file.phone.as_deref(), Some("138****2222"));
    assert_eq!(file.id_number.as_deref(), Some("110***********002X"));
    assert_eq!(file.row.birth_date.as_deref(), Some("1949-12-31"), "as the number says");
    let entered: Vec<_> = file.entered.into_iter().collect();
    expect!["[Name, BirthDate, IdDocument, Phone]"]
        .assert_eq(&format!("{:?}", entered.iter().map(|(field, _)| field).collect::<Vec<_>>()));
    assert!(entered.iter().all(|(_, entered)| entered.by == qin.id));
}

#[test_on_both]
async fn a_document_finds_its_person_and_no_other(app: TestApp) {
    let qin = app.headquarters().await;
    let id = enter(&app, &qin, lin()).await.unwrap();
    let sealer = app.muster.sealer.clone();
    let today = date("2026-11-22").unwrap();
    let found = |kind, number| {
        let document = IdDocument::parse(kind, number, today).unwrap();
        let index = sealer.document_index(&document);
        let found = app.look(|conn| people::ids_with_documents(conn, &[index]));
        found.into_iter().map(|(person, _)| person).collect::<Vec<_>>()
    };

    assert_eq!(found(IdDocumentType::ResidentId, "110105 19491231 002x"), [id]);
    assert_eq!(found(IdDocumentType::Other, RESIDENT_ID), []);
}

#[test_on_both]
async fn a_birth_date_that_the_document_contradicts_is_refused(app: TestApp) {
    let qin = app.headquarters().await;
    let today = date("2026-11-22").unwrap();
    let born = |text| BirthDate::parse(text, today).unwrap();
    let other = Profile { birth_date: Some(born("1950-01-01")), ..lin() };
    let refused = |error: Error| match error {
        Error::Refusal(refusal) => refusal.fields[0].pointer.clone(),
        Error::Fault(fault) => panic!("{fault}"),
    };
    let id = enter(&app, &qin, lin()).await.unwrap();
    let before = app.everything();
    let date = Corrections { birth_date: Correction::Set(born("1950-01-01")), ..<_>::default() };
    let clear = Corrections { birth_date: Correction::Clear, ..<_>::default() };

    assert_eq!(refused(enter(&app, &qin, other).await.unwrap_err()), "/birth_date");
    assert_eq!(refused(correct(&app, &qin, id, date).await.unwrap_err()), "/birth_date");
    assert_eq!(app.everything(), before);
    // The number still says when he was born.
    let row = correct(&app, &qin, id, clear).await.unwrap();
    assert_eq!(row.birth_date.as_deref(), Some("1949-12-31"));
}

#[test_on_both]
async fn a_correction_by_somebody_else_bears_his_name_and_the_rest_keeps_theirs(app: TestApp) {
    let qin = app.headquarters().await;
    let id = enter(&app, &qin, lin()).await.unwrap();
    let wang = TestPerson::another(&app, "13800000002").await;
    app.hands.advance(std::time::Duration::from_secs(60));
    let corrections = Corrections {
        name: Some(Name::parse("单琳").unwrap()),
        sex: Correction::Set(Sex::Female),
        id_document: Correction::Clear,
        ..Corrections::default()
    };

    let row = correct(&app, &wang, id, corrections).await.unwrap();
    let none = correct(&app, &wang, id, Corrections::default()).await.unwrap();

    assert_eq!((row.name.as_str(), row.version, none.version), ("单琳", 2, 2));
    assert_eq!((row.id_document_index, row.id_document_sealed), (None, None));
    let file = file(&app, id).await;
    let by = |id| file.entered.iter().filter(|(_, entered)| entered.by == id).count();
    assert_eq!((by(wang.id), by(qin.id)), (3, 2), "name, sex, document; birth date, phone");
}

#[test_on_both]
async fn rosters_stand_in_pinyin_order_and_locks_in_the_order_of_ids(app: TestApp) {
    let qin = app.headquarters().await;
    let mut ids = Vec::new();
    for name in ["周杰", "单林", "Anna", "曾敏", "吕伟", "安娜"] {
        ids.push(enter(&app, &qin, Profile::named(Name::parse(name).unwrap())).await.unwrap());
    }
    ids.reverse();
    let (stranger, wanted) = (Id::new(Uuid::from_u128(9)), ids.clone());

    let locked = write(&app, move |tx| {
        Ok(people::lock(tx, &[wanted.as_slice(), &[stranger, wanted[0]]].concat())?)
    });
    let locked = locked.await.unwrap();

    assert!(locked.is_sorted_by_key(|row| row.id) && locked.len() == 6);
    let mut people = app.look(|conn| people::people_of(conn, &ids));
    people.sort_by(|a, b| a.sort_key.cmp(&b.sort_key));
    let names: Vec<_> = people.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["安娜", "Anna", "吕伟", "单林", "曾敏", "周杰"]);
}

#[test_on_both]
async fn who_was_erased_has_a_row_and_nothing_that_was_sealed(app: TestApp) {
    use diesel::connection::SimpleConnection;
    let qin = app.headquarters().await;
    let id = enter(&app, &qin, lin()).await.unwrap();

    app.look(|conn| conn.batch_execute("DELETE FROM person_keys"));

    let file = file(&app, id).await;
    assert_eq!((file.phone, file.id_number, file.has_address), (None, None, false));
    let sex = Corrections { sex: Correction::Set(Sex::Female), ..<_>::default() };
    assert!(matches!(correct(&app, &qin, id, sex).await, Err(Error::Refusal(_))));
}
