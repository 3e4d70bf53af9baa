//! A refusal takes back what was written and what was left pending.

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
    settings::{store, stores},
    world::{World, fault, leaves, queued},
};

/// A closure that stores a row, leaves a document, and refuses.
fn refuses_after(
    row: &'static str,
    left: &'static str,
) -> impl Fn(&mut Tx<'_>) -> Result<(), Error> + Send + Sync + 'static {
    let writes = leaves(row, [document(Bucket::PUBLIC, left)]);
    move |tx| {
        writes(tx)?;
        Err(Code::NotFound.into())
    }
}

#[test_on_both]
async fn a_refusal_takes_back_what_was_written_and_left_pending(world: World) {
    let gate = world.writer_held().await;
    let kept = |row, left| leaves(row, [document(Bucket::PUBLIC, left)]);
    let earlier = queued(world.db.write(kept("earlier", "its document")));
    let refused = queued(world.db.write(refuses_after("refused", "no document")));
    let later = queued(world.db.write(kept("later", "its document, too")));

    gate.open();
    let (earlier, refused, later) = join3(earlier, refused, later).await;

    assert!(earlier.is_ok() && later.is_ok());
    assert!(matches!(refused, Err(Error::Refusal(refusal)) if refusal.code == Code::NotFound));
    assert_eq!(world.rows(), ["earlier=1", "its document=1", "its document, too=1", "later=1"]);
}

#[test_on_both]
async fn a_refused_attempt_is_taken_back_and_its_closure_goes_on(world: World) {
    let refused = refuses_after("refused", "no document");
    let kept = leaves("kept", [document(Bucket::PUBLIC, "document")]);
    let attempts = move |tx: &mut Tx<'_>| {
        store(tx, "before")?;
        let first = tx.attempt(&refused)?;
        let second = tx.attempt(&kept)?;
        store(tx, "after")?;
        Ok((first.map_err(|refusal| refusal.code), second))
    };

    let answer = world.db.write(attempts).await.unwrap();

    assert_eq!(answer.value, (Err(Code::NotFound), Ok(())));
    assert_eq!(world.rows(), ["after=1", "before=1", "document=1", "kept=1"]);
}

/// A closure that went on after a fault might otherwise commit half of an attempt.
#[test_on_both]
async fn a_fault_in_an_attempt_gives_the_write_up_even_if_its_closure_goes_on(world: World) {
    let goes_on = |tx: &mut Tx<'_>| -> Result<(), Error> {
        let _overlooked = tx.attempt(|tx| {
            store(tx, "half")?;
            Err::<(), Error>(Fault::broken("no second half").into())
        });
        Ok(store(tx, "rest")?)
    };

    let answer = world.db.write(goes_on).await;
    world.db.write(stores("next")).await.unwrap();

    fault(answer);
    assert_eq!(world.rows(), ["next=1"]);
}

#[test_on_both]
async fn a_refusal_takes_back_attempts_that_went_well_within_it(world: World) {
    let kept = leaves("inside", [document(Bucket::PUBLIC, "document")]);
    let refuses = move |tx: &mut Tx<'_>| -> Result<(), Error> {
        tx.attempt(|tx| {
            tx.attempt(&kept)??;
            Ok(store(tx, "between")?)
        })??;
        Err(Code::NotFound.into())
    };

    let answer = world.db.write(refuses).await;
    world.db.write(stores("next")).await.unwrap();

    assert!(matches!(answer, Err(Error::Refusal(_))));
    assert_eq!(world.rows(), ["next=1"]);
}
