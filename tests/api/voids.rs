//! Attendances that were wrong.

use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{people::TestPerson, presence::at, world::World};

/// 周正 and 何川, who lead the unit, signed in anew.
async fn leaders(world: &World) -> (TestPerson, TestPerson) {
    (world.zhou.signs_in_again().await, world.he.signs_in_again().await)
}

#[test_on_both]
async fn a_stay_is_void_when_two_leaders_say_so(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (stay, lin) = world.lin_serves().await;
    let (zhou, he) = leaders(&world).await;

    let asked = zhou.voids(&stay).await.expect(200).json();
    let alone = zhou.steps_on_stay(&stay, "confirm-void").await;
    let figures = app.figures_of(jiefangbei);
    let void = he.steps_on_stay(&stay, "confirm-void").await.expect(200).json();

    assert_eq!((&asked["state"], &asked["void_asked_by"]), (&json!("complete"), &json!(zhou.id)));
    assert_eq!(alone.expect(403).code(), "second_person_needed");
    assert_eq!((figures.as_str(), app.figures_of(jiefangbei).as_str()), ("120 pending", ""));
    assert_eq!((&void["state"], &void["void_asked_by"]), (&json!("void"), &Value::Null));
    assert_eq!(lin.told_of_stays().await, "stay_voided");
    assert_eq!(lin.documents("attendances")[0]["state"], "void");
}

#[test_on_both]
async fn why_a_stay_is_void_stands_in_no_document(world: World) {
    let (stay, lin) = world.lin_serves().await;
    let (zhou, he) = leaders(&world).await;

    zhou.voids(&stay).await.expect(200);
    he.steps_on_stay(&stay, "confirm-void").await.expect(200);

    let told = [lin.documents("attendances"), zhou.documents("desk_attendances")].concat();
    assert!(!format!("{told:?}").contains("认错了人"));
    assert!(world.app.everything().contains("认错了人"), "the act says why");
}

#[test_on_both]
async fn voiding_again_changes_nothing(world: World) {
    let (stay, _) = world.lin_serves().await;
    let (zhou, he) = leaders(&world).await;
    let asked = zhou.voids(&stay).await.expect(200).json();
    let before = world.app.everything();

    let again = zhou.voids(&stay).await.expect(200).json();
    let by_another = he.voids(&stay).await.expect(200).json();

    assert_eq!([&again, &by_another], [&asked, &asked]);
    assert_eq!(world.app.everything(), before);
    let void = he.steps_on_stay(&stay, "confirm-void").await.expect(200).json();
    let before = world.app.everything();
    let once_more = zhou.steps_on_stay(&stay, "confirm-void").await.expect(200).json();
    assert_eq!((&once_more, &zhou.voids(&stay).await.expect(200).json()), (&void, &void));
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn nobody_voids_his_own_stay_or_that_of_another_unit(world: World) {
    let World { app, qin, tang, wang, jiefangbei, .. } = &world;
    let (stay, lin) = world.lin_serves().await;
    let (tang, wang) = (tang.signs_in_again().await, wang.signs_in_again().await);
    let qin = qin.signs_in_again().await;
    qin.appoints(&wang, "auditor", jiefangbei).await.expect(201);
    qin.appoints(&lin, "leader", jiefangbei).await.expect(201);
    let before = app.everything();

    for (person, status, code) in
        [(&lin, 403, "own_record"), (&tang, 404, "not_found"), (&wang, 403, "forbidden")]
    {
        assert_eq!(person.voids(&stay).await.expect(status).code(), code);
        assert_eq!(person.steps_on_stay(&stay, "confirm-void").await.expect(status).code(), code);
    }

    assert_eq!(app.everything(), before);
    let unasked = qin.steps_on_stay(&stay, "confirm-void").await;
    assert_eq!(unasked.expect(409).code(), "state_conflict");
}

#[test_on_both]
async fn of_a_record_that_counts_nothing_is_left_without_its_stay(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, lin, zhou) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;
    let counted = app.figures_of(jiefangbei);

    zhou.voids(&record).await.expect(200);
    he.steps_on_stay(&record, "confirm-void").await.expect(200);

    assert_eq!(counted, "120 final, 120 credited, 1 records, 1 sessions");
    assert_eq!(app.figures_of(jiefangbei), "");
    assert_eq!(app.ledger_of(&record), "120 -120");
    assert_eq!(lin.record(&record).await["state"], "voided");
    assert_eq!(lin.documents("service_records")[0]["state"], "voided");
}

