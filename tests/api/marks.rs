//! What leaders enter for others.

use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{people::TestPerson, presence::at, roster::id_of, world::World};

const SOME_ID: &str = "01930000-0000-7000-8000-000000005162";

/// A mark of somebody at nine on the 22nd.
fn marked(id: impl ToString, person: impl ToString, kind: &str) -> Value {
    let (id, person) = (id.to_string(), person.to_string());
    json!({ "id": id, "person_id": person, "kind": kind, "at": at(22, 9, 0), "source": "roster" })
}

/// The only stay of somebody, as his phone has it: when he came and left, and how it is proven.
fn stay(person: &TestPerson) -> String {
    let document = person.documents("attendances").pop().unwrap();
    let say = |name: &str| document[name].as_str().unwrap_or("null").to_owned();
    let wall = |name: &str| say(name).get(11..16).unwrap_or_default().to_owned();
    format!("{} {}–{} {}", say("state"), wall("started_at"), wall("ended_at"), say("proof_class"))
}

#[test_on_both]
async fn a_leader_marks_who_came_and_who_did_not(world: World) {
    let World { zhou, lin, wang, .. } = &world;
    let shift = world.shift((22, 9, 11), 5).await;
    let zhou = zhou.hours_later(3).await;
    let marks = [
        marked(zhou.app.new_id(), lin.id, "check_in"),
        json!({
            "id": SOME_ID, "person_id": lin.id, "kind": "check_out", "at": at(22, 10, 30),
            "source": "roster",
        }),
        marked(zhou.app.new_id(), wang.id, "absent"),
        marked(zhou.app.new_id(), SOME_ID, "check_in"),
    ];

    let answer = zhou.marks_all(&shift, &marks).await;

    let mut shown = answer.json();
    shown["results"][3]["problem"] = shown["results"][3]["problem"]["code"].clone();
    let results = shown["results"].as_array().unwrap();
    let done: Vec<_> = results.iter().map(|result| result["done"] == true).collect();
    assert_eq!((answer.status, done), (200, vec![true, true, true, false]));
    assert_eq!(results[0]["attendance"], results[1]["attendance"]);
    assert_eq!(results[3]["problem"], "not_found");
    assert_eq!(stay(lin), "complete 01:00–02:30 leader_roster");
    assert_eq!(stay(wang), "absent – self_declared");
}

#[test_on_both]
async fn marks_that_are_repeated_are_answered_again_and_done_once(world: World) {
    let World { app, zhou, lin, wang, .. } = &world;
    let shift = world.shift((22, 7, 11), 5).await;
    let zhou = zhou.hours_later(3).await;
    let marks = [marked(SOME_ID, lin.id, "present"), marked(SOME_ID, wang.id, "present")];

    let first = zhou.marks_all(&shift, &marks).await.expect(200).json();
    let before = app.everything();
    let again = zhou.marks_all(&shift, &marks).await.expect(200).json();

    assert_eq!(first["results"][0], again["results"][0]);
    assert_eq!(first["results"][0]["done"], true);
    for answer in [first, again] {
        assert_eq!(answer["results"][1]["problem"]["code"], "id_conflict");
    }
    assert_eq!(app.everything(), before);
    assert_eq!(stay(lin), "complete 23:00–03:00 leader_roster");
}

#[test_on_both]
async fn presence_wins_over_absence(world: World) {
    let World { zhou, lin, wang, .. } = &world;
    let shift = world.shift((22, 8, 10), 5).await;

    let excused = zhou.marks(&shift, lin.id, "excused", &at(22, 8, 0)).await;
    let came = lin.checks_in(&shift).await.expect(201);
    wang.checks_in(&shift).await.expect(201);
    let refused = zhou.marks(&shift, wang.id, "absent", &at(22, 8, 0)).await;

    assert_eq!(excused["attendance"], json!(id_of(&came)));
    assert_eq!(refused["problem"]["code"], "state_conflict");
    assert_eq!(refused["problem"]["params"]["state"], "present");
}

#[test_on_both]
async fn what_is_captured_after_confirming_is_seen_at_the_record_and_moves_nothing(world: World) {
    let (record, lin, zhou) = world.lin_has_hours().await;
    let shift = zhou.record(&record).await["shift"].as_str().unwrap().to_owned();
    let before = world.app.figures_of(&world.jiefangbei);

    let came = lin.checks_in(&shift).await.expect(201).json();
    let mark = zhou.marks(&shift, lin.id, "check_out", &at(22, 10, 30)).await;

    let flags = json!(["after_confirmation"]);
    let seen = zhou.record(&record).await;
    assert_eq!((&came["id"], &mark["attendance"]), (&json!(record), &json!(record)));
    assert_eq!((&came["ended_at"], &came["flags"]), (&json!("2026-11-22T03:00:00.000Z"), &flags));
    assert_eq!((&seen["state"], &seen["flags"]), (&json!("approved"), &flags));
    assert_eq!((&seen["given_minutes"], &seen["version"]), (&json!(120), &json!(2)));
    for document in [lin.documents("service_records"), zhou.documents("desk_service_records")] {
        assert_eq!(document[0]["flags"], flags);
    }
    assert_eq!(world.app.figures_of(&world.jiefangbei), before);
    assert_eq!(world.app.ledger_of(&record), "120");
}

