//! A panic hurts only the closure that has it.

use futures_util::future::join3;
use muster::platform::{
    db::Tx,
    error::{Error, Fault},
};
use test_macros::test_on_both;

use crate::{
    flush::bomb,
    settings::{asks, panics_after, store, stores},
    world::{ONE_WRITER, World, fault, leaves, queued},
};

const BACKEND: &str = "SELECT pg_backend_pid()::text AS text";

#[test_on_both]
async fn a_closure_that_panics_hurts_only_itself(world: World) {
    let gate = world.writer_held().await;
    let earlier = queued(world.db.write(stores("earlier")));
    let panicking = queued(world.db.write(panics_after("panicking")));
    let later = queued(world.db.write(stores("later")));

    gate.open();
    let (earlier, panicking, later) = join3(earlier, panicking, later).await;
    let next = world.db.write(stores("next")).await;

    assert!(earlier.is_ok() && later.is_ok() && next.is_ok());
    assert!(matches!(fault(panicking), Fault::Broken(_)));
    assert_eq!(world.rows(), ["earlier=1", "later=1", "next=1"]);
}

#[test_on_both]
async fn a_closure_that_panics_in_its_savepoints_hurts_only_itself(world: World) {
    let panics_within = |tx: &mut Tx<'_>| -> Result<(), Error> {
        store(tx, "outside")?;
        tx.attempt(|tx| panics_after("inside")(tx))??;
        Ok(())
    };

    let answer = world.db.write(panics_within).await;
    world.db.write(stores("next")).await.unwrap();

    assert!(matches!(fault(answer), Fault::Broken(_)));
    assert_eq!(world.rows(), ["next=1"]);
}

#[test_on_both]
async fn a_flush_that_panics_hurts_only_the_closure_it_panics_for(world: World) {
    let gate = world.writer_held().await;
    let earlier = queued(world.db.write(stores("earlier")));
    let bombed = queued(world.db.write(leaves("bombed", [bomb()])));
    let later = queued(world.db.write(stores("later")));

    gate.open();
    let (earlier, bombed, later) = join3(earlier, bombed, later).await;

    assert!(earlier.is_ok() && later.is_ok());
    assert!(matches!(fault(bombed), Fault::Broken(_)));
    assert_eq!(world.rows(), ["earlier=1", "later=1"]);
}

#[test_on_both]
async fn a_read_that_panics_hurts_only_itself(world: World) {
    world.db.write(stores("row")).await.unwrap();

    let answer = world.db.read(|_| -> Result<(), Error> { panic!("nobody can read this") }).await;
    let next = world.db.read(|conn| Ok(crate::settings::rows(conn)?)).await;

    assert!(matches!(fault(answer), Fault::Broken(_)));
    assert_eq!(next.unwrap(), ["row=1"]);
}

#[actix_web::test]
async fn a_connection_that_saw_a_panic_leaves_the_pool() {
    let Some(world) = World::on_postgresql(ONE_WRITER) else { return };
    let first = world.db.write(asks(BACKEND)).await.unwrap();
    let again = world.db.write(asks(BACKEND)).await.unwrap();

    let panicking = world.db.write(panics_after("panicking")).await;
    let after = world.db.write(asks(BACKEND)).await.unwrap();

    assert!(matches!(fault(panicking), Fault::Broken(_)));
    assert_eq!(first.value, again.value);
    assert_ne!(first.value, after.value);
}
