//! Who vouches for what is confirmed, and what is captured after somebody said no.

use serde_json::json;
use test_macros::test_on_both;

use crate::support::{presence::at, world::World};

#[test_on_both]
async fn one_tap_does_not_prove_how_long_somebody_stayed(world: World) {
    let stay = world.lin_comes().await;
    let zhou = world.zhou.hours_later(3).await;
    let shift = zhou.stay(&stay).await["shift"].as_str().unwrap().to_owned();
    zhou.marks(&shift, world.lin.id, "check_out", &at(22, 11, 0)).await;

    let confirmed = zhou.decides(&stay, "confirm").await.expect(200).json();

    assert_eq!(confirmed["given_minutes"], json!(120));
    assert_eq!(confirmed["state"], json!("in_review"));
    assert_ne!(confirmed["proof_class"], json!("two_party"));
}

#[test_on_both]
async fn who_marked_an_absence_that_was_wrong_vouches_for_no_stay(world: World) {
    let shift = world.shift((22, 9, 11), 5).await;
    world.zhou.enters(world.wang.id, &shift).await.expect(201);
    let zhou = world.zhou.hours_later(4).await;
    let he = world.he.signs_in_again().await;
    he.marks(&shift, world.wang.id, "absent", &at(22, 9, 30)).await;
    let mark = zhou.marks(&shift, world.wang.id, "present", &at(22, 11, 0)).await;

    let record = mark["id"].as_str().unwrap();
    let confirmed = zhou.decides(record, "confirm").await.expect(200).json();

    assert_eq!(confirmed["state"], json!("in_review"));
}

#[test_on_both]
async fn what_was_rejected_is_what_is_captured_of_it_afterwards(world: World) {
    let World { app, jiefangbei, .. } = &world;
    let (record, zhou, he) = world.wang_is_in_review("roster").await;
    he.objects(&record, "reject").await.expect(200);
    let shift = zhou.record(&record).await["shift"].as_str().unwrap().to_owned();

    zhou.marks(&shift, world.wang.id, "check_out", &at(22, 10, 0)).await;

    assert_eq!(app.figures_of(jiefangbei), "60 pending");
    assert_eq!(zhou.all("/v1/service-records").await.len(), 1);
    let again = zhou.decides(&record, "confirm").await.expect(200).json();
    assert_eq!((&again["state"], &again["given_minutes"]), (&json!("in_review"), &json!(60)));
    assert_eq!(app.figures_of(jiefangbei), "60 pending");
    assert_eq!(app.ledger_of(&record), "120 -120 60");
}
