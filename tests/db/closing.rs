//! A database that closes finishes what it has taken and takes no more.

use futures_util::{
    FutureExt,
    future::{join, join3},
};
use muster::platform::error::Fault;
use test_macros::test_on_both;

use crate::{
    collisions::{Tries, collides_at_first},
    gate::gate,
    settings::{store, stores},
    world::{ONE_WRITER, World, fault, queued},
};

#[test_on_both]
async fn closing_finishes_what_is_queued_and_refuses_what_comes_later(world: World) {
    let gate = world.writer_held().await;
    let first = queued(world.db.write(stores("first")));
    let second = queued(world.db.write(stores("second")));

    let mut closing = world.closing().await;
    let early = (&mut closing).now_or_never();
    gate.open();
    let (closed, first, second) = join3(closing, first, second).await;
    let write = world.db.write(stores("late")).await;
    let read = world.db.read(|_| Ok(())).await;

    assert!(early.is_none());
    closed.unwrap();
    assert!(matches!(fault(write), Fault::Stopping));
    assert!(matches!(fault(read), Fault::Stopping));
    first.unwrap();
    second.unwrap();
    assert_eq!(world.rows(), ["first=1", "second=1"]);
}

#[test_on_both]
async fn closing_takes_no_write_while_it_waits_for_a_reader(world: World) {
    let (mut gate, stop) = gate();
    let reading = queued(world.db.read(move |_| {
        stop.wait();
        Ok(())
    }));
    gate.reached().await;

    let closing = world.closing().await;
    let late = world.db.write(stores("late")).await;
    gate.open();
    let (closed, reading) = join(closing, reading).await;

    closed.unwrap();
    reading.unwrap();
    assert!(matches!(fault(late), Fault::Stopping));
    assert_eq!(world.rows(), [""; 0]);
}

#[actix_web::test]
async fn a_write_that_collides_while_the_database_closes_is_finished() {
    let Some(world) = World::on_postgresql(ONE_WRITER) else { return };
    let (mut gate, stop) = gate();
    let tries = Tries::default();
    let write = queued(world.db.write(move |tx| {
        store(tx, "row")?;
        stop.wait();
        collides_at_first(tx, &tries)
    }));
    gate.reached().await;

    let closing = world.closing().await;
    gate.open();
    let (closed, write) = join(closing, write).await;

    closed.unwrap();
    write.unwrap();
    assert_eq!(world.rows(), ["row=1"]);
}

#[test_on_both]
async fn a_closed_database_opens_again(world: World) {
    world.db.write(stores("old")).await.unwrap();

    let world = world.reopened(ONE_WRITER);
    world.db.write(stores("new")).await.unwrap();

    assert_eq!(world.rows(), ["new=1", "old=1"]);
}
