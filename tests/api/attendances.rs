//! What is read of attendances.

use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{presence::at, world::World};

/// The ids of a list, in its order.
fn ids(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test_on_both]
async fn an_attendance_is_read_by_whose_it_is_and_by_who_leads_him(world: World) {
    let (stay, lin) = world.lin_serves().await;
    let path = format!("/v1/attendances/{stay}");

    let own = lin.get(&path).await;

    expect![[r#"
        200 {
          "activity": "[id 1]",
          "also": [],
          "ended_at": "2026-11-22T03:00:00.000Z",
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
          "state": "complete",
          "unit": "[id 5]",
          "verdict_in": "inside",
          "verdict_out": "inside",
          "version": 2,
          "void_asked_by": null
        }"#]]
    .assert_eq(&own.shown());
    assert_eq!(own.header("etag"), "\"2\"");
    let zhou = world.zhou.signs_in_again().await;
    assert_eq!(zhou.get(&path).await.expect(200).json(), own.json());
    for stranger in [&world.wang, &world.tang] {
        let stranger = stranger.signs_in_again().await;
        assert_eq!(stranger.get(&path).await.expect(404).code(), "not_found");
    }
}

#[test_on_both]
async fn an_attendance_is_found_by_each_id_under_which_it_was_captured(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((22, 8, 10), 2).await;
    let stay = lin.checks_in(&shift).await.expect(201).json();
    let mark = zhou.marks(&shift, lin.id, "check_in", &at(22, 8, 0)).await;

    let left = zhou.marks(&shift, lin.id, "check_out", &at(22, 8, 0)).await;

    for id in [&mark["id"], &left["id"]] {
        let found = lin.stay(id.as_str().unwrap()).await;
        assert_eq!((&found["id"], &found["also"]), (&stay["id"], &json!([mark["id"]])));
    }
    lin.get(&format!("/v1/attendances/{}", app.new_id())).await.expect(404);
}

#[test_on_both]
async fn the_attendances_of_a_shift_are_listed_in_the_order_of_ids(world: World) {
    let World { zhou, lin, wang, mei, .. } = &world;
    let shift = world.shift_of(json!({ "audience": "public" }), (22, 8, 10), 2).await;
    for person in [lin, wang, mei] {
        person.checks_in(&shift).await.expect(201);
    }
    zhou.marks(&shift, zhou.id, "excused", &at(22, 7, 0)).await;
    let path = format!("/v1/shifts/{shift}/attendances");

    let all = zhou.all(&path).await;
    let present = zhou.all(&format!("{path}?state=present")).await;
    let of_wang = zhou.all(&format!("{path}?person={}", wang.id)).await;

    let mut sorted = ids(&all);
    sorted.sort_unstable();
    assert_eq!((all.len(), ids(&all)), (4, sorted));
    assert_eq!(present.len(), 3);
    assert_eq!((of_wang.len(), &of_wang[0]["person_id"]), (1, &json!(wang.id)));
    let excused = all.iter().find(|row| row["state"] == "excused").unwrap();
    assert_eq!(excused["person_id"], json!(zhou.id));
    let slip = zhou.get(&format!("{path}?state=here")).await;
    assert_eq!(slip.expect(400).faults(), "state unknown_value;");
}

#[test_on_both]
async fn ones_own_attendances_are_listed_the_newest_first(world: World) {
    let World { zhou, lin, wang, yuzhong, chaotianmen, .. } = &world;
    let mut shifts = Vec::new();
    for when in [(22, 6, 7), (23, 9, 11), (24, 9, 11)] {
        shifts.push(world.shift(when, 2).await);
    }
    zhou.marks(&shifts[0], lin.id, "present", &at(22, 7, 0)).await;
    zhou.marks(&shifts[0], wang.id, "present", &at(22, 7, 0)).await;
    for shift in &shifts[1..] {
        zhou.marks(shift, lin.id, "excused", &at(22, 8, 0)).await;
    }
    let listed = async |filter: &str| {
        let found = lin.all(&format!("/v1/me/attendances{filter}")).await;
        let dates = found.iter().map(|row| row["service_date"].as_str().unwrap().to_owned());
        (ids(&found), dates.collect::<Vec<_>>().join(" "))
    };

    let (all, _) = listed("").await;

    assert!(all.len() == 3 && all.is_sorted_by(|one, other| one > other));
    for (filter, expected) in [
        ("?state=complete", "2026-11-22"),
        ("?from=2026-11-24", "2026-11-24"),
        ("?until=2026-11-22", "2026-11-22"),
        ("?from=2026-11-23&until=2026-11-23&state=excused", "2026-11-23"),
        ("?state=void", ""),
        (&format!("?shift={}", shifts[1]), "2026-11-23"),
        (&format!("?unit={yuzhong}&until=2026-11-22"), "2026-11-22"),
        (&format!("?unit={chaotianmen}"), ""),
    ] {
        assert_eq!(listed(filter).await.1, expected, "{filter}");
    }
    let slip = lin.get("/v1/me/attendances?from=2026-11-31").await;
    assert_eq!(slip.expect(400).faults(), "from invalid_date;");
}
