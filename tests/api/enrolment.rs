//! Persons as the units keep them.

use expect_test::expect;
use futures_util::future::{join, join_all};
use muster::acts::Intent;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{dump, world::World};

/// Somebody with everything in the file.
fn everything(unit: &str) -> Value {
    json!({
        "unit": unit, "name": "谯龑", "sex": "female", "phone": "138 1234 5678",
        "id_document": { "type": "resident_id", "number": "500103199002281234" },
        "area_code": "500103001", "address": "解放碑街道 1 号",
        "skills": ["护理"], "categories": ["助老"], "external_ids": { "志愿汇": "Z-7" },
        "consents": [{ "purpose": "service", "form": "paper" }],
    })
}

#[test_on_both]
async fn a_leader_enrols_somebody_without_a_phone_who_is_a_member_at_once(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let body = json!({
        "unit": jiefangbei, "name": "冉㛃", "birth_date": "1958-03-01",
        "consents": [{ "purpose": "service", "form": "oral" }],
    });

    let enrolled = zhou.post("/v1/people", body).await;

    expect![[r#"
        201 {
          "area_code": null,
          "birth_date": "1958-03-01",
          "categories": [],
          "created_at": "2026-11-22T00:00:00.000Z",
          "entered": {
            "birth_date": {
              "at": "2026-11-22T00:00:00.000Z",
              "by": "[id 1]"
            },
            "name": {
              "at": "2026-11-22T00:00:00.000Z",
              "by": "[id 1]"
            }
          },
          "external_ids": {},
          "guardian": null,
          "has_address": false,
          "id": "[id 2]",
          "id_document": null,
          "locale": null,
          "memberships": [
            {
              "applied_at": "2026-11-22T00:00:00.000Z",
              "from_at": "2026-11-22T00:00:00.000Z",
              "id": "[id 3]",
              "name": "冉㛃",
              "person_id": "[id 2]",
              "state": "active",
              "unit": "[id 4]",
              "until_at": null,
              "version": 1,
              "volunteer_no": "[number]"
            }
          ],
          "merged_into": null,
          "name": "冉㛃",
          "phone": null,
          "sex": null,
          "skills": [],
          "updated_at": "2026-11-22T00:00:00.000Z",
          "version": 1,
          "volunteer_no": "[number]"
        }"#]]
    .assert_eq(&enrolled.shown());
    let person = enrolled.json()["id"].as_str().unwrap().to_owned();
    let consents = zhou.get(&format!("/v1/people/{person}/consents")).await.expect(200).json();
    assert_eq!(consents["items"][0]["form"], "oral");
    assert!(zhou.documents("roster").iter().any(|line| line["name"] == "冉㛃"));
    assert_eq!(app.everything().matches("enrolment.enrol").count(), 7);
}

#[test_on_both]
async fn what_is_personal_comes_masked_and_is_nowhere_in_clear(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let body = everything(&jiefangbei);
    let enrolled = zhou.post("/v1/people", body).await.expect(201).json();

    assert_eq!(enrolled["phone"], "138****5678");
    assert_eq!(enrolled["has_address"], true);
    assert_eq!(enrolled["birth_date"], "1990-02-28");
    let number = enrolled["id_document"]["number"].as_str().unwrap();
    assert!(number.starts_with("500") && number.contains("****"), "{number}");
    let everything = app.everything();
    for clear in ["13812345678", "199002281", "解放碑街道"] {
        assert!(!everything.contains(clear), "{clear} is in the database");
    }
}

#[test_on_both]
async fn everything_that_is_wrong_with_a_person_is_told_at_once(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let mut body = everything(&jiefangbei);
    body["name"] = json!("");
    body["phone"] = json!("12");
    body["skills"] = json!(["护理", "护理"]);
    body["consents"][0]["form"] = json!("in_app");
    let before = app.everything();

    let problem = zhou.post("/v1/people", body).await.expect(422).json();

    let faults = problem["errors"].as_array().unwrap().iter();
    let faults: Vec<_> =
        faults.map(|fault| format!("{} {}", fault["pointer"], fault["code"])).collect();
    expect![[r#"
        "/name" "blank"
        "/phone" "invalid_phone"
        "/skills/1" "repeated"
        "/consents/0/form" "unknown_value""#]]
    .assert_eq(&faults.join("\n"));
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn enrolling_again_answers_the_same_and_another_body_is_a_conflict(world: World) {
    let World { zhou, tang, jiefangbei, chaotianmen, .. } = world;
    let id = "01930000-0000-7000-8000-00000000bbbb";
    let body = json!({ "id": id, "unit": jiefangbei, "name": "陈𬱖" });

    let first = zhou.post("/v1/people", body.clone()).await.expect(201).json();
    let again = zhou.post("/v1/people", body).await.expect(201).json();
    let other =
        zhou.post("/v1/people", json!({ "id": id, "unit": jiefangbei, "name": "陈" })).await;
    let foreign =
        tang.post("/v1/people", json!({ "id": id, "unit": chaotianmen, "name": "陈" })).await;

    assert_eq!(again, first);
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(foreign.expect(409).code(), "id_conflict");
}

#[test_on_both]
async fn nobody_is_enrolled_as_the_system(world: World) {
    let World { zhou, jiefangbei, .. } = world;

    let body = json!({ "id": uuid::Uuid::nil(), "unit": jiefangbei, "name": "冉㛃" });
    let refused = zhou.post("/v1/people", body).await;

    assert_eq!(refused.expect(422).faults(), "/id wrong_type;");
}

#[test_on_both]
async fn a_document_is_known_to_those_who_know_the_person_and_to_nobody_else(world: World) {
    let World { zhou, tang, jiefangbei, chaotianmen, .. } = world;
    let with = |unit: &str| {
        json!({
            "unit": unit, "name": "谯龑",
            "id_document": { "type": "passport", "number": "E12345678" },
        })
    };
    let first = zhou.post("/v1/people", with(&jiefangbei)).await.expect(201).json();

    let again = zhou.post("/v1/people", with(&jiefangbei)).await.expect(409).json();
    let elsewhere = tang.post("/v1/people", with(&chaotianmen)).await;

    assert_eq!(again["code"], "already_enrolled");
    assert_eq!(again["params"]["person_id"], first["id"]);
    elsewhere.expect(201);
}

#[test_on_both]
async fn a_minor_waits_until_a_guardian_has_agreed(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let minor = json!({ "unit": jiefangbei, "name": "小满", "birth_date": "2012-06-01" });

    let enrolled = zhou.post("/v1/people", minor.clone()).await.expect(201).json();
    let membership = enrolled["memberships"][0]["id"].as_str().unwrap().to_owned();
    let early = zhou.steps(&membership, "approve").await;
    let path = format!("/v1/people/{}/consents", enrolled["id"].as_str().unwrap());
    let agreed = json!({ "purpose": "participation", "form": "paper", "given_by": "guardian" });
    zhou.post(&path, agreed.clone()).await.expect(201);
    let approved = zhou.steps(&membership, "approve").await.expect(200).json();
    let mut with_consent = minor;
    with_consent["consents"] = json!([agreed]);
    let second = zhou.post("/v1/people", with_consent).await.expect(201).json();

    assert_eq!(enrolled["memberships"][0]["state"], "applied");
    assert_eq!(early.expect(409).code(), "guardian_consent_missing");
    assert_eq!(approved["state"], "active");
    assert_eq!(second["memberships"][0]["state"], "active");
}

#[test_on_both]
async fn a_corrected_name_is_corrected_in_every_roster(world: World) {
    let World { he, zhou, lin, .. } = world;
    let path = format!("/v1/people/{}", lin.id);
    let seen = zhou.get(&path).await.expect(200);
    let version = seen.json()["version"].clone();
    let body = json!({ "expected_version": version, "name": "林小曼", "birth_date": "1995-05-20" });

    let corrected = zhou.patch(&path, body.clone()).await.expect(200);
    let stale = zhou.patch(&path, body).await;

    assert_eq!(corrected.header("etag"), "\"2\"");
    assert_eq!(corrected.json()["entered"]["birth_date"]["by"], json!(zhou.id));
    assert_eq!(stale.expect(412).code(), "stale_version");
    for person in [&he, &zhou] {
        assert!(person.documents("roster").iter().any(|line| line["name"] == "林小曼"));
    }
    assert_eq!(lin.documents("me")[0]["name"], "林小曼");
    assert_eq!(lin.get("/v1/me/memberships").await.json()["items"][0]["name"], "林小曼");
}

#[test_on_both]
async fn a_file_tells_of_the_memberships_that_the_reader_may_know_of(world: World) {
    let World { qin, zhou, tang, lin, chaotianmen, .. } = world;
    let applied = lin.applies_to(&chaotianmen).await;
    let path = format!("/v1/people/{}", lin.id);
    let count = async |person: &crate::support::people::TestPerson| {
        person.get(&path).await.expect(200).json()["memberships"].as_array().unwrap().len()
    };

    assert_eq!(count(&zhou).await, 1);
    assert_eq!(count(&tang).await, 1);
    assert_eq!(count(&qin).await, 2);
    tang.patch(&path, json!({ "expected_version": 1, "name": "林" })).await.expect(403);
    tang.steps(&applied, "reject").await.expect(200);
    tang.get(&path).await.expect(404);
}

#[test_on_both]
async fn people_are_found_in_the_order_of_names_and_by_their_name(world: World) {
    let World { qin, he, zhou, lin, yuzhong, jiefangbei, .. } = world;
    zhou.enrols_without_phone("王二", &jiefangbei).await;
    let names = async |person: &crate::support::people::TestPerson, query: &str| {
        let page = person.get(&format!("/v1/people{query}")).await.expect(200).json();
        let names = page["items"].as_array().unwrap().iter().map(|item| item["name"].clone());
        let names: Vec<String> = names.map(|name| name.as_str().unwrap().to_owned()).collect();
        names.join(" ")
    };

    expect!["何川 林小满 梅朵 秦岚 唐果 王二 王二 周正"].assert_eq(&names(&qin, "").await);
    expect!["何川 林小满 唐果 王二 王二 周正"].assert_eq(&names(&he, "").await);
    assert_eq!(names(&he, &format!("?unit={yuzhong}")).await, names(&he, "").await);
    expect!["林小满 王二 王二 周正"].assert_eq(&names(&zhou, "").await);
    expect!["王二 王二"].assert_eq(&names(&zhou, "?name=%E7%8E%8B%E4%BA%8C").await);
    assert_eq!(names(&lin, "").await, "", "who has no role keeps no files");
    let wrong = he.get("/v1/people?name=%20").await.expect(400).json();
    assert_eq!(wrong["errors"][0]["pointer"], "name");
}

#[test_on_both]
async fn a_list_of_people_misses_and_repeats_nobody(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let squad = zhou.makes("squad", "一分队", &jiefangbei).await;
    for number in 0..4 {
        let person = zhou.enrols_without_phone(&format!("张{number}"), &jiefangbei).await;
        let both = json!({ "unit": squad, "person_id": person });
        zhou.post("/v1/memberships", both).await.expect(201);
    }
    let (mut seen, mut path) = (Vec::new(), "/v1/people?limit=3".to_owned());
    loop {
        let page = zhou.get(&path).await.expect(200).json();
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/people?limit=3&cursor={cursor}");
    }

    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!((seen.len(), once.len()), (7, 7));
}

#[test_on_both]
async fn nobody_enrols_where_he_does_not_lead(world: World) {
    let World { app, lin, tang, jiefangbei, .. } = world;
    let before = app.everything();
    let body = |unit: &str| json!({ "unit": unit, "name": "生人" });

    lin.post("/v1/people", body(&jiefangbei)).await.expect(403);
    tang.post("/v1/people", body(&jiefangbei)).await.expect(403);
    let nowhere = "01930000-0000-7000-8000-00000000dead";
    tang.post("/v1/people", body(nowhere)).await.expect(404);

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn of_two_who_enter_one_document_at_once_the_second_is_told(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let enrol = || {
        let document = json!({ "type": "passport", "number": "E12345678" });
        let body = json!({ "unit": jiefangbei, "name": "谯龑", "id_document": document });
        zhou.post("/v1/people", body)
    };
    let gate = app.writers_meet_at("units", 2);

    let (answers, ()) = join(join_all([enrol(), enrol()]), gate).await;

    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[test_on_both]
async fn a_document_that_another_has_is_corrected_into_no_second_file(world: World) {
    let World { zhou, lin, wang, .. } = world;
    let document = json!({ "type": "passport", "number": "E12345678" });
    let body = json!({ "expected_version": 1, "id_document": document });
    let path = |id| format!("/v1/people/{id}");

    zhou.patch(&path(lin.id), body.clone()).await.expect(200);
    let second = zhou.patch(&path(wang.id), body).await;

    assert_eq!(second.expect(409).code(), "already_enrolled");
    let again = json!({ "expected_version": 2, "id_document": document });
    zhou.patch(&path(lin.id), again).await.expect(200);
}

#[test_on_both]
async fn a_child_is_kept_no_file_of_before_a_guardian_agrees(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let mut child = json!({ "unit": jiefangbei, "name": "小满", "birth_date": "2016-06-01" });
    let before = app.everything();

    let refused = zhou.post("/v1/people", child.clone()).await;

    assert_eq!(refused.expect(409).code(), "guardian_consent_missing");
    assert_eq!(app.everything(), before);
    child["consents"] = json!([{ "purpose": "service", "form": "paper", "given_by": "guardian" }]);
    zhou.post("/v1/people", child).await.expect(201);
}

#[test_on_both]
async fn a_correction_that_corrects_nothing_leaves_nothing(world: World) {
    let World { app, zhou, lin, .. } = world;
    let before = app.everything();

    let path = format!("/v1/people/{}", lin.id);
    let answer = zhou.patch(&path, json!({ "expected_version": 1 })).await.expect(200);

    assert_eq!(answer.header("etag"), "\"1\"");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn what_an_act_said_cannot_be_worked_out_from_its_hash(world: World) {
    let World { app, zhou, lin, .. } = world;
    let body = json!({ "expected_version": 1, "phone": "13812345678" });
    let canonical = serde_json_canonicalizer::to_vec(&body).unwrap();
    let bare =
        Intent::new(lin.id.entity().of_act(), "enrolment.correct", &[lin.id.entity()], &canonical);
    let hex: String = bare.body_hash.iter().map(|byte| format!("{byte:02x}")).collect();

    zhou.patch(&format!("/v1/people/{}", lin.id), body).await.expect(200);

    assert!(!app.everything().to_lowercase().contains(&hex));
}

#[test_on_both]
async fn two_consents_are_never_entered_under_one_id(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let id = "01930000-0000-7000-8000-00000000c001";
    let body = json!({
        "unit": jiefangbei, "name": "冉㛃",
        "consents": [
            { "id": id, "purpose": "service", "form": "paper" },
            { "id": id, "purpose": "participation", "form": "paper" },
        ],
    });
    let before = app.look(|conn| Ok(dump::everything(conn)));

    let refused = zhou.post("/v1/people", body).await.expect(409);

    assert_eq!(refused.code(), "id_conflict");
    assert_eq!(app.look(|conn| Ok(dump::everything(conn))), before);
}

#[test_on_both]
async fn a_consent_on_paper_is_taken_back_on_paper(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let person = zhou.enrols_without_phone("冉㛃", &jiefangbei).await;
    let path = format!("/v1/people/{person}/consents");
    let given = zhou.post(&path, json!({ "purpose": "photos", "form": "oral" })).await.expect(201);
    let withdraw = format!("/v1/consents/{}/withdraw", given.json()["id"].as_str().unwrap());

    let withdrawn = zhou.act(&withdraw).await.expect(200).json();
    let again = zhou.act(&withdraw).await.expect(200).json();

    assert_eq!(withdrawn["withdrawn_by"], json!(zhou.id));
    assert_eq!(again, withdrawn);
}
