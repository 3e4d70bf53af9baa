//! Closures that share a transaction or a flush share no fault.

use diesel::{QueryResult, connection::SimpleConnection};
use futures_util::future::join3;
use muster::{
    kernel::{bucket::Bucket, codes::Code},
    platform::{
        db::{Conn, Tx},
        error::{Error, Fault},
    },
};
use test_macros::test_on_both;

use crate::{
    flush::{document, poison},
    settings::{insert, store, stores},
    world::{World, fault, leaves, queued},
};

/// Fails, and SQLite takes the whole transaction back by its own hand.
fn roll_all_back(conn: &mut Conn) -> QueryResult<()> {
    conn.batch_execute("INSERT OR ROLLBACK INTO settings (key, value) VALUES ('taken', '2')")
}

fn fails(tx: &mut Tx<'_>) -> Result<(), Error> {
    Ok(roll_all_back(tx)?)
}

fn refuses(tx: &mut Tx<'_>) -> Result<(), Error> {
    roll_all_back(tx).map_err(|_conflict| Code::IdConflict.into())
}

fn overlooks(tx: &mut Tx<'_>) -> Result<(), Error> {
    let _overlooked = roll_all_back(tx);
    Ok(())
}

#[actix_web::test]
async fn a_batch_that_sqlite_rolled_back_by_itself_costs_only_the_offender() {
    let world = World::on_sqlite();
    world.db.write(stores("taken")).await.unwrap();

    for offends in [fails, refuses, overlooks] {
        let gate = world.writer_held().await;
        let earlier = queued(world.db.write(stores("earlier")));
        let offender = queued(world.db.write(offends));
        let later = queued(world.db.write(stores("later")));
        gate.open();
        let (earlier, offender, later) = join3(earlier, offender, later).await;

        assert!(earlier.is_ok() && later.is_ok());
        assert!(matches!(fault(offender), Fault::Database(_)));
    }
    assert_eq!(world.rows(), ["earlier=3", "later=3", "taken=1"]);
}

/// A savepoint outside of a transaction is a transaction, whose release is a commit.
#[actix_web::test]
async fn after_sqlite_gave_up_within_an_attempt_no_further_attempt_stores_anything() {
    let world = World::on_sqlite();
    world.db.write(stores("taken")).await.unwrap();
    let goes_on = |tx: &mut Tx<'_>| -> Result<(), Error> {
        let _overlooked = tx.attempt(refuses);
        let _overlooked = tx.attempt(|tx| Ok(store(tx, "stray")?));
        Ok(())
    };

    let answer = world.db.write(goes_on).await;
    world.db.write(stores("next")).await.unwrap();

    fault(answer);
    assert_eq!(world.rows(), ["next=1", "taken=1"]);
}

#[test_on_both]
async fn a_flush_that_fails_costs_only_the_closure_it_fails_for(world: World) {
    let of = |key| document(Bucket::PUBLIC, key);
    let gate = world.writer_held().await;
    let earlier = queued(world.db.write(leaves("earlier", [of("its document")])));
    let poisoned = queued(world.db.write(leaves("poisoned", [of("nothing"), poison()])));
    let later = queued(world.db.write(leaves("later", [of("its document, too")])));

    gate.open();
    let (earlier, poisoned, later) = join3(earlier, poisoned, later).await;

    assert!(earlier.is_ok() && later.is_ok());
    assert!(matches!(fault(poisoned), Fault::Storage(_)));
    assert_eq!(world.rows(), ["earlier=1", "its document=1", "its document, too=1", "later=1"]);
}

/// PostgreSQL gives a transaction up at its first failed statement, and answers its COMMIT as if
/// nothing were the matter.
#[test_on_both]
async fn a_closure_that_overlooks_a_failed_statement_is_stored_or_gets_a_fault(world: World) {
    world.db.write(stores("taken")).await.unwrap();
    let overlooks = |tx: &mut Tx<'_>| -> Result<(), Error> {
        store(tx, "row")?;
        let _overlooked = insert(tx, "taken");
        Ok(())
    };

    let acknowledged = world.db.write(overlooks).await.is_ok();

    assert_eq!(acknowledged, world.rows().contains(&"row=1".to_owned()));
}
