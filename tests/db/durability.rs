//! Nothing is acknowledged before it is on disk.

use diesel::connection::SimpleConnection;
use futures_util::{FutureExt, future::join};
use muster::platform::error::Fault;
use test_macros::test_on_both;

use crate::{
    flush::{broken_disk, stopping_at},
    gate::gate,
    settings::{asks, store, stores},
    world::{ONE_WRITER, World, fault, leaves, queued},
};

#[test_on_both]
async fn what_has_run_is_neither_seen_nor_acknowledged_before_its_commit(world: World) {
    let (mut gate, stop) = gate();
    let mut written = queued(world.db.write(leaves("row", [stopping_at(stop)])));

    gate.reached().await;
    let early = (&mut written).now_or_never();
    let seen = world.rows();
    gate.open();
    let acknowledged = written.await;

    assert!(early.is_none());
    assert!(seen.is_empty());
    assert!(acknowledged.is_ok());
    assert_eq!(world.rows(), ["row=1", "stopping=1"]);
}

/// As a rule B joins the batch of A, and A is neither. When the machine dawdles and B comes in a
/// batch of its own, A is both.
#[actix_web::test]
async fn of_two_in_a_batch_the_first_is_acknowledged_as_soon_as_others_see_it() {
    let world = World::on_sqlite();
    let held = world.writer_held().await;
    let mut a = queued(world.db.write(stores("a")));
    let (mut gate, stop) = gate();
    let b = queued(world.db.write(move |tx| {
        stop.wait();
        Ok(store(tx, "b")?)
    }));

    held.open();
    gate.reached().await;
    let early = (&mut a).now_or_never();
    let seen = world.rows();
    gate.open();

    assert_eq!(seen.len(), early.iter().len());
    let a = async { if early.is_some() { true } else { a.await.is_ok() } };
    assert!(matches!(join(a, b).await, (true, Ok(_))));
    assert_eq!(world.rows(), ["a=1", "b=1"]);
}

/// After a failed fsync the next one may report success for pages that the first one dropped.
#[actix_web::test]
async fn after_the_disk_failed_sqlite_takes_no_write_until_a_new_start() {
    let world = World::on_sqlite();
    world.db.write(stores("before")).await.unwrap();

    let failed = world.db.write(leaves("failed", [broken_disk()])).await;
    let after = world.db.write(stores("after")).await;
    let failure = world.db.failure();
    let world = world.reopened(ONE_WRITER);
    world.db.write(stores("next")).await.unwrap();

    assert!(matches!(fault(failed), Fault::Storage(_)));
    assert!(matches!(fault(after), Fault::Storage(_)));
    assert!(failure.is_some() && world.db.failure().is_none());
    assert_eq!(world.rows(), ["before=1", "next=1"]);
}

#[actix_web::test]
async fn the_writer_of_sqlite_waits_for_the_disk_and_keeps_its_guards_up() {
    let world = World::on_sqlite();

    for (query, set) in [
        ("SELECT CAST(synchronous AS text) AS text FROM pragma_synchronous", "2"),
        ("SELECT journal_mode AS text FROM pragma_journal_mode", "wal"),
        ("SELECT CAST(foreign_keys AS text) AS text FROM pragma_foreign_keys", "1"),
        ("SELECT CAST(recursive_triggers AS text) AS text FROM pragma_recursive_triggers", "1"),
        ("SELECT CAST(secure_delete AS text) AS text FROM pragma_secure_delete", "1"),
    ] {
        assert_eq!(world.db.write(asks(query)).await.unwrap().value, set, "{query}");
    }
}

#[actix_web::test]
async fn the_writers_of_postgresql_wait_for_the_disk_whatever_the_servers_default() {
    let Some(world) = World::on_postgresql(ONE_WRITER) else { return };
    let careless = "DO $$ BEGIN EXECUTE format(
        'ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$";
    world.look(|conn| conn.batch_execute(careless));

    let world = world.reopened(ONE_WRITER);
    let set = world.db.write(asks("SELECT current_setting('synchronous_commit') AS text")).await;

    assert_eq!(set.unwrap().value, "on");
}
