//! A full queue refuses at once.

use futures_util::{FutureExt, future::join};
use muster::platform::{db::Limits, error::Fault};
use test_macros::test_on_both;

use crate::{
    gate::gate,
    settings::stores,
    world::{ONE_WRITER, World, fault, queued},
};

#[test_on_both]
async fn a_full_queue_refuses_at_once_and_changes_nothing(world: World) {
    let world = world.reopened(Limits { writes_waiting_max: 2, ..ONE_WRITER });
    let gate = world.writer_held().await;
    let first = queued(world.db.write(stores("first")));
    let second = queued(world.db.write(stores("second")));

    let third = world.db.write(stores("third")).now_or_never();
    gate.open();
    let (first, second) = join(first, second).await;
    let next = world.db.write(stores("next")).await;

    assert!(matches!(third.map(fault), Some(Fault::QueueFull)));
    assert!(first.is_ok() && second.is_ok() && next.is_ok());
    assert_eq!(world.rows(), ["first=1", "next=1", "second=1"]);
}

#[test_on_both]
async fn a_queue_is_full_of_few_closures_that_are_heavy(world: World) {
    let world = world.reopened(Limits { bytes_waiting_max: 1000, ..ONE_WRITER });
    let gate = world.writer_held().await;
    let heavy = queued(world.db.write_weighing(600, stores("heavy")));

    let too_heavy = world.db.write_weighing(401, stores("too heavy")).now_or_never();
    let light = queued(world.db.write_weighing(400, stores("light")));
    gate.open();
    let (heavy, light) = join(heavy, light).await;
    let next = world.db.write_weighing(1000, stores("next")).await;

    assert!(matches!(too_heavy.map(fault), Some(Fault::QueueFull)));
    assert!(heavy.is_ok() && light.is_ok() && next.is_ok());
    assert_eq!(world.rows(), ["heavy=1", "light=1", "next=1"]);
}

#[test_on_both]
async fn readers_who_are_too_many_are_refused_at_once(world: World) {
    let world = world.reopened(Limits { readers: 1, reads_waiting_max: 1, ..ONE_WRITER });
    let (mut gate, stop) = gate();
    let reading = queued(world.db.read(move |_| {
        stop.wait();
        Ok(())
    }));
    gate.reached().await;
    let waiting = queued(world.db.read(|_| Ok(())));

    let refused = world.db.read(|_| Ok(())).now_or_never();
    gate.open();
    let (reading, waiting) = join(reading, waiting).await;
    let next = world.db.read(|_| Ok(())).await;

    assert!(matches!(refused.map(fault), Some(Fault::QueueFull)));
    assert!(reading.is_ok() && waiting.is_ok() && next.is_ok());
}
