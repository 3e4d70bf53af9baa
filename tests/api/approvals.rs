//! What a second person decides about hours.

use actix_web::test::TestRequest;
use serde_json::json;
use test_macros::test_on_both;

use crate::support::world::World;

const SOME_ID: &str = "01930000-0000-7000-8000-000000006720";

#[test_on_both]
async fn what_a_second_person_approves_counts_and_stays_so(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, _, he) = world.wang_is_in_review("paper").await;
    let pending = app.figures_of(jiefangbei);

    let approved = he.decides(&record, "approve").await.expect(200).json();
    let before = app.everything();
    let again = he.decides(&record, "approve").await.expect(200).json();

    assert_eq!((&approved["state"], &approved["version"]), (&json!("approved"), &json!(2)));
    assert_eq!(approved["decided_by"], json!(he.id));
    assert_eq!((again, app.everything()), (approved, before));
    assert_eq!(pending, "120 pending");
    let counts = "120 final, 120 credited, 1 records, 1 sessions";
    assert_eq!(
        (app.figures_of(jiefangbei).as_str(), app.ledger_of(&record).as_str()),
        (counts, "120")
    );
}

#[test_on_both]
async fn who_entered_and_confirmed_it_does_not_decide_about_it(world: World) {
    let (record, zhou, _) = world.wang_is_in_review("paper").await;
    let before = world.app.everything();

    let approved = zhou.decides(&record, "approve").await;
    let rejected = zhou.objects(&record, "reject").await;

    assert_eq!(approved.expect(403).code(), "second_person_needed");
    assert_eq!(rejected.expect(403).code(), "second_person_needed");
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn what_was_entered_afterwards_is_for_the_district(world: World) {
    let (record, _, he) = world.wang_is_in_review("backfill").await;
    he.appoints(&world.lin, "leader", &world.jiefangbei).await.expect(201);
    let lin = world.lin.signs_in_again().await;

    let refused = lin.decides(&record, "approve").await;
    let approved = he.decides(&record, "approve").await.expect(200).json();

    assert_eq!(refused.expect(403).code(), "superior_needed");
    assert_eq!(approved["proof_class"], json!("backfill"));
}

#[test_on_both]
async fn another_leader_of_the_unit_is_a_second_person(world: World) {
    let (record, _, he) = world.wang_is_in_review("paper").await;
    he.appoints(&world.lin, "leader", &world.jiefangbei).await.expect(201);
    let lin = world.lin.signs_in_again().await;

    let approved = lin.decides(&record, "approve").await.expect(200).json();

    assert_eq!(approved["state"], json!("approved"));
}

#[test_on_both]
async fn what_is_rejected_counts_for_nothing_and_the_person_is_told(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, zhou, he) = world.wang_is_in_review("paper").await;

    let rejected = he.objects(&record, "reject").await.expect(200).json();
    let before = app.everything();
    let again = he.objects(&record, "reject").await.expect(200).json();

    assert_eq!(rejected["state"], json!("rejected"));
    assert_eq!((again, app.everything()), (rejected, before));
    assert_eq!(app.figures_of(jiefangbei), "");
    assert_eq!(app.ledger_of(&record), "120 -120");
    let wang = world.wang.signs_in_again().await;
    assert_eq!(wang.told_of_hours().await, "hours_rejected");
    let documents = [wang.documents("service_records"), zhou.documents("desk_service_records")];
    assert!(!format!("{documents:?}").contains("与签到表不符"));
}

#[test_on_both]
async fn a_decision_fits_what_is_in_review_alone(world: World) {
    let (record, _, _) = world.lin_has_hours().await;
    let he = world.he.signs_in_again().await;

    let rejected = he.objects(&record, "reject").await.expect(409).json();

    let (code, state) = (&rejected["code"], &rejected["params"]["state"]);
    assert_eq!((code, state), (&json!("state_conflict"), &json!("approved")));
}

#[test_on_both]
async fn who_may_not_know_of_a_record_decides_nothing(world: World) {
    let (record, _, he) = world.wang_is_in_review("paper").await;
    let [tang, mei] = [world.tang.signs_in_again().await, world.mei.signs_in_again().await];
    let qin = world.qin.signs_in_again().await;
    qin.appoints(&mei, "auditor", &world.jiefangbei).await.expect(201);
    let before = world.app.everything();

    for step in ["approve", "reject", "disputes", "uphold"] {
        let ask = |who: &crate::support::people::TestPerson, record: &str| {
            let path = format!("/v1/service-records/{record}/{step}");
            let body = json!({ "reason": "不符" });
            let request = TestRequest::post().uri(&path);
            let request = if step == "approve" { request } else { request.set_json(body) };
            let who = who.clone();
            async move { who.send(request).await }
        };
        assert_eq!(ask(&tang, &record).await.expect(404).code(), "not_found", "{step}");
        assert_eq!(ask(&he, SOME_ID).await.expect(404).code(), "not_found", "{step}");
        assert_eq!(ask(&mei, &record).await.expect(403).code(), "forbidden", "{step}");
    }
    tang.corrects(&record, 90).await.expect(404);
    mei.corrects(&record, 90).await.expect(403);
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn a_decision_that_is_repeated_is_given_again_and_done_once(world: World) {
    let (record, _, he) = world.wang_is_in_review("paper").await;
    let ask = |step: &str| {
        let path = format!("/v1/service-records/{record}/{step}");
        let request = TestRequest::post().uri(&path).insert_header(("Idempotency-Key", SOME_ID));
        he.send(if step == "approve" {
            request
        } else {
            request.set_json(json!({ "reason": "x" }))
        })
    };
    let approved = ask("approve").await.expect(200).json();
    let before = world.app.everything();

    let again = ask("approve").await.expect(200).json();
    let other = ask("reject").await;

    assert_eq!((again, other.expect(409).code().as_str()), (approved, "id_conflict"));
    assert_eq!(world.app.everything(), before);
}

#[test_on_both]
async fn each_of_a_batch_is_approved_by_itself(world: World) {
    let (record, zhou, he) = world.wang_is_in_review("paper").await;
    let ids = [record.clone(), SOME_ID.to_owned(), record];
    let [tang, wang] = [world.tang.signs_in_again().await, world.wang.signs_in_again().await];

    let refused = zhou.decides_all(&ids, "approve").await;
    let own = wang.decides_all(&ids, "approve").await;
    let hidden = tang.decides_all(&ids, "approve").await;
    let approved = he.decides_all(&ids, "approve").await;

    assert_eq!(refused, ["second_person_needed", "not_found", "second_person_needed"]);
    assert_eq!(own, ["own_record", "not_found", "own_record"]);
    assert_eq!(hidden, ["not_found"; 3]);
    assert_eq!(approved, ["done", "not_found", "done"]);
}
