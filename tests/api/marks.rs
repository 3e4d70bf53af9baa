//! What leaders enter for others.

use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    presence::{ON_SITE, at, fenced},
    roster::id_of,
    world::World,
};

#[test_on_both]
async fn a_leader_marks_who_came_and_who_did_not(world: World) {
    let World { zhou, lin, wang, .. } = &world;
    let shift = world.shift((22, 9, 11), 5).await;
    let zhou = zhou.hours_later(3).await;

    let came = zhou.marks(&shift, lin.id, "check_in", &at(22, 9, 0)).await;
    let left = zhou.marks(&shift, lin.id, "check_out", &at(22, 10, 30)).await;
    let absent = zhou.marks(&shift, wang.id, "absent", &at(22, 9, 0)).await;

    assert_eq!(came["attendance"], left["attendance"]);
    assert_eq!(absent["done"], json!(true));
}
