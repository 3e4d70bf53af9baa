//! Who does not check out, and who says when he left.

use actix_web::test::TestRequest;
use expect_test::expect;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{people::TestPerson, presence::at, world::World};

const SOME_ID: &str = "01930000-0000-7000-8000-000000006711";
const SYSTEM: &str = "00000000-0000-0000-0000-000000000000";

/// State, end and proposed end of a stay as somebody sees it.
async fn end_of(person: &TestPerson, stay: &str) -> String {
    let view = person.stay(stay).await;
    format!("{} {} {}", view["state"], view["ended_at"], view["proposed_end_at"]).replace('"', "")
}

#[test_on_both]
async fn who_does_not_check_out_is_asked_when_he_left(world: World) {
    let World { app, zhou, jiefangbei, .. } = &world;
    let stay = world.lin_comes().await;
    app.hours_pass(2);
    app.hands.advance(std::time::Duration::from_secs(29 * 60));
    app.tick().await;
    let early = world.lin.documents("attendances")[0]["state"].clone();
    app.hands.advance(std::time::Duration::from_secs(60));

    app.tick().await;

    let lin = world.lin.signs_in_again().await;
    assert_eq!(early, "present");
    assert_eq!(end_of(&lin, &stay).await, "close_proposed null 2026-11-22T03:00:00.000Z");
    assert_eq!(lin.stay(&stay).await["proposed_by"], SYSTEM);
    assert_eq!(lin.told_of_stays().await, "stay_end_proposed");
    assert_eq!(zhou.documents("desk_attendances")[0]["state"], "close_proposed");
    assert_eq!(app.figures_of(jiefangbei), "", "nothing is credited by itself");
    let before = app.everything();
    app.tick().await;
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn who_confirms_his_end_has_a_stay_that_counts(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (stay, lin) = world.lin_forgets().await;

    let confirmed = lin.steps_on_stay(&stay, "confirm-end").await;

    expect![[r#"
        200 {
          "activity": "[id 1]",
          "also": [],
          "ended_at": "2026-11-22T03:00:00.000Z",
          "flags": [
            "no_fence"
          ],
          "grade": "a",
          "id": "[id 2]",
          "overlaps": false,
          "person_id": "[id 3]",
          "proof_class": "self_declared",
          "proposed_by": null,
          "proposed_end_at": null,
          "record_id": "[id 2]",
          "service_date": "2026-11-22",
          "settled_at": null,
          "shift": "[id 4]",
          "started_at": "2026-11-22T01:00:00.000Z",
          "state": "complete",
          "unit": "[id 5]",
          "verdict_in": "no_fence",
          "verdict_out": null,
          "version": 3,
          "void_asked_by": null
        }"#]]
    .assert_eq(&confirmed.shown());
    assert_eq!(app.figures_of(jiefangbei), "120 pending");
    let before = app.everything();
    let again = lin.steps_on_stay(&stay, "confirm-end").await.expect(200).json();
    assert_eq!(again, confirmed.json());
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_leader_confirms_what_he_saw(world: World) {
    let World { app, zhou, jiefangbei, .. } = &world;
    let (stay, _) = world.lin_forgets().await;
    let zhou = zhou.signs_in_again().await;

    let confirmed = zhou.steps_on_stay(&stay, "confirm-end").await.expect(200).json();

    assert_eq!(confirmed["state"], "complete");
    assert_eq!(confirmed["proof_class"], "leader_roster");
    assert_eq!(app.figures_of(jiefangbei), "120 pending");
}

#[test_on_both]
async fn what_a_leader_confirms_a_day_later_is_entered_afterwards(world: World) {
    let (stay, _) = world.lin_forgets().await;
    let zhou = world.zhou.hours_later(24).await;

    let confirmed = zhou.steps_on_stay(&stay, "confirm-end").await.expect(200).json();

    assert_eq!(confirmed["proof_class"], "backfill");
}

#[test_on_both]
async fn an_end_is_proposed_by_one_and_confirmed_by_another(world: World) {
    let (stay, lin) = world.lin_forgets().await;
    let (zhou, he) = (world.zhou.signs_in_again().await, world.he.signs_in_again().await);

    let by_leader = zhou.proposes_end(&stay, &at(22, 10, 30)).await.expect(200).json();
    let himself = zhou.steps_on_stay(&stay, "confirm-end").await;
    let by_lin = lin.proposes_end(&stay, &at(22, 10, 45)).await.expect(200).json();
    let lin_himself = lin.steps_on_stay(&stay, "confirm-end").await;
    let confirmed = he.steps_on_stay(&stay, "confirm-end").await.expect(200).json();

    assert_eq!(by_leader["proposed_by"], json!(world.zhou.id));
    assert_eq!(by_lin["proposed_by"], json!(lin.id));
    expect!["second_person_needed: 须由第二人处理。登记、确认、更正、提议或申请过的人不能再审核同一件事。请另一位负责人或上级处理。"].assert_eq(&himself.expect(403).said());
    assert_eq!(lin_himself.expect(403).code(), "second_person_needed");
    assert_eq!(confirmed["ended_at"], "2026-11-22T02:45:00.000Z");
    assert_eq!(lin.told_of_stays().await, "stay_end_proposed stay_end_proposed");
}

#[test_on_both]
async fn a_proposal_lies_between_his_coming_and_now_and_is_made_once(world: World) {
    let (stay, lin) = world.lin_forgets().await;
    let fault = async |when: &str| lin.proposes_end(&stay, when).await.expect(422).faults();

    expect!["/at too_early;"].assert_eq(&fault(&at(22, 9, 0)).await);
    expect!["/at in_future;"].assert_eq(&fault(&at(22, 12, 1)).await);
    let proposed = lin.proposes_end(&stay, &at(22, 12, 0)).await.expect(200).json();
    let before = world.app.everything();
    let again = lin.proposes_end(&stay, &at(22, 12, 0)).await.expect(200).json();
    assert_eq!(again, proposed);
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn nobody_else_says_when_somebody_left(world: World) {
    let World { app, qin, wang, tang, jiefangbei, .. } = &world;
    let (stay, _) = world.lin_forgets().await;
    let (tang, wang) = (tang.signs_in_again().await, wang.signs_in_again().await);
    let auditor = world.mei.signs_in_again().await;
    qin.signs_in_again().await.appoints(&auditor, "auditor", jiefangbei).await.expect(201);
    let before = app.everything();

    for (person, status) in [(&tang, 404), (&wang, 404), (&auditor, 403)] {
        person.proposes_end(&stay, &at(22, 11, 0)).await.expect(status);
        person.steps_on_stay(&stay, "confirm-end").await.expect(status);
    }

    tang.steps_on_stay(SOME_ID, "confirm-end").await.expect(404);
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn where_no_end_is_wanted_none_is_proposed_or_confirmed(world: World) {
    let (stay, lin) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    let shift = zhou.stay(&stay).await["shift"].as_str().unwrap().to_owned();
    let absent = zhou.marks(&shift, world.wang.id, "absent", &at(22, 9, 0)).await;
    let before = world.app.everything();

    for stay in [&stay, absent["id"].as_str().unwrap()] {
        let proposed = zhou.proposes_end(stay, &at(22, 10, 0)).await.expect(409);
        let confirmed = zhou.steps_on_stay(stay, "confirm-end").await.expect(409);
        assert_eq!([proposed.code(), confirmed.code()], ["state_conflict"; 2]);
    }

    lin.proposes_end(&stay, &at(22, 10, 0)).await.expect(409);
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn who_checks_out_after_all_left_then_and_not_when_it_was_proposed(world: World) {
    let (stay, lin) = world.lin_forgets().await;
    let zhou = world.zhou.signs_in_again().await;
    zhou.steps_on_stay(&stay, "confirm-end").await.expect(200);

    let own = lin.checks_out(&stay).await.expect(200).json();

    assert_eq!(own["ended_at"], "2026-11-22T04:00:00.000Z", "his own word stands over a leader's");
    lin.steps_on_stay(&stay, "confirm-end").await.expect(409);
}

#[test_on_both]
async fn a_confirmation_that_is_repeated_is_given_again(world: World) {
    let (stay, lin) = world.lin_forgets().await;
    let ask = |step: &str| {
        let path = format!("/v1/attendances/{stay}/{step}");
        lin.send(TestRequest::post().uri(&path).insert_header(("Idempotency-Key", SOME_ID)))
    };
    let confirmed = ask("confirm-end").await.expect(200).json();
    let before = world.app.everything();

    let again = ask("confirm-end").await.expect(200).json();
    let path = format!("/v1/attendances/{stay}/propose-end");
    let keyed = TestRequest::post().uri(&path).insert_header(("Idempotency-Key", SOME_ID));
    let other = lin.send(keyed.set_json(json!({ "at": at(22, 10, 0) }))).await;

    assert_eq!(again, confirmed);
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn of_three_who_confirm_at_once_one_ends_the_stay(world: World) {
    let (stay, lin) = world.lin_forgets().await;
    let (zhou, he) = (world.zhou.signs_in_again().await, world.he.signs_in_again().await);

    let gate = world.app.writers_meet_at("people", 3);
    let people = [&lin, &zhou, &he];
    let at_once = join_all(people.map(|person| person.steps_on_stay(&stay, "confirm-end")));
    let (answers, ()) = join(at_once, gate).await;

    let views: Vec<Value> = answers.into_iter().map(|answer| answer.expect(200).json()).collect();
    assert!(views.iter().all(|view| view == &views[0]));
    assert_eq!(views[0]["version"], 3);
}
