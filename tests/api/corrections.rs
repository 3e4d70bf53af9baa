//! Other minutes than were captured.

use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{app::Answer, people::TestPerson, world::World};

const SOME_ID: &str = "01930000-0000-7000-8000-000000006730";

#[test_on_both]
async fn a_correction_reverses_what_was_given_and_is_looked_at_by_a_second_person(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, lin, zhou) = world.lin_has_hours().await;

    let corrected = zhou.corrects(&record, 90).await.expect(200).json();

    let of = |field: &str| corrected[field].clone();
    assert_eq!([of("state"), of("proof_class")], [json!("in_review"), json!("self_onsite")]);
    assert_eq!([of("given_minutes"), of("corrected_by")], [json!(90), json!(zhou.id)]);
    assert_eq!(app.ledger_of(&record), "120 -120 90");
    assert_eq!(app.figures_of(jiefangbei), "90 pending");
    assert_eq!(lin.told_of_hours().await, "hours_corrected");
    assert!(!format!("{:?}", lin.documents("service_records")).contains("漏记半小时"));
}

#[test_on_both]
async fn more_than_was_captured_was_entered_afterwards_and_is_for_the_district(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, _, zhou) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;

    let corrected = zhou.corrects(&record, 150).await.expect(200).json();
    let refused = zhou.decides(&record, "approve").await;
    he.decides(&record, "approve").await.expect(200);

    assert_eq!(corrected["proof_class"], json!("backfill"));
    assert_eq!(refused.expect(403).code(), "superior_needed");
    let counts = "150 final, 150 credited, 1 records, 1 sessions";
    assert_eq!(app.figures_of(jiefangbei), counts);
}

#[test_on_both]
async fn who_corrects_what_others_confirmed_does_not_approve_it(world: World) {
    let (record, _, zhou) = world.lin_has_hours().await;
    let [he, qin] = [world.he.signs_in_again().await, world.qin.signs_in_again().await];
    he.corrects(&record, 90).await.expect(200);

    let refused = [he.decides(&record, "approve").await, zhou.decides(&record, "approve").await];

    for refused in refused {
        assert_eq!(refused.expect(403).code(), "second_person_needed");
    }
    qin.decides(&record, "approve").await.expect(200);
}

#[test_on_both]
async fn the_same_minutes_change_nothing(world: World) {
    let (record, _, zhou) = world.lin_has_hours().await;
    let before = world.app.everything();

    let same = zhou.corrects(&record, 120).await.expect(200).json();

    assert_eq!((&same["state"], &same["version"]), (&json!("approved"), &json!(1)));
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn nobody_is_given_more_than_the_shift_or_less_than_nothing(world: World) {
    let (record, _, zhou) = world.lin_has_hours().await;
    let before = world.app.everything();

    let more = zhou.corrects(&record, 166).await;
    let less = zhou.corrects(&record, -1).await;
    let path = format!("/v1/service-records/{record}/corrections");
    let blank = zhou.post(&path, json!({ "given_minutes": 60, "reason": " " })).await;

    assert_eq!(more.expect(422).faults(), "/given_minutes out_of_range;");
    assert_eq!(less.expect(422).faults(), "/given_minutes out_of_range;");
    assert_eq!(blank.expect(422).faults(), "/reason blank;");
    assert_eq!(world.app.everything(), before);
    zhou.corrects(&record, 165).await.expect(200);
}

#[test_on_both]
async fn nobody_corrects_his_own_hours(world: World) {
    let (record, lin, _) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;
    he.appoints(&lin, "leader", &world.jiefangbei).await.expect(201);

    let refused = lin.corrects(&record, 150).await;

    assert_eq!(refused.expect(403).code(), "own_record");
}

#[test_on_both]
async fn what_was_rejected_is_not_corrected(world: World) {
    let (record, zhou, he) = world.wang_is_in_review("paper").await;
    he.objects(&record, "reject").await.expect(200);

    let refused = zhou.corrects(&record, 90).await.expect(409).json();

    let (code, state) = (&refused["code"], &refused["params"]["state"]);
    assert_eq!((code, state), (&json!("state_conflict"), &json!("rejected")));
}

async fn corrects_under_an_id(zhou: &TestPerson, record: &str, minutes: i64) -> Answer {
    let body: Value = json!({ "id": SOME_ID, "given_minutes": minutes, "reason": "早退" });
    zhou.post(&format!("/v1/service-records/{record}/corrections"), body).await
}

#[test_on_both]
async fn a_correction_that_is_repeated_is_done_once(world: World) {
    let (record, _, zhou) = world.lin_has_hours().await;
    corrects_under_an_id(&zhou, &record, 90).await.expect(200);
    zhou.corrects(&record, 60).await.expect(200);
    let before = world.app.everything();

    let again = corrects_under_an_id(&zhou, &record, 90).await.expect(200).json();
    let other = corrects_under_an_id(&zhou, &record, 80).await;

    assert_eq!(again["given_minutes"], json!(60));
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(world.app.everything(), before);
    assert_eq!(world.app.ledger_of(&record), "120 -120 90 -90 60");
}
