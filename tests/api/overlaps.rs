//! Who was in two shifts at once.

use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{people::TestPerson, presence::at, roster::id_of, world::World};

const SOME_ID: &str = "01930000-0000-7000-8000-000000006712";

/// Two stays of 林小满 that overlap from ten to eleven, and him at noon.
struct Both {
    /// From nine to eleven in 解放碑, where he is a member.
    home: String,
    /// From ten to noon in 朝天门.
    away: String,
    lin: TestPerson,
}

async fn in_both(world: &World) -> Both {
    let away = world.shift_of_chaotianmen((10, 12)).await;
    let home = world.lin_comes().await;
    let lin = world.lin.hours_later(1).await;
    let away = id_of(&lin.checks_in(&away).await.expect(201));
    let lin = lin.hours_later(1).await;
    lin.checks_out(&home).await.expect(200);
    let lin = lin.hours_later(1).await;
    lin.checks_out(&away).await.expect(200);
    Both { home, away, lin }
}

/// The pending minutes of both units.
fn pending(world: &World) -> [String; 2] {
    [&world.jiefangbei, &world.chaotianmen].map(|unit| world.app.figures_of(unit))
}

#[test_on_both]
async fn who_was_in_two_shifts_at_once_is_told_and_nothing_of_it_is_confirmed(world: World) {
    let Both { home, away, lin } = in_both(&world).await;
    let (zhou, tang) = (world.zhou.signs_in_again().await, world.tang.signs_in_again().await);

    let of_home = zhou.decides(&home, "confirm").await;
    let of_away = tang.decides(&away, "confirm").await;

    assert_eq!(of_home.expect(409).code(), "stays_overlap");
    assert_eq!(of_away.expect(409).code(), "stays_overlap");
    for document in lin.documents("attendances") {
        assert_eq!(document["overlaps"], true);
    }
    assert_eq!(lin.told_of_stays().await, "stays_overlap");
}

