//! What somebody's service comes to.

use expect_test::expect;
use serde_json::Value;
use test_macros::test_on_both;

use crate::support::{people::TestPerson, world::World};

/// Final, pending, disputed and credited minutes, and records.
fn figures(sums: &Value) -> [i64; 5] {
    ["minutes_final", "minutes_pending", "minutes_disputed", "credited_minutes", "records"]
        .map(|name| sums[name].as_i64().unwrap())
}

/// The same figures, counted over records as they are listed.
async fn recounted(person: &TestPerson) -> [i64; 5] {
    let mut sums = [0; 5];
    for record in person.all("/v1/me/service-records").await {
        let minutes = |name: &str| record[name].as_i64().unwrap();
        match record["state"].as_str().unwrap() {
            "computed" | "in_review" | "needs_review" => sums[1] += minutes("given_minutes"),
            "disputed" => sums[2] += minutes("given_minutes"),
            "approved" => {
                sums[0] += minutes("given_minutes");
                sums[3] += minutes("credited_minutes");
                sums[4] += 1;
            }
            _ => {}
        }
    }
    sums
}

#[test_on_both]
async fn who_served_finds_his_hours_by_how_they_are_proven(world: World) {
    let (stay, _) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    zhou.decides(&stay, "confirm").await.expect(200);
    let world = World { zhou, he: world.he.signs_in_again().await, ..world };
    world.lin_was_present((22, 8, 9)).await;

    let answer = world.lin.signs_in_again().await.get("/v1/me/totals").await;

    expect![[r#"
        200 {
          "by_proof_class": [
            {
              "credited_minutes": 120,
              "hours": "2",
              "minutes_disputed": 0,
              "minutes_final": 120,
              "minutes_pending": 0,
              "proof_class": "self_onsite",
              "records": 1
            },
            {
              "credited_minutes": 0,
              "hours": "0",
              "minutes_disputed": 0,
              "minutes_final": 0,
              "minutes_pending": 60,
              "proof_class": "leader_roster",
              "records": 0
            }
          ],
          "credited_minutes": 120,
          "hours": "2",
          "minutes_disputed": 0,
          "minutes_final": 120,
          "minutes_pending": 60,
          "records": 1
        }"#]]
    .assert_eq(&answer.shown());
}

#[test_on_both]
async fn totals_are_the_sums_of_the_records_whatever_becomes_of_them(world: World) {
    let World { he, zhou, lin, .. } = &world;
    let record = world.lin_was_present((22, 5, 7)).await;
    world.lin_was_present((22, 2, 3)).await;
    let mut seen = Vec::new();
    for step in ["", "confirm", "approve", "disputes", "corrections", "reject"] {
        match step {
            "" => {}
            "confirm" => drop(zhou.decides(&record, step).await.expect(200)),
            "approve" => drop(he.decides(&record, step).await.expect(200)),
            "corrections" => drop(world.qin.corrects(&record, 90).await.expect(200)),
            "disputes" => drop(lin.objects(&record, step).await.expect(200)),
            _ => drop(he.objects(&record, step).await.expect(200)),
        }
        let totals = lin.get("/v1/me/totals").await.expect(200).json();

        assert_eq!(figures(&totals), recounted(lin).await, "{step}");
        seen.push(figures(&totals));
    }

    let expected = [
        [0, 180, 0, 0, 0],
        [0, 180, 0, 0, 0],
        [120, 60, 0, 120, 1],
        [0, 60, 120, 0, 0],
        [0, 150, 0, 0, 0],
        [0, 60, 0, 0, 0],
    ];
    assert_eq!(seen, expected);
}

#[test_on_both]
async fn what_overlaps_waits_for_a_decision(world: World) {
    let World { zhou, lin, .. } = &world;
    let record = world.lin_was_present((22, 4, 6)).await;
    zhou.decides(&record, "confirm").await.expect(200);
    world.lin_was_present((22, 5, 7)).await;

    let totals = lin.get("/v1/me/totals").await.expect(200).json();

    assert_eq!(figures(&totals), [0, 240, 0, 0, 0]);
    assert_eq!(recounted(lin).await, figures(&totals));
}

#[test_on_both]
async fn a_leader_counts_of_his_member_what_was_served_in_his_own_brigade(world: World) {
    let World { qin, he, zhou, lin, wang, tang, chaotianmen, .. } = &world;
    world.lin_was_present((22, 5, 7)).await;
    let path = format!("/v1/people/{}/totals", lin.id);
    let membership = lin.applies_to(chaotianmen).await;

    tang.steps(&membership, "approve").await.expect(200);

    for (reader, pending) in [(qin, 120), (he, 120), (zhou, 120), (lin, 120), (tang, 0)] {
        let totals = reader.get(&path).await.expect(200).json();
        assert_eq!(totals["minutes_pending"], pending);
        let classes = totals["by_proof_class"].as_array().unwrap();
        assert_eq!(classes.len(), usize::from(pending > 0));
    }
    wang.get(&path).await.expect(404);
    let unknown = format!("/v1/people/{}/totals", world.app.new_id());
    qin.get(&unknown).await.expect(404);
}
