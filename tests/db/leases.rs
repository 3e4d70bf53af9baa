//! Of several nodes one does the timed acts.

use std::{
    sync::{Arc, Barrier},
    time::Duration,
};

use futures_util::future::join;
use muster::{
    kernel::{
        ids::{Id, NodeId},
        time::Time,
    },
    platform::{db::Tx, timer::hold},
};
use test_macros::test_on_both;
use uuid::Uuid;

use crate::world::{TWO_WRITERS, World};

const START: Time = Time::EPOCH;

fn node(number: u128) -> NodeId {
    Id::new(Uuid::from_u128(number))
}

fn after(seconds: u64) -> Time {
    START.plus(Duration::from_secs(seconds))
}

/// Whether a node has the lease after it asked for it.
async fn has(world: &World, number: u128, at: Time) -> bool {
    let asked = world.db.write(move |tx: &mut Tx<'_>| Ok(hold(tx, "timer", node(number), at)?));
    asked.await.unwrap().value
}

#[test_on_both]
async fn a_lease_is_one_nodes_until_it_runs_out(world: World) {
    assert!(has(&world, 1, START).await);
    assert!(!has(&world, 2, after(59)).await);
    assert!(has(&world, 2, after(60)).await);
    assert!(!has(&world, 1, after(61)).await);
}

#[test_on_both]
async fn who_has_a_lease_renews_it(world: World) {
    assert!(has(&world, 1, START).await);
    assert!(has(&world, 1, after(50)).await);
    assert!(!has(&world, 2, after(100)).await);
}

#[test_on_both]
async fn leases_of_other_work_are_apart(world: World) {
    assert!(has(&world, 1, START).await);

    let other = world.db.write(|tx: &mut Tx<'_>| Ok(hold(tx, "backup", node(2), START)?)).await;

    assert!(other.unwrap().value);
}

#[actix_web::test]
async fn of_two_nodes_that_ask_at_once_one_gets_a_lease_that_is_new_or_ran_out() {
    let Some(world) = World::on_postgresql(TWO_WRITERS) else { return };

    for at in [START, after(60)] {
        let meeting = Arc::new(Barrier::new(2));
        let asks = |number| {
            let meeting = Arc::clone(&meeting);
            world.db.write(move |tx: &mut Tx<'_>| {
                meeting.wait();
                Ok(hold(tx, "timer", node(number), at)?)
            })
        };
        let (one, two) = join(asks(1), asks(2)).await;

        assert_ne!(one.unwrap().value, two.unwrap().value, "{at}");
    }
}
