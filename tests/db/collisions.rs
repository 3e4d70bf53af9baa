//! Transactions of PostgreSQL that collide are run again.

use std::sync::{
    Arc, Barrier,
    atomic::{AtomicU32, Ordering},
};

use diesel::connection::SimpleConnection;
use futures_util::future::join;
use muster::platform::{
    db::Tx,
    error::{Error, Fault},
};

use crate::{
    settings::{insert, rows, store, stores},
    world::{TWO_WRITERS, World, fault},
};

const SERIALIZATION_FAILURE: &str =
    "DO $$ BEGIN RAISE EXCEPTION 'again, please' USING ERRCODE = '40001'; END $$";

/// Counts the tries of a closure.
#[derive(Clone, Default)]
pub(crate) struct Tries(Arc<AtomicU32>);

impl Tries {
    /// The number of this try, from 1.
    fn next(&self) -> u32 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn made(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Fails on the first try, as a transaction does that cannot be put in order with another one.
/// Answers the number of this try.
pub(crate) fn collides_at_first(tx: &mut Tx<'_>, tries: &Tries) -> Result<u32, Error> {
    let tried = tries.next();
    if tried == 1 {
        tx.batch_execute(SERIALIZATION_FAILURE)?;
    }
    Ok(tried)
}

/// A closure that stores one row, on its first try meets the other closure, and stores the other
/// row. It answers how often it was tried.
fn locks(
    [near, far]: [&'static str; 2],
    meeting: &Arc<Barrier>,
) -> impl Fn(&mut Tx<'_>) -> Result<u32, Error> + Send + Sync + 'static {
    let (meeting, tries) = (Arc::clone(meeting), Tries::default());
    move |tx| {
        tx.batch_execute("SET LOCAL deadlock_timeout = '10ms'")?;
        store(tx, near)?;
        let tried = tries.next();
        if tried == 1 {
            meeting.wait();
        }
        store(tx, far)?;
        Ok(tried)
    }
}

#[actix_web::test]
async fn two_that_lock_each_others_rows_both_get_through() {
    let Some(world) = World::on_postgresql(TWO_WRITERS) else { return };
    world.db.write(stores("one")).await.unwrap();
    world.db.write(stores("two")).await.unwrap();
    let meeting = Arc::new(Barrier::new(2));

    let there = world.db.write(locks(["one", "two"], &meeting));
    let back = world.db.write(locks(["two", "one"], &meeting));
    let (there, back) = join(there, back).await;

    assert_eq!(there.unwrap().value + back.unwrap().value, 3);
    assert_eq!(world.rows(), ["one=3", "two=3"]);
}

/// A closure that looks for a row, on its first try meets the other closure, and inserts the row
/// when it saw none. It answers what it did.
fn inserts_if_absent(
    key: &'static str,
    meeting: &Arc<Barrier>,
) -> impl Fn(&mut Tx<'_>) -> Result<&'static str, Error> + Send + Sync + 'static {
    let (meeting, tries) = (Arc::clone(meeting), Tries::default());
    move |tx| {
        let seen = rows(tx)?;
        if tries.next() == 1 {
            meeting.wait();
        }
        if !seen.is_empty() {
            return Ok("found it");
        }
        insert(tx, key)?;
        Ok("inserted it")
    }
}

#[actix_web::test]
async fn of_two_that_insert_the_same_row_one_finds_it_in_the_end() {
    let Some(world) = World::on_postgresql(TWO_WRITERS) else { return };
    let meeting = Arc::new(Barrier::new(2));

    let left = world.db.write(inserts_if_absent("row", &meeting));
    let right = world.db.write(inserts_if_absent("row", &meeting));
    let (left, right) = join(left, right).await;

    let mut did = [left.unwrap().value, right.unwrap().value];
    did.sort_unstable();
    assert_eq!(did, ["found it", "inserted it"]);
    assert_eq!(world.rows(), ["row=1"]);
}

#[actix_web::test]
async fn a_transaction_that_cannot_be_put_in_order_is_run_again() {
    let Some(world) = World::on_postgresql(TWO_WRITERS) else { return };
    let tries = Tries::default();
    let collides_once = move |tx: &mut Tx<'_>| {
        store(tx, "row")?;
        collides_at_first(tx, &tries)
    };

    let answer = world.db.write(collides_once).await.unwrap();

    assert_eq!(answer.value, 2);
    assert_eq!(world.rows(), ["row=1"]);
}

#[actix_web::test]
async fn a_transaction_that_always_collides_is_given_up_after_five_tries() {
    let Some(world) = World::on_postgresql(TWO_WRITERS) else { return };
    let tries = Tries::default();
    let counted = tries.clone();
    let collides = move |tx: &mut Tx<'_>| -> Result<(), Error> {
        counted.next();
        store(tx, "row")?;
        Ok(tx.batch_execute(SERIALIZATION_FAILURE)?)
    };

    let answer = world.db.write(collides).await;
    world.db.write(stores("next")).await.unwrap();

    assert!(matches!(fault(answer), Fault::Storage(_)));
    assert_eq!(tries.made(), 5);
    assert_eq!(world.rows(), ["next=1"]);
}

#[actix_web::test]
async fn a_transaction_whose_server_hung_up_is_run_again_on_another_connection() {
    let Some(world) = World::on_postgresql(TWO_WRITERS) else { return };
    let tries = Tries::default();
    let hung_up_once = move |tx: &mut Tx<'_>| {
        store(tx, "row")?;
        let tried = tries.next();
        if tried == 1 {
            tx.batch_execute("SELECT pg_terminate_backend(pg_backend_pid())")?;
        }
        Ok(tried)
    };

    let answer = world.db.write(hung_up_once).await.unwrap();

    assert_eq!(answer.value, 2);
    assert_eq!(world.rows(), ["row=1"]);
}
