//! Programs.

use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    plan::{activity_body, program_body},
    world::World,
};

const SOME_ID: &str = "01930000-0000-7000-8000-00000000aaaa";

#[test_on_both]
async fn a_district_makes_a_program_and_everybody_may_know_of_it(world: World) {
    let World { he, mei, yuzhong, .. } = world;

    let body = json!({
        "unit": yuzhong, "name": "“渝”你同行", "themes": ["elder_care", "community"],
        "summary": "陪老人就医、买菜、聊天",
    });
    let made = he.post("/v1/programs", body).await;

    expect![[r#"
        201 {
          "created_at": "2026-11-22T00:00:00.000Z",
          "ended_on": null,
          "id": "[id 1]",
          "name": "“渝”你同行",
          "summary": "陪老人就医、买菜、聊天",
          "themes": [
            "elder_care",
            "community"
          ],
          "unit": "[id 2]",
          "version": 1
        }"#]]
    .assert_eq(&made.shown());
    let program = made.json();
    let path = format!("/v1/programs/{}", program["id"].as_str().unwrap());
    let read = mei.get(&path).await.expect(200);
    assert_eq!(read.header("etag"), "\"1\"");
    assert_eq!(read.json(), program);
}

#[test_on_both]
async fn everybody_reads_a_program_in_the_public_bucket_as_it_is_now(world: World) {
    let World { he, mei, yuzhong, .. } = world;
    let program = he.makes_program("清洁嘉陵江", &yuzhong, &["environment"]).await;

    let change = json!({ "expected_version": 1, "ended_on": "2026-12-31" });
    he.patch(&format!("/v1/programs/{program}"), change).await.expect(200);

    let documents = mei.documents("programs");
    assert_eq!(documents.len(), 1);
    expect![[r#"{"ended_on":"2026-12-31","id":"[program]","name":"清洁嘉陵江","summary":null,"themes":["environment"],"unit":"[unit]","version":2}"#]].assert_eq(
        &documents[0].to_string().replace(&program, "[program]").replace(&yuzhong, "[unit]"),
    );
}

#[test_on_both]
async fn only_the_administration_of_a_unit_makes_and_changes_its_programs(world: World) {
    let World { app, qin, he, zhou, mei, yuzhong, jiangbei, jiefangbei, .. } = world;
    let program = he.makes_program("清洁嘉陵江", &yuzhong, &["environment"]).await;
    let path = format!("/v1/programs/{program}");
    let change = json!({ "expected_version": 1, "name": "清洁长江" });
    let before = app.everything();

    for (person, unit) in
        [(&zhou, &jiefangbei), (&zhou, &yuzhong), (&mei, &yuzhong), (&he, &jiangbei)]
    {
        person
            .post("/v1/programs", program_body("一", unit, &["poverty_relief"]))
            .await
            .expect(403);
    }
    zhou.patch(&path, change.clone()).await.expect(403);
    he.post("/v1/programs", program_body("一", SOME_ID, &["poverty_relief"])).await.expect(404);
    he.patch(&format!("/v1/programs/{SOME_ID}"), change.clone()).await.expect(404);

    assert_eq!(app.everything(), before);
    qin.patch(&path, change).await.expect(200);
    he.makes_program("夜校", &jiefangbei, &["education"]).await;
}

#[test_on_both]
async fn making_a_program_again_answers_the_same_and_another_body_is_a_conflict(world: World) {
    let World { qin, he, yuzhong, .. } = world;
    let body = |name: &str| {
        let mut body = program_body(name, &yuzhong, &["poverty_relief"]);
        body["id"] = json!(SOME_ID);
        body
    };

    let first = he.post("/v1/programs", body("暖冬")).await.expect(201).json();
    let again = he.post("/v1/programs", body("暖冬")).await.expect(201).json();
    let other = he.post("/v1/programs", body("春蕾")).await.expect(409);
    let of_another = qin.post("/v1/programs", body("暖冬")).await.expect(409);

    assert_eq!(again, first);
    assert_eq!(other.code(), "id_conflict");
    assert_eq!(of_another.code(), "id_conflict");
}

#[test_on_both]
async fn a_program_is_changed_from_the_version_that_one_saw_and_taken_up_again(world: World) {
    let World { app, he, yuzhong, .. } = world;
    let program = he.makes_program("暖冬", &yuzhong, &["poverty_relief"]).await;
    let path = format!("/v1/programs/{program}");
    let change = |version: i64, ended_on: Value| {
        he.patch(&path, json!({ "expected_version": version, "ended_on": ended_on }))
    };

    let ended = change(1, json!("2026-12-31")).await.expect(200).json();
    let stale = change(1, json!("2027-12-31")).await.expect(412);
    let going_on = change(2, json!(null)).await.expect(200).json();
    let before = app.everything();
    let same = change(3, json!(null)).await.expect(200).json();

    assert_eq!(ended["ended_on"], "2026-12-31");
    assert_eq!(stale.code(), "stale_version");
    assert_eq!(going_on["ended_on"], json!(null));
    assert_eq!(same, going_on);
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn what_is_wrong_with_a_program_is_told_by_field_all_at_once(world: World) {
    let World { he, yuzhong, .. } = world;
    let six = ["poverty_relief", "health", "children", "community", "education", "elder_care"];

    for (name, themes, expected) in [
        ("", vec![], "/name blank;/themes missing;"),
        ("暖冬", vec!["poverty_relief", "poverty_relief"], "/themes repeated;"),
        ("暖冬", six.to_vec(), "/themes too_many;"),
        ("暖冬", vec!["poverty_relief", "fun"], "/themes/1 unknown_value;"),
    ] {
        let refused = he.post("/v1/programs", program_body(name, &yuzhong, &themes)).await;
        assert_eq!(refused.expect(422).faults(), expected);
    }
    let program = he.makes_program("暖冬", &yuzhong, &["poverty_relief"]).await;
    let body = json!({ "expected_version": 1, "name": null, "themes": null, "ended_on": "明年" });
    let refused = he.patch(&format!("/v1/programs/{program}"), body).await.expect(422);
    assert_eq!(refused.faults(), "/name missing;/themes missing;/ended_on invalid_date;");
}

#[test_on_both]
async fn programs_are_found_by_theme_and_by_what_their_units_stand_below(world: World) {
    let World { qin, he, mei, federation, yuzhong, jiangbei, jiefangbei, .. } = world;
    qin.makes_program("总会", &federation, &["poverty_relief"]).await;
    he.makes_program("渝中", &yuzhong, &["poverty_relief", "health"]).await;
    he.makes_program("解放碑", &jiefangbei, &["health"]).await;
    qin.makes_program("江北", &jiangbei, &["children", "poverty_relief"]).await;
    let found = |query: String| mei.names(format!("/v1/programs?{query}"));

    assert_eq!(found(String::new()).await, ["总会", "江北", "渝中", "解放碑"]);
    assert_eq!(found("theme=poverty_relief".to_owned()).await, ["总会", "江北", "渝中"]);
    assert_eq!(found(format!("unit={yuzhong}")).await, ["渝中", "解放碑"]);
    assert_eq!(found(format!("unit={yuzhong}&theme=poverty_relief")).await, ["渝中"]);
    assert_eq!(found("limit=2".to_owned()).await.len(), 2);
    let refused = mei.get("/v1/programs?theme=fun").await.expect(400);
    assert_eq!(refused.faults(), "theme unknown_value;");
}

#[test_on_both]
async fn nothing_is_planned_for_a_program_that_ended_yesterday(world: World) {
    let World { he, zhou, yuzhong, jiefangbei, .. } = world;
    let program = he.makes_program("暖冬", &yuzhong, &["poverty_relief"]).await;
    let path = format!("/v1/programs/{program}");
    let plan = || activity_body("送棉衣", &jiefangbei, &json!({ "program": program }));

    he.patch(&path, json!({ "expected_version": 1, "ended_on": "2026-11-22" })).await.expect(200);
    let on_its_last_day = zhou.post("/v1/activities", plan()).await;
    he.patch(&path, json!({ "expected_version": 2, "ended_on": "2026-11-21" })).await.expect(200);
    let afterwards = zhou.post("/v1/activities", plan()).await;

    on_its_last_day.expect(201);
    assert_eq!(afterwards.expect(422).faults(), "/program not_available;");
}