#[test_on_both]
async fn who_was_there_after_all_is_captured_once_more(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, lin, zhou) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;
    let shift = lin.stay(&record).await["shift"].as_str().unwrap().to_owned();
    zhou.voids(&record).await.expect(200);
    he.steps_on_stay(&record, "confirm-void").await.expect(200);

    zhou.marks(&shift, lin.id, "present", &at(22, 11, 0)).await;

    assert_eq!(app.figures_of(jiefangbei), "120 pending");
    let confirmed = zhou.decides(&record, "confirm").await.expect(200).json();
    assert_eq!(confirmed["state"], "in_review");
    assert_eq!(app.figures_of(jiefangbei), "120 pending");
    assert_eq!(app.ledger_of(&record), "120 -120 120");
}

/// 王二 is marked to have come and gone twice, from nine to ten and from ten past ten to eleven.
/// Answers his record, which is that of the first stay.
async fn wang_comes_twice(world: &World) -> String {
    let shift = world.shift((22, 9, 11), 5).await;
    let zhou = world.zhou.hours_later(4).await;
    let first = zhou.marks(&shift, world.wang.id, "check_in", &at(22, 9, 0)).await;
    zhou.marks(&shift, world.wang.id, "check_out", &at(22, 10, 0)).await;
    zhou.marks(&shift, world.wang.id, "check_in", &at(22, 10, 10)).await;
    zhou.marks(&shift, world.wang.id, "check_out", &at(22, 11, 0)).await;
    first["id"].as_str().unwrap().to_owned()
}

#[test_on_both]
async fn a_record_keeps_the_stays_that_were_right(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let record = wang_comes_twice(&world).await;
    let (zhou, he) = leaders(&world).await;
    zhou.decides(&record, "confirm").await.expect(200);
    let confirmed = app.figures_of(jiefangbei);

    zhou.voids(&record).await.expect(200);
    he.steps_on_stay(&record, "confirm-void").await.expect(200);

    assert_eq!([confirmed, app.figures_of(jiefangbei)], ["110 pending", "50 pending"]);
    assert_eq!(app.ledger_of(&record), "110 -110 50");
    assert_eq!(zhou.record(&record).await["state"], "in_review");
}

#[test_on_both]
async fn minutes_that_stand_in_place_of_corrected_ones_are_looked_at_once_more(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let record = wang_comes_twice(&world).await;
    let (zhou, he) = leaders(&world).await;
    let qin = world.qin.signs_in_again().await;
    zhou.decides(&record, "confirm").await.expect(200);
    he.corrects(&record, 60).await.expect(200);
    qin.decides(&record, "approve").await.expect(200);
    let approved = app.figures_of(jiefangbei);

    zhou.voids(&record).await.expect(200);
    he.steps_on_stay(&record, "confirm-void").await.expect(200);

    assert_eq!(approved, "60 final, 60 credited, 1 records, 1 sessions");
    assert_eq!(app.figures_of(jiefangbei), "50 pending");
    assert_eq!(app.ledger_of(&record), "110 -110 60 -60 50");
    assert_eq!(zhou.record(&record).await["state"], "in_review");
}

#[test_on_both]
async fn who_was_void_can_come(world: World) {
    let World { app, zhou, wang, jiefangbei, .. } = &world;
    let shift = world.shift((22, 9, 11), 5).await;
    let zhou = zhou.hours_later(4).await;
    let he = world.he.signs_in_again().await;
    let absent = zhou.marks(&shift, wang.id, "absent", &at(22, 9, 0)).await;
    let absent = absent["id"].as_str().unwrap();
    zhou.voids(absent).await.expect(200);
    he.steps_on_stay(absent, "confirm-void").await.expect(200);

    let present = zhou.marks(&shift, wang.id, "present", &at(22, 9, 0)).await;

    assert_eq!(zhou.stay(present["id"].as_str().unwrap()).await["state"], "complete");
    assert_eq!(zhou.stay(absent).await["state"], "void");
    assert_eq!(app.figures_of(jiefangbei), "120 pending");
}
