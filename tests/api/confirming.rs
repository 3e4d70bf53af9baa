//! Confirming what somebody served.

use actix_web::test::TestRequest;
use expect_test::expect;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    hours::beyond,
    presence::{at, fenced},
    world::World,
};

const SOME_ID: &str = "01930000-0000-7000-8000-000000006710";
const COUNTS: &str = "120 final, 120 credited, 1 records, 1 sessions";

#[test_on_both]
async fn what_a_leader_confirms_counts(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, _) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    let before = app.figures_of(jiefangbei);

    let confirmed = zhou.decides(&record, "confirm").await;

    expect![[r#"
        200 {
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
          "recorded_at": "2026-11-22T03:00:00.000Z",
          "recorded_by": "[id 4]",
          "service_date": "2026-11-22",
          "shift": "[id 5]",
          "starts_at": "2026-11-22T01:00:00.000Z",
          "state": "approved",
          "unit": "[id 6]",
          "unit_name": "解放碑大队",
          "version": 1
        }"#]]
    .assert_eq(&confirmed.shown());
    assert_eq!(
        (confirmed.json()["id"].as_str(), confirmed.header("etag")),
        (Some(&*record), "\"1\"")
    );
    assert_eq!((before.as_str(), app.figures_of(jiefangbei).as_str()), ("120 pending", COUNTS));
    assert_eq!(app.ledger_of(&record), "120");
}

#[test_on_both]
async fn a_record_stands_on_the_phone_and_on_the_desk_and_names_nobody(world: World) {
    let (record, lin, zhou) = world.lin_has_hours().await;

    let (own, desk) = (lin.documents("service_records"), zhou.documents("desk_service_records"));

    assert_eq!((own.len(), desk.len()), (1, 1));
    assert_eq!((&own[0]["id"], &desk[0]["person_id"]), (&json!(record), &json!(lin.id)));
    assert!(!format!("{own:?}{desk:?}").contains("林小满"));
    let view = zhou.decides(&record, "confirm").await.expect(200).json();
    expect!["corrected_by decided_by grade hours late_reason person_id"]
        .assert_eq(&beyond(&view, &own[0]));
    expect!["corrected_by decided_by hours late_reason"].assert_eq(&beyond(&view, &desk[0]));
    assert!(world.tang.documents("desk_service_records").is_empty());
    let stay = &zhou.documents("desk_attendances")[0];
    assert_eq!(stay["settled_at"], view["recorded_at"]);
}

#[test_on_both]
async fn who_confirms_again_changes_nothing(world: World) {
    let (record, _, zhou) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;
    let before = world.app.everything();

    let again = zhou.decides(&record, "confirm").await.expect(200).json();
    let by_another = he.confirms_with(&record, json!({})).await.expect(200).json();

    assert_eq!((&again, &again["version"]), (&by_another, &json!(1)));
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn a_confirmation_that_is_repeated_is_given_again(world: World) {
    let (record, _) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    let path = format!("/v1/service-records/{record}/confirm");
    let ask = || TestRequest::post().uri(&path).insert_header(("Idempotency-Key", SOME_ID));
    let confirmed = zhou.send(ask()).await.expect(200).json();
    zhou.corrects(&record, 90).await.expect(200);
    let before = world.app.everything();

    let again = zhou.send(ask().set_json(json!({}))).await.expect(200).json();
    let other = zhou.send(ask().set_json(json!({ "late_reason": "签到表遗失" }))).await;

    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!((&confirmed["given_minutes"], &again["given_minutes"]), (&json!(120), &json!(90)));
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn the_leaders_mark_of_the_same_stay_finds_the_record_too(world: World) {
    let (record, lin) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    let shift = zhou.documents("desk_attendances")[0]["shift"].as_str().unwrap().to_owned();
    let mark = zhou.marks(&shift, lin.id, "present", &at(22, 11, 0)).await;

    let confirmed = zhou.decides(mark["id"].as_str().unwrap(), "confirm").await.expect(200).json();

    assert_eq!(
        (&confirmed["id"], &confirmed["proof_class"]),
        (&json!(record), &json!("two_party"))
    );
}

#[test_on_both]
async fn what_the_confirmer_alone_vouches_for_is_looked_at_by_a_second_person(world: World) {
    let World { app, jiefangbei, .. } = &world;

    let (record, _, he) = world.wang_is_in_review("roster").await;

    assert_eq!(app.figures_of(jiefangbei), "120 pending");
    assert_eq!(app.ledger_of(&record), "120");
    he.decides(&record, "approve").await.expect(200);
    assert_eq!(app.figures_of(jiefangbei), COUNTS);
}

#[test_on_both]
async fn another_leader_who_confirms_is_the_second_person(world: World) {
    let (record, _) = world.wang_is_marked_from("roster").await;
    let he = world.he.signs_in_again().await;

    let confirmed = he.decides(&record, "confirm").await.expect(200).json();

    assert_eq!(confirmed["state"], json!("approved"));
    assert_eq!(confirmed["proof_class"], json!("leader_roster"));
}

#[test_on_both]
async fn nobody_confirms_his_own_hours_and_those_of_a_leader_go_to_the_district(world: World) {
    let World { app, zhou, jiefangbei, .. } = &world;
    let shift = world.shift((22, 9, 11), 5).await;
    zhou.signs_up(&shift).await.expect(201);
    let zhou = zhou.hours_later(4).await;
    let mark = zhou.marks(&shift, zhou.id, "present", &at(22, 11, 0)).await;
    let record = mark["id"].as_str().unwrap();
    let [he, qin] = [world.he.signs_in_again().await, world.qin.signs_in_again().await];

    let own = zhou.decides(record, "confirm").await;
    let confirmed = he.decides(record, "confirm").await.expect(200).json();
    let alone = he.decides(record, "approve").await;

    assert_eq!(own.expect(403).code(), "own_record");
    assert_eq!(confirmed["state"], json!("in_review"));
    assert_eq!(alone.expect(403).code(), "second_person_needed");
    assert_eq!(zhou.decides(record, "approve").await.expect(403).code(), "own_record");
    qin.decides(record, "approve").await.expect(200);
    assert_eq!(app.figures_of(jiefangbei), COUNTS);
}

#[test_on_both]
async fn what_the_caller_may_not_know_of_is_not_there(world: World) {
    let (record, lin) = world.lin_serves().await;
    let [zhou, tang, qin] = [&world.zhou, &world.tang, &world.qin];
    let [tang, qin] = [tang.signs_in_again().await, qin.signs_in_again().await];
    let mei = world.mei.signs_in_again().await;
    let zhou = zhou.signs_in_again().await;
    qin.appoints(&mei, "auditor", &world.jiefangbei).await.expect(201);
    let before = world.app.everything();

    let hidden = [tang.decides(&record, "confirm").await, zhou.decides(SOME_ID, "confirm").await];
    let reads = mei.decides(&record, "confirm").await;
    let own = lin.decides(&record, "confirm").await;

    for answer in hidden {
        answer.expect(404);
    }
    assert_eq!(reads.expect(403).code(), "forbidden");
    assert_eq!(own.expect(403).code(), "own_record");
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn who_has_not_left_is_not_confirmed_yet(world: World) {
    let World { app, lin, .. } = &world;
    let shift = world.shift_of(fenced(), (22, 9, 11), 5).await;
    let lin = lin.hours_later(1).await;
    let stay = lin.checks_in(&shift).await.expect(201).json();
    let zhou = world.zhou.hours_later(2).await;
    let before = app.everything();

    let refused = zhou.decides(stay["id"].as_str().unwrap(), "confirm").await;

    assert_eq!(refused.expect(409).code(), "stay_open");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn of_who_did_not_come_there_is_nothing_to_confirm(world: World) {
    let shift = world.shift((22, 9, 11), 5).await;
    let zhou = world.zhou.hours_later(4).await;
    let mark = zhou.marks(&shift, world.wang.id, "absent", &at(22, 11, 0)).await;

    let refused = zhou.decides(mark["id"].as_str().unwrap(), "confirm").await.expect(409).json();

    let (code, state) = (&refused["code"], &refused["params"]["state"]);
    assert_eq!((code, state), (&json!("state_conflict"), &json!("absent")));
}

#[test_on_both]
async fn a_meeting_is_no_service_time(world: World) {
    let shift = world.shift_of(json!({ "kind": "meeting" }), (22, 9, 11), 5).await;
    let zhou = world.zhou.hours_later(4).await;
    let mark = zhou.marks(&shift, world.wang.id, "present", &at(22, 11, 0)).await;

    let refused = zhou.decides(mark["id"].as_str().unwrap(), "confirm").await;

    assert_eq!(refused.expect(409).code(), "not_countable");
    assert_eq!(world.app.figures_of(&world.jiefangbei), "");
}

#[test_on_both]
async fn who_confirms_after_ten_working_days_says_why(world: World) {
    let (record, _) = world.lin_serves().await;
    world.app.hours_pass(13 * 24);
    let zhou = world.zhou.signs_in_again().await;

    let refused = zhou.decides(&record, "confirm").await.expect(409).json();
    let blank = zhou.confirms_with(&record, json!({ "late_reason": " " })).await;
    let late = zhou.confirms_with(&record, json!({ "late_reason": "签到表遗失" })).await;

    let due = (&refused["code"], &refused["params"]["due_on"]);
    assert_eq!(due, (&json!("late_reason_missing"), &json!("2026-12-04")));
    assert_eq!(blank.expect(422).faults(), "/late_reason blank;");
    let late = late.expect(200).json();
    assert_eq!((&late["late"], &late["late_reason"]), (&json!(true), &json!("签到表遗失")));
    let documents = zhou.documents("desk_service_records");
    assert!(!format!("{documents:?}").contains("签到表遗失"));
}

#[test_on_both]
async fn a_body_may_be_left_out_and_not_be_of_another_kind(world: World) {
    let (record, _) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    let path = format!("/v1/service-records/{record}/confirm");
    let text = TestRequest::post().uri(&path).insert_header(("Content-Type", "text/plain"));

    let plain = zhou.send(text.set_payload("x")).await;
    let unknown = zhou.confirms_with(&record, json!({ "why": "x" })).await;
    let empty = zhou.confirms_with(&record, json!({})).await;

    assert_eq!(plain.expect(415).code(), "unsupported_media_type");
    assert_eq!(unknown.expect(422).faults(), "/why unknown_field;");
    empty.expect(200);
}

#[test_on_both]
async fn what_was_rejected_may_be_confirmed_again_and_is_looked_at_again(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, zhou, he) = world.wang_is_in_review("roster").await;
    he.objects(&record, "reject").await.expect(200);
    let rejected = app.figures_of(jiefangbei);

    let again = zhou.decides(&record, "confirm").await.expect(200).json();

    assert_eq!((&again["state"], &again["version"]), (&json!("in_review"), &json!(3)));
    assert_eq!((rejected.as_str(), app.figures_of(jiefangbei).as_str()), ("", "120 pending"));
    assert_eq!(app.ledger_of(&record), "120 -120 120");
    he.decides(&record, "approve").await.expect(200);
    assert_eq!(app.figures_of(jiefangbei), COUNTS);
}

#[test_on_both]
async fn each_of_a_batch_is_confirmed_by_itself(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (lins, lin) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    let shift = zhou.documents("desk_attendances")[0]["shift"].as_str().unwrap().to_owned();
    let absent = zhou.marks(&shift, world.wang.id, "absent", &at(22, 10, 0)).await;
    let absent = absent["id"].as_str().unwrap().to_owned();
    let alias = zhou.marks(&shift, lin.id, "check_in", &at(22, 9, 5)).await;
    let alias = alias["id"].as_str().unwrap().to_owned();

    let ids = [lins.clone(), SOME_ID.to_owned(), absent, alias];
    let results = zhou.decides_all(&ids, "confirm").await;
    let again = zhou.decides_all(&[lins], "confirm").await;

    assert_eq!(results, ["done", "not_found", "state_conflict", "done"]);
    assert_eq!(again, ["done"]);
    assert_eq!(app.figures_of(jiefangbei), COUNTS);
    let of_others = world.tang.signs_in_again().await.decides_all(&ids, "confirm").await;
    assert_eq!(of_others, ["not_found"; 4]);
}

#[test_on_both]
async fn nothing_is_confirmed_before_the_shift_is_over(world: World) {
    let record = world.lin_comes().await;
    world.lin.hours_later(1).await.checks_out(&record).await.expect(200);

    let early = world.zhou.signs_in_again().await.decides(&record, "confirm").await;
    let at_the_end = world.zhou.hours_later(1).await.decides(&record, "confirm").await;

    expect!["shift_not_over: 班次尚未结束。班次于 2026-11-22 11:00 结束，此前不能确认时长。请在班次结束后确认。"].assert_eq(&early.expect(409).said());
    at_the_end.expect(200);
}

#[test_on_both]
async fn a_batch_says_what_is_wrong_with_it(world: World) {
    let World { zhou, .. } = &world;
    let ask = |body: Value| zhou.post("/v1/service-records/confirm", body);

    let none = ask(json!({ "ids": [], "late_reason": "" })).await;
    let many = ask(json!({ "ids": vec![SOME_ID; 201] })).await;

    assert_eq!(none.expect(422).faults(), "/ids missing;/late_reason blank;");
    assert_eq!(many.expect(422).faults(), "/ids too_many;");
}

#[test_on_both]
async fn two_hundred_are_confirmed_and_approved_at_once(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let shift = world.shift((22, 9, 11), 5).await;
    let mut marks = Vec::new();
    for number in 0..200 {
        let person = world.zhou.enrols_without_phone(&format!("志愿者{number}"), jiefangbei).await;
        marks.push(json!({
            "id": app.new_id(), "person_id": person, "kind": "present", "source": "paper",
            "at": at(22, 11, 0),
        }));
    }
    let zhou = world.zhou.hours_later(4).await;
    zhou.marks_all(&shift, &marks).await.expect(200);
    let records: Vec<String> =
        marks.iter().map(|mark| mark["id"].as_str().unwrap().to_owned()).collect();

    let confirmed = zhou.decides_all(&records, "confirm").await;
    let approved = world.he.signs_in_again().await.decides_all(&records, "approve").await;

    assert_eq!((confirmed, approved), (vec!["done".to_owned(); 200], vec!["done".to_owned(); 200]));
    let figures = "24000 final, 24000 credited, 200 records, 1 sessions";
    assert_eq!(app.figures_of(jiefangbei), figures);
}

#[test_on_both]
async fn of_two_confirmations_at_once_one_enters_the_record(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, _) = world.lin_serves().await;
    let [zhou, he] = [world.zhou.signs_in_again().await, world.he.signs_in_again().await];
    let gate = app.writers_meet_at("session_days", 2);

    let both = join_all([zhou.decides(&record, "confirm"), he.decides(&record, "confirm")]);
    let (answers, ()) = join(both, gate).await;

    let answers: Vec<Value> = answers.into_iter().map(|one| one.expect(200).json()).collect();
    assert_eq!(answers[0], answers[1]);
    assert_eq!(
        (app.figures_of(jiefangbei).as_str(), app.ledger_of(&record).as_str()),
        (COUNTS, "120")
    );
}

#[test_on_both]
async fn two_records_of_a_day_that_are_approved_at_once_make_one_session(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (wangs, zhou, he) = world.wang_is_in_review("paper").await;
    let shift = zhou.documents("desk_attendances")[0]["shift"].as_str().unwrap().to_owned();
    let when = at(22, 11, 0);
    let mark = zhou.marks_from(&shift, "paper", world.lin.id, "present", &when).await;
    let lins = mark["id"].as_str().unwrap();
    zhou.decides(lins, "confirm").await.expect(200);
    let qin = world.qin.signs_in_again().await;
    let gate = app.writers_meet_at("session_days", 2);

    let both = join_all([he.decides(&wangs, "approve"), qin.decides(lins, "approve")]);
    let (answers, ()) = join(both, gate).await;

    answers.into_iter().for_each(|one| drop(one.expect(200)));
    assert_eq!(app.figures_of(jiefangbei), "240 final, 240 credited, 2 records, 1 sessions");
}
