//! Hours that a volunteer contests.

use serde_json::json;
use test_macros::test_on_both;

use crate::support::world::World;

const COUNTS: &str = "120 final, 120 credited, 1 records, 1 sessions";

#[test_on_both]
async fn hours_that_are_contested_count_for_nothing_until_it_is_answered(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, lin, _) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;

    let disputed = lin.objects(&record, "disputes").await.expect(200).json();
    let contested = app.figures_of(jiefangbei);
    let upheld = he.objects(&record, "uphold").await.expect(200).json();

    assert_eq!((&disputed["state"], &upheld["state"]), (&json!("disputed"), &json!("approved")));
    assert_eq!(disputed["disputed_at"], json!("2026-11-22T03:00:00.000Z"));
    assert_eq!((&upheld["disputed_at"], &upheld["decided_by"]), (&json!(null), &json!(he.id)));
    assert_eq!((contested.as_str(), app.figures_of(jiefangbei).as_str()), ("120 disputed", COUNTS));
    assert_eq!(app.ledger_of(&record), "120");
    assert_eq!(lin.told_of_hours().await, "hours_upheld");
}

#[test_on_both]
async fn a_correction_answers_a_dispute(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, lin, zhou) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;
    lin.objects(&record, "disputes").await.expect(200);

    let by_recorder = zhou.corrects(&record, 150).await;
    let corrected = he.corrects(&record, 150).await.expect(200).json();

    assert_eq!(by_recorder.expect(403).code(), "second_person_needed");
    assert_eq!(
        (&corrected["state"], &corrected["disputed_at"]),
        (&json!("in_review"), &json!(null))
    );
    assert_eq!(app.figures_of(jiefangbei), "150 pending");
    assert_eq!(app.ledger_of(&record), "120 -120 150");
}

#[test_on_both]
async fn who_recorded_the_hours_does_not_answer_the_dispute(world: World) {
    let (record, lin, zhou) = world.lin_has_hours().await;
    lin.objects(&record, "disputes").await.expect(200);
    let before = world.app.everything();

    let recorder = zhou.objects(&record, "uphold").await;
    let himself = lin.objects(&record, "uphold").await;

    assert_eq!(recorder.expect(403).code(), "second_person_needed");
    assert_eq!(himself.expect(403).code(), "own_record");
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn what_was_rejected_may_be_contested_and_is_rejected_again(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, _, he) = world.wang_is_in_review("paper").await;
    he.objects(&record, "reject").await.expect(200);
    let [wang, qin] = [world.wang.signs_in_again().await, world.qin.signs_in_again().await];

    wang.objects(&record, "disputes").await.expect(200);
    let contested = app.figures_of(jiefangbei);
    let by_who_rejected = he.objects(&record, "uphold").await;
    let upheld = qin.objects(&record, "uphold").await.expect(200).json();

    assert_eq!(by_who_rejected.expect(403).code(), "second_person_needed");
    assert_eq!((contested.as_str(), &upheld["state"]), ("120 disputed", &json!("rejected")));
    assert_eq!(app.figures_of(jiefangbei), "");
    assert_eq!(app.ledger_of(&record), "120 -120 120 -120");
    assert_eq!(wang.told_of_hours().await, "hours_rejected hours_upheld");
}

#[test_on_both]
async fn what_was_rejected_counts_again_only_when_a_second_person_approves_it(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, zhou, he) = world.wang_is_in_review("paper").await;
    he.objects(&record, "reject").await.expect(200);
    let [wang, qin] = [world.wang.signs_in_again().await, world.qin.signs_in_again().await];
    wang.objects(&record, "disputes").await.expect(200);

    let contested = qin.decides(&record, "approve").await;
    let corrected = qin.corrects(&record, 90).await.expect(200).json();
    let alone = [zhou.decides(&record, "approve").await, qin.decides(&record, "approve").await];
    let pending = app.figures_of(jiefangbei);
    he.decides(&record, "approve").await.expect(200);

    assert_eq!(contested.expect(409).code(), "state_conflict");
    assert_eq!(corrected["state"], json!("in_review"));
    for refused in alone {
        assert_eq!(refused.expect(403).code(), "second_person_needed");
    }
    let counts = "90 final, 90 credited, 1 records, 1 sessions".to_owned();
    assert_eq!([pending, app.figures_of(jiefangbei)], ["90 pending".to_owned(), counts]);
}

#[test_on_both]
async fn only_who_served_contests_his_hours(world: World) {
    let (record, _, zhou) = world.lin_has_hours().await;
    let before = world.app.everything();

    let refused = zhou.objects(&record, "disputes").await;

    assert_eq!(refused.expect(403).code(), "forbidden");
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn what_nobody_has_decided_is_not_contested_yet(world: World) {
    let (record, _, _) = world.wang_is_in_review("paper").await;
    let wang = world.wang.signs_in_again().await;

    let refused = wang.objects(&record, "disputes").await.expect(409).json();

    let (code, state) = (&refused["code"], &refused["params"]["state"]);
    assert_eq!((code, state), (&json!("state_conflict"), &json!("in_review")));
}

#[test_on_both]
async fn who_contests_or_upholds_again_changes_nothing(world: World) {
    let World { app, .. } = &world;
    let (record, lin, _) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;

    let disputed = lin.objects(&record, "disputes").await.expect(200).json();
    let before = app.everything();
    let again = lin.objects(&record, "disputes").await.expect(200).json();
    assert_eq!((again, app.everything()), (disputed, before));

    let upheld = he.objects(&record, "uphold").await.expect(200).json();
    let before = app.everything();
    let again = he.objects(&record, "uphold").await.expect(200).json();
    assert_eq!((again, app.everything()), (upheld, before));
}

#[test_on_both]
async fn a_session_begins_with_the_first_approved_record_and_goes_with_the_last(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (lins, lin, zhou) = world.lin_has_hours().await;
    let shift = zhou.documents("desk_attendances")[0]["shift"].as_str().unwrap().to_owned();
    let when = crate::support::presence::at(22, 11, 0);
    let mark = zhou.marks_from(&shift, "paper", world.wang.id, "present", &when).await;
    let wangs = mark["id"].as_str().unwrap();
    let [he, wang] = [world.he.signs_in_again().await, world.wang.signs_in_again().await];
    zhou.decides(wangs, "confirm").await.expect(200);
    he.decides(wangs, "approve").await.expect(200);

    let both = app.figures_of(jiefangbei);
    lin.objects(&lins, "disputes").await.expect(200);
    let one = app.figures_of(jiefangbei);
    wang.objects(wangs, "disputes").await.expect(200);

    assert_eq!(both, "240 final, 240 credited, 2 records, 1 sessions");
    assert_eq!(one, "120 final, 120 disputed, 120 credited, 1 records, 1 sessions");
    assert_eq!(app.figures_of(jiefangbei), "240 disputed");
}
