//! A slice has a transaction to itself, and hurts nobody beside it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use futures_util::future::join3;
use muster::{
    kernel::{bucket::Bucket, codes::Code},
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};
use test_macros::test_on_both;

use crate::{
    flush::document,
    settings::{insert, panics_after, store, stores},
    world::{World, fault, leaves, queued},
};

#[test_on_both]
async fn what_a_slice_leaves_is_flushed_with_its_heads(world: World) {
    let slice = leaves("slice", [document(Bucket::PUBLIC, "its document")]);

    let committed = world.db.write_slice(slice).await.unwrap();

    assert_eq!(committed.heads, [(Bucket::PUBLIC, 1)]);
    assert_eq!(world.rows(), ["its document=1", "slice=1"]);
}

#[test_on_both]
async fn a_slice_that_is_refused_half_way_leaves_nothing(world: World) {
    let refused = |tx: &mut Tx<'_>| -> Result<(), Error> {
        store(tx, "half")?;
        leaves("the other half", [document(Bucket::PUBLIC, "its document")])(tx)?;
        Err(Code::StateConflict.into())
    };

    let answer = world.db.write_slice(refused).await;
    world.db.write(stores("next")).await.unwrap();

    assert!(matches!(answer, Err(Error::Refusal(refusal)) if refusal.code == Code::StateConflict));
    assert_eq!(world.rows(), ["next=1"]);
}

#[test_on_both]
async fn a_slice_that_panics_hurts_only_itself(world: World) {
    let gate = world.writer_held().await;
    let earlier = queued(world.db.write(stores("earlier")));
    let panicking = queued(world.db.write_slice(panics_after("panicking")));
    let later = queued(world.db.write_slice(stores("later")));

    gate.open();
    let (earlier, panicking, later) = join3(earlier, panicking, later).await;

    assert!(earlier.is_ok() && later.is_ok());
    assert!(matches!(fault(panicking), Fault::Broken(_)));
    assert_eq!(world.rows(), ["earlier=1", "later=1"]);
}

/// One that joined a batch would be run again by itself when the batch has a fault.
#[test_on_both]
async fn a_slice_joins_no_batch(world: World) {
    world.db.write(stores("taken")).await.unwrap();
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let counts = move |tx: &mut Tx<'_>| -> Result<(), Error> {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(store(tx, "slice")?)
    };

    let gate = world.writer_held().await;
    let earlier = queued(world.db.write(stores("earlier")));
    let slice = queued(world.db.write_slice(counts));
    let offender = queued(world.db.write(|tx: &mut Tx<'_>| Ok(insert(tx, "taken")?)));
    gate.open();
    let (earlier, slice, offender) = join3(earlier, slice, offender).await;

    assert!(earlier.is_ok() && slice.is_ok());
    assert!(matches!(fault(offender), Fault::Database(_)));
    assert_eq!(runs.load(Ordering::Relaxed), 1);
    assert_eq!(world.rows(), ["earlier=1", "slice=1", "taken=1"]);
}
