//! What service comes to, cut into rows.

use expect_test::expect;
use test_macros::test_on_both;

use crate::support::world::World;

#[test_on_both]
async fn headquarters_reads_a_tally_by_district(world: World) {
    world.lin_has_hours().await;

    let answer = world.qin.signs_in_again().await.get("/v1/tally?by=district,month").await;

    expect![[r#"
        200 {
          "items": [
            {
              "credited_minutes": 120,
              "key": {
                "district": "[id 1]",
                "month": "2026-11"
              },
              "label": "渝中区慈善会 · 2026-11",
              "minutes_disputed": 0,
              "minutes_final": 120,
              "minutes_pending": 0,
              "records": 1,
              "sessions": 1,
              "times_served": 0,
              "volunteers_registered": 5,
              "volunteers_served": 1
            }
          ],
          "total": {
            "credited_minutes": 120,
            "minutes_disputed": 0,
            "minutes_final": 120,
            "minutes_pending": 0,
            "records": 1,
            "sessions": 1,
            "times_served": 0,
            "volunteers_registered": 6,
            "volunteers_served": 1
          }
        }"#]]
    .assert_eq(&answer.shown());
}
