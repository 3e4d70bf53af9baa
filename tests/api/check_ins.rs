//! Coming and going, as one's own phone captures it.

use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    presence::{AWAY, ON_SITE, at, fenced, place},
    roster::id_of,
    world::World,
};

#[test_on_both]
async fn who_comes_and_goes_leaves_a_stay(world: World) {
    let World { lin, .. } = &world;
    let shift = world.shift_of(fenced(), (22, 9, 11), 5).await;
    lin.signs_up(&shift).await.expect(201);
    lin.allows_location().await;
    let lin = lin.hours_later(1).await;

    let came = lin.checks_in_at(&shift, ON_SITE).await;
    let lin = lin.hours_later(2).await;
    let left = lin.checks_out(&id_of(&came)).await;

    expect![[r#"
        201 {
          "activity": "[id 1]",
          "also": [],
          "ended_at": null,
          "flags": [],
          "grade": "a",
          "id": "[id 2]",
          "overlaps": false,
          "person_id": "[id 3]",
          "proof_class": "self_onsite",
          "proposed_by": null,
          "proposed_end_at": null,
          "record_id": "[id 2]",
          "service_date": "2026-11-22",
          "settled_at": null,
          "shift": "[id 4]",
          "started_at": "2026-11-22T01:00:00.000Z",
          "state": "present",
          "unit": "[id 5]",
          "verdict_in": "inside",
          "verdict_out": null,
          "version": 1,
          "void_asked_by": null
        }"#]]
    .assert_eq(&came.shown());
    expect![[r#"
        200 {
          "activity": "[id 1]",
          "also": [
            "[id 2]"
          ],
          "ended_at": "2026-11-22T03:00:00.000Z",
          "flags": [],
          "grade": "a",
          "id": "[id 3]",
          "overlaps": false,
          "person_id": "[id 4]",
          "proof_class": "self_declared",
          "proposed_by": null,
          "proposed_end_at": null,
          "record_id": "[id 3]",
          "service_date": "2026-11-22",
          "settled_at": null,
          "shift": "[id 5]",
          "started_at": "2026-11-22T01:00:00.000Z",
          "state": "complete",
          "unit": "[id 6]",
          "verdict_in": "inside",
          "verdict_out": "not_given",
          "version": 2,
          "void_asked_by": null
        }"#]]
    .assert_eq(&left.shown());
}
