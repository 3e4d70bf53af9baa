//! What a record says of where somebody served.

use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{presence::at, world::World};

/// What the record says of the place of an activity that is different in something.
async fn place_of(world: &World, others: Value) -> Value {
    let World { app, zhou, lin, .. } = world;
    let shift = world.shift_of(others, (22, 9, 11), 5).await;
    app.hours_pass(3);
    let zhou = zhou.signs_in_again().await;
    let marked = zhou.marks(&shift, lin.id, "present", &at(22, 9, 0)).await;
    let record = zhou.record(marked["attendance"].as_str().unwrap()).await;
    record["place"].clone()
}

#[test_on_both]
async fn a_record_says_where_service_was_given_in_words(world: World) {
    assert_eq!(place_of(&world, json!({})).await, "嘉陵江河岸，嘉滨路");
}

#[test_on_both]
async fn a_record_does_not_say_in_whose_home_it_was(world: World) {
    let home = json!({ "place": {
        "name": "张婆婆家", "address": "嘉滨路 1 号", "area_code": "500103", "private": true,
    } });

    assert_eq!(place_of(&world, home).await, "服务对象家中");
}

#[test_on_both]
async fn a_record_of_what_takes_place_online_says_so(world: World) {
    let online = json!({ "place": null, "online": true });

    assert_eq!(place_of(&world, online).await, "线上");
}

#[test_on_both]
async fn a_record_of_a_site_says_its_name(world: World) {
    let site = world.zhou.opens_site("老年食堂", &world.jiefangbei).await;
    let at_site = json!({ "place": null, "site": site });

    assert_eq!(place_of(&world, at_site).await, "老年食堂");
}
