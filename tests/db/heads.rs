//! A write learns the versions of the audiences that it touched.

use futures_util::future::join3;
use muster::{
    kernel::{bucket::Bucket, codes::Code, ids::PersonId},
    platform::{db::Tx, error::Error},
};
use test_macros::test_on_both;
use uuid::Uuid;

use crate::{
    flush::document,
    settings::stores,
    world::{World, leaves, queued},
};

fn person(number: u128) -> Bucket {
    Bucket::person(PersonId::new(Uuid::from_u128(number)))
}

#[test_on_both]
async fn the_heads_are_those_of_the_audiences_that_the_closure_touched(world: World) {
    let (lin, wang) = (person(1), person(2));
    let gate = world.writer_held().await;
    let both = leaves("both", [document(wang, "a"), document(lin, "b"), document(wang, "c")]);
    let both = queued(world.db.write(both));
    let public = queued(world.db.write(leaves("public", [document(Bucket::PUBLIC, "d")])));
    let none = queued(world.db.write(stores("none")));

    gate.open();
    let (both, public, none) = join3(both, public, none).await;

    let buckets = |heads: &[(Bucket, i64)]| heads.iter().map(|(is, _)| *is).collect::<Vec<_>>();
    assert_eq!(buckets(&both.unwrap().heads), [lin, wang]);
    assert_eq!(buckets(&public.unwrap().heads), [Bucket::PUBLIC]);
    assert_eq!(none.unwrap().heads, []);
}

#[test_on_both]
async fn the_versions_are_those_of_the_flush(world: World) {
    let changes = [document(person(1), "a"), document(Bucket::PUBLIC, "b")];

    let answer = world.db.write(leaves("row", changes)).await.unwrap();

    assert_eq!(answer.heads, [(Bucket::PUBLIC, 2), (person(1), 2)]);
}

#[test_on_both]
async fn an_audience_that_only_a_refused_attempt_touched_is_not_named(world: World) {
    let refused = leaves("refused", [document(person(1), "refused document")]);
    let kept = leaves("kept", [document(person(2), "document")]);
    let attempts = move |tx: &mut Tx<'_>| {
        let refusal = tx.attempt(|tx| {
            refused(tx)?;
            Err::<(), Error>(Code::NotFound.into())
        })?;
        kept(tx)?;
        Ok(refusal.is_err())
    };

    let answer = world.db.write(attempts).await.unwrap();

    assert!(answer.value);
    assert_eq!(answer.heads, [(person(2), 1)]);
}
