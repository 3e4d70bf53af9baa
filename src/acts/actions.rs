//! Was it done before; it is done now.

use super::{
    model::{Intent, Recorded},
    store::{self, Detail, NewAct},
};
use crate::{
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{EntityId, Id, UnitId},
    },
    platform::{db::Tx, error::Error},
};

/// The subject of this very act, if its author has done it already.
///
/// # Errors
/// [`Code::IdConflict`] when the id stands for another act of his.
pub fn done(tx: &mut Tx<'_>, caller: &Caller, intent: &Intent) -> Result<Option<EntityId>, Error> {
    let body_hash = tx.hash(&intent.body_hash);
    match store::act(tx, caller.person, intent.id)? {
        None => Ok(None),
        Some(earlier) if earlier.body_hash == body_hash => Ok(Some(earlier.subject)),
        Some(_) => Err(Code::IdConflict.into()),
    }
}

/// Enters an act that is done.
///
/// # Errors
/// What the database says.
pub fn record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    recorded: &Recorded<'_>,
) -> Result<(), Error> {
    let body_hash = tx.hash(&intent.body_hash);
    let act = NewAct::new(caller, intent, recorded, &body_hash);
    let Some(reason) = recorded.reason else { return Ok(store::insert(tx, &act)?) };
    let salt: [u8; 16] = tx.random().bytes();
    let hash = tx.hash(&[salt.as_slice(), reason.as_bytes()].concat());
    let id = Id::new(tx.random().uuid());
    store::insert_detail(tx, &Detail { id, author: caller.person, act: intent.id, reason })?;
    Ok(store::insert(tx, &act.with_reason(id, &hash, &salt))?)
}

/// An act of a slice: who did what, to what, and the unit whose business it is.
pub type OfSlice<'a> = (&'a Caller, &'a Intent, EntityId, Option<UnitId>);

/// Enters acts of a slice, all of them applied and with no words to them. The server drew their
/// ids, so nobody asks for one of them again.
///
/// # Errors
/// What the database says.
pub fn record_all(tx: &mut Tx<'_>, slice: &[OfSlice<'_>]) -> Result<(), Error> {
    let hash = |(_, intent, ..): &OfSlice<'_>| tx.hash(&intent.body_hash);
    let hashes: Vec<[u8; 32]> = slice.iter().map(hash).collect();
    let rows: Vec<NewAct<'_>> = slice
        .iter()
        .zip(&hashes)
        .map(|(&(caller, intent, subject, unit), hash)| {
            NewAct::new(caller, intent, &Recorded::applied(subject, unit), hash)
        })
        .collect();
    Ok(store::insert_all(tx, &rows)?)
}