#[test_on_both]
async fn who_leads_both_units_decides_where_the_time_counts(world: World) {
    let Both { home, away, .. } = in_both(&world).await;
    let he = world.he.signs_in_again().await;
    let before = pending(&world);

    let settled = he.settles(&home, &away).await;

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
          "verdict_out": "no_fence",
          "version": 4,
          "void_asked_by": null
        }"#]]
    .assert_eq(&settled.shown());
    assert_eq!(before, ["120 pending", "120 pending"]);
    assert_eq!(pending(&world), ["60 pending", "120 pending"]);
    assert_eq!(he.stay(&away).await["overlaps"], false);
    let before = world.app.everything();
    let again = he.settles(&home, &away).await.expect(200).json();
    assert_eq!(again, settled.json());
    he.settles(&away, &away).await.expect(200);
    assert_eq!(he.settles(&home, &home).await.expect(409).code(), "state_conflict");
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn nobody_decides_that_for_himself_or_for_a_unit_that_he_does_not_lead(world: World) {
    let Both { home, away, lin } = in_both(&world).await;
    let (zhou, tang) = (world.zhou.signs_in_again().await, world.tang.signs_in_again().await);
    let wang = world.wang.signs_in_again().await;
    world.qin.signs_in_again().await.appoints(&lin, "leader", &world.jiefangbei).await.expect(201);
    let before = world.app.everything();

    for (person, stay, status, code) in [
        (&zhou, &home, 403, "forbidden"),
        (&zhou, &away, 404, "not_found"),
        (&tang, &away, 403, "forbidden"),
        (&wang, &home, 404, "not_found"),
        (&lin, &home, 403, "own_record"),
    ] {
        for keeps in [&home, &away] {
            assert_eq!(person.settles(stay, keeps).await.expect(status).code(), code);
        }
    }

    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn only_stays_at_the_same_time_can_keep_it(world: World) {
    let night = world.shift_of_chaotianmen((20, 22)).await;
    let Both { home, lin, .. } = in_both(&world).await;
    let he = world.he.signs_in_again().await;
    let evening = he.marks(&night, lin.id, "absent", &at(22, 11, 0)).await;

    let unknown = he.settles(&home, SOME_ID).await;
    let another = he.settles(&home, evening["id"].as_str().unwrap()).await;

    expect!["/keeps unknown_value;"].assert_eq(&unknown.expect(422).faults());
    expect!["/keeps unknown_value;"].assert_eq(&another.expect(422).faults());
}

#[test_on_both]
async fn a_record_that_counts_waits_until_an_overlap_is_settled(world: World) {
    let World { app, jiefangbei, chaotianmen, .. } = &world;
    let other = world.shift_of_chaotianmen((10, 12)).await;
    let (record, lin, _) = world.lin_has_hours().await;
    let he = world.he.hours_later(1).await;

    let marked = he.marks(&other, lin.id, "present", &at(22, 12, 0)).await;
    let lin = lin.signs_in_again().await;
    let waits = (lin.record(&record).await["state"].clone(), app.figures_of(jiefangbei));
    he.settles(&record, marked["id"].as_str().unwrap()).await.expect(200);

    assert_eq!(waits, (json!("needs_review"), "120 pending, 1 sessions".to_owned()));
    let left = "60 final, 60 credited, 1 records, 1 sessions";
    assert_eq!(app.figures_of(jiefangbei), left);
    assert_eq!(app.figures_of(chaotianmen), "120 pending");
    assert_eq!(app.ledger_of(&record), "120 -120 60");
    assert_eq!(lin.told_of_hours().await, "hours_corrected");
    assert_eq!(lin.record(&record).await["given_minutes"], 60);
}

#[test_on_both]
async fn a_record_that_keeps_its_time_counts_as_it_did(world: World) {
    let World { app, jiefangbei, chaotianmen, .. } = &world;
    let other = world.shift_of_chaotianmen((10, 12)).await;
    let (record, lin, _) = world.lin_has_hours().await;
    let counted = app.figures_of(jiefangbei);
    let he = world.he.hours_later(1).await;
    let marked = he.marks(&other, lin.id, "present", &at(22, 12, 0)).await;

    he.settles(&record, &record).await.expect(200);

    assert_eq!(app.figures_of(jiefangbei), counted);
    assert_eq!(app.figures_of(chaotianmen), "60 pending");
    assert_eq!(app.ledger_of(&record), "120");
    let lin = lin.signs_in_again().await;
    assert_eq!(lin.told_of_hours().await, "");
    assert_eq!(he.stay(marked["id"].as_str().unwrap()).await["overlaps"], false);
}

#[test_on_both]
async fn a_record_that_gives_all_its_time_up_is_void(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let other = world.shift_of_chaotianmen((9, 12)).await;
    let (record, lin, _) = world.lin_has_hours().await;
    let he = world.he.hours_later(1).await;
    let marked = he.marks(&other, lin.id, "present", &at(22, 12, 0)).await;

    he.settles(&record, marked["id"].as_str().unwrap()).await.expect(200);

    assert_eq!(app.figures_of(jiefangbei), "");
    assert_eq!(app.ledger_of(&record), "120 -120");
    assert_eq!(lin.signs_in_again().await.record(&record).await["state"], "voided");
}

#[test_on_both]
async fn without_the_one_stay_the_other_overlaps_no_more(world: World) {
    let Both { home, away, .. } = in_both(&world).await;
    let (zhou, he) = (world.zhou.signs_in_again().await, world.he.signs_in_again().await);

    zhou.voids(&home).await.expect(200);
    he.steps_on_stay(&home, "confirm-void").await.expect(200);

    assert_eq!(he.stay(&away).await["overlaps"], false);
    assert_eq!(pending(&world), ["", "120 pending"]);
}

#[test_on_both]
async fn why_it_was_settled_so_stands_in_no_document(world: World) {
    let Both { home, away, lin } = in_both(&world).await;
    let he = world.he.signs_in_again().await;
    let blank = json!({ "keeps": away, "reason": " " });

    let path = format!("/v1/attendances/{home}/settle-overlap");
    let faults = he.post(&path, blank).await.expect(422).faults();
    he.settles(&home, &away).await.expect(200);

    expect!["/reason blank;"].assert_eq(&faults);
    let told: Vec<Value> = lin.documents("attendances");
    assert!(!format!("{told:?}").contains("另一班次"));
    assert!(world.app.everything().contains("另一班次"), "the act says why");
}
