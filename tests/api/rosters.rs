//! Who is to come to a shift, and who came.

use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{presence::at, roster::id_of, world::World};

/// The names of a roster, in its order.
fn names(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|entry| entry["name"].as_str().unwrap()).collect()
}

#[test_on_both]
async fn a_roster_tells_who_has_a_place_and_who_came_without_one_in_the_order_of_names(
    world: World,
) {
    let World { zhou, lin, wang, mei, .. } = &world;
    let shift = world.shift_of(json!({ "audience": "public" }), (23, 9, 11), 2).await;
    let path = format!("/v1/shifts/{shift}/roster");
    assert!(zhou.all(&path).await.is_empty());
    let sign_up = id_of(&wang.signs_up(&shift).await.expect(201));
    zhou.marks(&shift, lin.id, "excused", &at(22, 7, 0)).await;
    mei.signs_up(&shift).await.expect(201);

    let entries = zhou.all(&path).await;

    assert_eq!(names(&entries), ["林小满", "梅朵", "王二"]);
    assert_eq!(entries[2]["sign_up"], json!(sign_up));
    assert!(entries[2]["position"].is_string() && entries[2]["volunteer_no"].is_string());
    assert_eq!(entries[2]["attendances"], json!([]));
    assert_eq!((&entries[0]["sign_up"], &entries[0]["position"]), (&Value::Null, &Value::Null));
    assert_eq!(entries[0]["person_id"], json!(lin.id));
    assert_eq!(entries[0]["attendances"][0]["state"], "excused");
}

#[test_on_both]
async fn a_roster_tells_each_stay_of_somebody(world: World) {
    let World { zhou, lin, .. } = &world;
    let shift = world.shift((22, 4, 8), 2).await;
    for (kind, hour) in [("check_in", 4), ("check_out", 5), ("check_in", 6), ("check_out", 7)] {
        zhou.marks(&shift, lin.id, kind, &at(22, hour, 0)).await;
    }

    let entries = zhou.all(&format!("/v1/shifts/{shift}/roster")).await;

    let stays = entries[0]["attendances"].as_array().unwrap();
    assert_eq!((entries.len(), stays.len()), (1, 2));
    assert_eq!(stays[0]["record_id"], stays[1]["record_id"]);
}

#[test_on_both]
async fn a_roster_is_read_by_who_has_a_role_over_the_unit(world: World) {
    let World { app, qin, he, zhou, lin, tang, .. } = &world;
    let shift = world.shift_of(json!({ "audience": "public" }), (23, 9, 11), 2).await;
    let for_members = world.shift((24, 9, 11), 2).await;

    for list in ["roster", "attendances"] {
        let path = format!("/v1/shifts/{shift}/{list}");

        for reader in [qin, he, zhou] {
            reader.get(&path).await.expect(200);
        }
        assert_eq!(lin.get(&path).await.expect(403).code(), "forbidden");
        assert_eq!(tang.get(&path).await.expect(403).code(), "forbidden");
        tang.get(&format!("/v1/shifts/{for_members}/{list}")).await.expect(404);
        qin.get(&format!("/v1/shifts/{}/{list}", app.new_id())).await.expect(404);
    }
}