#[test_on_both]
async fn who_never_came_does_not_leave(world: World) {
    let World { zhou, lin, .. } = &world;
    let shift = world.shift((22, 7, 10), 5).await;

    let left = zhou.marks(&shift, lin.id, "check_out", &at(22, 8, 0)).await;

    assert_eq!(left["problem"]["code"], "state_conflict");
    assert!(lin.documents("attendances").is_empty());
}

#[test_on_both]
async fn a_roster_that_is_entered_days_later_was_not_held_there(world: World) {
    let World { zhou, lin, wang, .. } = &world;
    let shift = world.shift((22, 9, 11), 5).await;
    let zhou = zhou.hours_later(28).await;

    zhou.marks(&shift, lin.id, "present", &at(22, 9, 0)).await;
    zhou.marks_from(&shift, "paper", wang.id, "present", &at(22, 9, 0)).await;
    zhou.marks(&shift, zhou.id, "check_in", &at(22, 9, 0)).await;

    assert_eq!(stay(lin), "complete 01:00–03:00 backfill");
    assert_eq!(stay(wang), "complete 01:00–03:00 paper_sheet");
    assert_eq!(stay(&zhou), "present 01:00– self_declared");
}

#[test_on_both]
async fn only_who_leads_marks_and_only_whom_he_sees(world: World) {
    let World { zhou, lin, tang, mei, .. } = &world;
    let shift = world.shift((22, 7, 10), 5).await;
    let mut mark = [marked(SOME_ID, mei.id, "check_in")];
    mark[0]["at"] = json!(at(22, 8, 0));
    let early = [marked(SOME_ID, lin.id, "check_in")];

    lin.marks_all(&shift, &mark).await.expect(403);
    tang.marks_all(&shift, &mark).await.expect(404);
    let faults = zhou.marks_all(&shift, &early).await.expect(422).faults();
    let none = zhou.marks_all(&shift, &[]).await.expect(422).faults();

    assert_eq!((&*faults, &*none), ("/marks/0/at in_future;", "/marks missing;"));
    let unseen = zhou.marks(&shift, mei.id, "check_in", &at(22, 8, 0)).await;
    assert_eq!(unseen["problem"]["code"], "not_found");
}

#[test_on_both]
async fn nobody_marks_what_is_not_a_leaders_to_say(world: World) {
    let World { zhou, lin, .. } = &world;
    let shift = world.shift((22, 7, 10), 5).await;

    for (field, word) in [("kind", "end_proposed"), ("source", "own"), ("source", "system")] {
        let mut mark = marked(SOME_ID, lin.id, "check_in");
        mark[field] = json!(word);
        let refused = zhou.marks_all(&shift, &[mark]).await;

        let expected = format!("/marks/0/{field} unknown_value;");
        assert_eq!(refused.expect(422).faults(), expected);
    }
}

#[test_on_both]
async fn no_minor_is_marked_at_what_is_dangerous(world: World) {
    let World { he, zhou, jiefangbei, .. } = &world;
    let policy = json!({
        "insurer": "某某财产保险", "policy_no": "PZ-2026-001",
        "valid_from": "2026-11-22", "valid_to": "2026-12-31",
    });
    let path = format!("/v1/units/{jiefangbei}/insurance-policies");
    he.post(&path, policy).await.expect(201);
    let shift = world.shift_of(json!({ "danger": true }), (22, 7, 10), 5).await;
    let body = json!({
        "unit": jiefangbei, "name": "冉㛃", "birth_date": "2010-06-01",
        "consents": [{ "purpose": "participation", "form": "paper", "given_by": "guardian" }],
    });
    let minor = id_of(&zhou.post("/v1/people", body).await.expect(201));

    let refused = zhou.marks(&shift, minor, "check_in", &at(22, 8, 0)).await;

    assert_eq!(refused["problem"]["code"], "minor_on_danger");
}

#[test_on_both]
async fn who_has_a_place_or_was_there_is_marked_wherever_he_belongs(world: World) {
    let World { zhou, mei, tang, .. } = &world;
    let shift = world.shift_of(json!({ "audience": "public" }), (22, 9, 11), 5).await;
    mei.signs_up(&shift).await.expect(201);
    tang.checks_in(&shift).await.expect(201);

    for guest in [mei, tang] {
        let marked = zhou.marks(&shift, guest.id, "check_in", &at(22, 8, 0)).await;
        assert_eq!(marked["done"], true, "{marked}");
    }
}
