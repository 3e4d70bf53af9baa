//! What is read of records.

use actix_web::test::TestRequest;
use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{people::TestPerson, presence::at, world::World};

/// The ids of the records in a list, in its order.
async fn listed(person: &TestPerson, path: &str) -> Vec<String> {
    let items = person.all(path).await;
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// What is said of each step of an explanation.
fn told(record: &Value) -> String {
    let steps = record["explain"]["steps"].as_array().unwrap();
    steps.iter().map(|step| step["text"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test_on_both]
async fn a_record_that_nobody_has_confirmed_is_what_its_stays_come_to(world: World) {
    let (stay, lin) = world.lin_serves().await;
    let path = format!("/v1/service-records/{stay}");

    let listed = lin.get("/v1/me/service-records").await;

    expect![[r#"
        200 {
          "items": [
            {
              "activity": "[id 1]",
              "activity_name": "河岸植树",
              "content": "在河岸栽种柳树",
              "corrected_by": null,
              "credited_minutes": 120,
              "decided_at": null,
              "decided_by": null,
              "disputed_at": null,
              "due_on": "2026-12-04",
              "ended_at": "2026-11-22T03:00:00.000Z",
              "flags": [],
              "given_minutes": 120,
              "grade": "a",
              "hours": "2",
              "id": "[id 2]",
              "late": false,
              "late_reason": null,
              "person_id": "[id 3]",
              "person_in_charge": "[id 4]",
              "place": "嘉陵江河岸，嘉滨路",
              "policy": "cq-half-hour@1",
              "program": null,
              "proof_class": "self_onsite",
              "recorded_at": null,
              "recorded_by": null,
              "service_date": "2026-11-22",
              "shift": "[id 5]",
              "starts_at": "2026-11-22T01:00:00.000Z",
              "state": "computed",
              "unit": "[id 6]",
              "unit_name": "解放碑大队",
              "version": 0
            }
          ]
        }"#]]
    .assert_eq(&listed.shown());
    let own = lin.record(&stay).await;
    let mut plain = own.clone();
    plain.as_object_mut().unwrap().retain(|name, _| name != "explain" && name != "entries");
    assert_eq!(listed.json()["items"], json!([plain]));
    assert_eq!(world.zhou.signs_in_again().await.record(&stay).await, own);
    for stranger in [&world.wang, &world.tang] {
        stranger.signs_in_again().await.get(&path).await.expect(404);
    }
}

#[test_on_both]
async fn each_step_of_an_explanation_has_its_numbers(world: World) {
    let (stay, lin) = world.lin_serves().await;

    let explain = lin.record(&stay).await["explain"].clone();

    let of_step = |step: &Value| format!("{} {}", step["kind"].as_str().unwrap(), step["minutes"]);
    let steps: Vec<String> = explain["steps"].as_array().unwrap().iter().map(of_step).collect();
    assert_eq!(steps, ["captured 120", "clipped 120", "breaks 0", "given 120", "credited 120"]);
    assert_eq!(
        (&explain["policy"], &explain["given_minutes"], &explain["credited_minutes"]),
        (&json!("cq-half-hour@1"), &json!(120), &json!(120))
    );
    expect![[r#"
        {
          "kind": "clipped",
          "minutes": 120,
          "params": {
            "after": "30",
            "before": "15",
            "minutes": "120"
          },
          "stretches": [
            {
              "from": "2026-11-22T01:00:00.000Z",
              "until": "2026-11-22T03:00:00.000Z"
            }
          ],
          "text": "只算班次开始前 15 分钟至结束后 30 分钟：还有 120 分钟。"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&explain["steps"][1]).unwrap());
}

#[test_on_both]
async fn minutes_are_explained_in_the_language_of_who_asks(world: World) {
    let (stay, lin) = world.lin_serves().await;
    let path = format!("/v1/service-records/{stay}");
    let english = TestRequest::get().uri(&path).insert_header(("Accept-Language", "en"));

    let english = lin.send(english).await.expect(200).json();
    let chinese = lin.record(&stay).await;

    expect![[r#"
        Stays captured: 1; 120 minutes in all, none counted twice.
        Counted from 15 minutes before the shift to 30 after: 120 minutes left.
        Breaks take 0 minutes away.
        Given: 120 whole minutes.
        By “half hours as in Chongqing, version 1” whole hours count; of the rest less than 16 minutes count for nothing, less than 46 for half an hour, more for one: 120 minutes credited (2 h)."#]].assert_eq(&told(&english));
    expect![[r#"
        在场记录 1 段，共 120 分钟，重叠的只算一次。
        只算班次开始前 15 分钟至结束后 30 分钟：还有 120 分钟。
        休息扣除 0 分钟。
        给出 120 分钟，不足一分钟的舍去。
        按“重庆半小时制（第 1 版）”，整小时照计，余下不到 16 分钟不计，不到 46 分钟计半小时，其余计一小时：计入 120 分钟（2 小时）。"#]].assert_eq(&told(&chinese));
}

#[test_on_both]
async fn a_correction_stands_in_the_ledger_and_the_explanation_keeps_to_the_stays(world: World) {
    let (stay, _) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    zhou.decides(&stay, "confirm").await.expect(200);
    zhou.corrects(&stay, 150).await.expect(200);

    let record = zhou.record(&stay).await;

    let line = |entry: &Value| {
        let of = |name: &str| entry[name].as_i64().unwrap();
        format!("{} {} {}", of("number"), entry["kind"].as_str().unwrap(), of("given_minutes"))
    };
    let lines: Vec<String> = record["entries"].as_array().unwrap().iter().map(line).collect();
    assert_eq!(lines, ["1 given 120", "2 reversal -120", "3 given 150"]);
    assert!(
        record["entries"].as_array().unwrap().iter().all(|line| line["author"] == json!(zhou.id))
    );
    assert_eq!(
        (&record["given_minutes"], &record["explain"]["given_minutes"]),
        (&json!(150), &json!(120))
    );
}

#[test_on_both]
async fn a_record_is_found_by_each_id_under_which_a_stay_of_it_was_captured(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((22, 4, 8), 2).await;
    let mut captured = Vec::new();
    for (kind, hour) in [("check_in", 4), ("check_out", 5), ("check_in", 6), ("check_out", 7)] {
        let mark = zhou.marks(&shift, lin.id, kind, &at(22, hour, 0)).await;
        captured.push(mark["id"].as_str().unwrap().to_owned());
    }
    let id = captured[0].clone();
    let computed = zhou.record(&id).await;

    for other in &captured {
        assert_eq!(zhou.record(other).await, computed);
    }
    zhou.decides(&id, "confirm").await.expect(200);
    for other in &captured {
        assert_eq!(zhou.record(other).await["recorded_by"], json!(zhou.id));
    }
    zhou.get(&format!("/v1/service-records/{}", app.new_id())).await.expect(404);
}

#[test_on_both]
async fn who_did_not_come_or_served_no_time_has_no_record(world: World) {
    let World { zhou, lin, wang, .. } = &world;
    let shift = world.shift((22, 6, 8), 2).await;
    let meeting = world.shift_of(json!({ "kind": "meeting" }), (22, 6, 8), 2).await;
    let absent = zhou.marks(&shift, lin.id, "absent", &at(22, 8, 0)).await;
    let met = zhou.marks(&meeting, wang.id, "present", &at(22, 8, 0)).await;

    for mark in [absent, met] {
        let id = mark["attendance"].as_str().unwrap();
        zhou.get(&format!("/v1/attendances/{id}")).await.expect(200);
        zhou.get(&format!("/v1/service-records/{id}")).await.expect(404);
    }
    assert!(listed(zhou, "/v1/service-records").await.is_empty());
    assert!(listed(wang, "/v1/me/service-records").await.is_empty());
}

#[test_on_both]
async fn a_leader_reads_the_records_of_his_unit_the_newest_first_confirmed_or_not(world: World) {
    let World { qin, he, zhou, lin, wang, tang, .. } = &world;
    let mut records = Vec::new();
    for when in [(22, 2, 3), (22, 4, 5), (22, 6, 8)] {
        records.push(world.lin_was_present(when).await);
    }
    zhou.decides(&records[1], "confirm").await.expect(200);
    records.sort_unstable_by(|one, other| other.cmp(one));

    for reader in [qin, he, zhou] {
        assert_eq!(listed(reader, "/v1/service-records").await, records);
        let of_person = format!("/v1/people/{}/service-records", lin.id);
        assert_eq!(listed(reader, &of_person).await, records);
    }
    assert_eq!(listed(lin, "/v1/me/service-records").await, records);
    assert_eq!(listed(lin, &format!("/v1/people/{}/service-records", lin.id)).await, records);
    for other in [lin, wang, tang] {
        assert!(listed(other, "/v1/service-records").await.is_empty());
    }
}

#[test_on_both]
async fn records_are_found_by_what_they_are_of(world: World) {
    let World { he, zhou, lin, wang, yuzhong, jiefangbei, chaotianmen, .. } = &world;
    let program = he.makes_program("河岸", yuzhong, &["environment"]).await;
    let shift = world.shift_of(json!({ "program": program }), (22, 6, 8), 5).await;
    let in_program = zhou.marks(&shift, wang.id, "present", &at(22, 8, 0)).await;
    let in_program = in_program["attendance"].as_str().unwrap().to_owned();
    let other = world.lin_was_present((22, 4, 5)).await;
    zhou.decides(&other, "confirm").await.expect(200);
    let mut both = vec![in_program.clone(), other.clone()];
    both.sort_unstable_by(|one, other| other.cmp(one));

    for (filter, expected) in [
        (format!("unit={jiefangbei}"), both.clone()),
        (format!("unit={yuzhong}"), both.clone()),
        (format!("unit={chaotianmen}"), Vec::new()),
        (format!("program={program}"), vec![in_program.clone()]),
        (format!("shift={shift}"), vec![in_program.clone()]),
        (format!("person={}", lin.id), vec![other.clone()]),
        ("state=computed".to_owned(), vec![in_program]),
        ("state=in_review".to_owned(), vec![other]),
        ("state=approved".to_owned(), Vec::new()),
        ("from=2026-11-22&until=2026-11-22".to_owned(), both),
        ("from=2026-11-23".to_owned(), Vec::new()),
        ("until=2026-11-21".to_owned(), Vec::new()),
    ] {
        let found = listed(zhou, &format!("/v1/service-records?{filter}")).await;

        assert_eq!(found, expected, "{filter}");
    }
}

#[test_on_both]
async fn records_of_one_person_are_found_by_the_shift_too(world: World) {
    let World { zhou, lin, .. } = &world;
    let mut found = Vec::new();
    for when in [(22, 4, 5), (22, 6, 8)] {
        found.push(world.lin_was_present(when).await);
    }
    let shift = lin.record(&found[0]).await["shift"].as_str().unwrap().to_owned();

    let own = listed(lin, &format!("/v1/me/service-records?shift={shift}")).await;
    let path = format!("/v1/people/{}/service-records?shift={shift}", lin.id);
    let of_person = listed(zhou, &path).await;

    assert_eq!((&own, &of_person), (&found[..1].to_vec(), &found[..1].to_vec()));
}

#[test_on_both]
async fn a_record_that_overlaps_is_found_as_one_that_needs_review_and_as_nothing_else(
    world: World,
) {
    let World { zhou, .. } = &world;
    let record = world.lin_was_present((22, 4, 6)).await;
    zhou.decides(&record, "confirm").await.expect(200);
    let other = world.lin_was_present((22, 5, 7)).await;
    let alone = world.lin_was_present((22, 1, 3)).await;

    for (record, recorded_by) in [(&record, json!(zhou.id)), (&other, json!(null))] {
        let seen = zhou.record(record).await;
        assert_eq!((&seen["state"], &seen["recorded_by"]), (&json!("needs_review"), &recorded_by));
    }
    let mut overlapping = vec![record, other];
    overlapping.sort_unstable_by(|one, other| other.cmp(one));
    for (state, expected) in [
        ("needs_review", overlapping),
        ("computed", vec![alone]),
        ("in_review", Vec::new()),
        ("approved", Vec::new()),
        ("disputed", Vec::new()),
        ("rejected", Vec::new()),
        ("voided", Vec::new()),
    ] {
        let found = listed(zhou, &format!("/v1/service-records?state={state}")).await;

        assert_eq!(found, expected, "{state}");
    }
}

#[test_on_both]
async fn a_leader_learns_nothing_of_what_his_member_did_for_another_brigade(world: World) {
    let World { qin, tang, lin, mei, chaotianmen, .. } = &world;
    let record = world.lin_was_present((22, 6, 8)).await;
    let path = format!("/v1/people/{}/service-records", lin.id);
    tang.get(&path).await.expect(404);
    mei.get(&path).await.expect(404);
    let membership = lin.applies_to(chaotianmen).await;
    tang.steps(&membership, "approve").await.expect(200);

    assert!(listed(tang, &path).await.is_empty());
    tang.get(&format!("/v1/service-records/{record}")).await.expect(404);
    assert_eq!(listed(qin, &path).await, [record]);
}
