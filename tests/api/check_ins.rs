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

    expect![[""]].assert_eq(&came.shown());
    expect![[""]].assert_eq(&left.shown());
}
