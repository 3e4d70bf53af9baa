//! Was it done before; it is done now.

use super::{
    model::{Intent, Recorded},
    store::{self, Detail, NewAct},
};
use crate::{
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{EntityId, Id},
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

/// Enters acts of a slice, each with who did it: a slice is many acts that the server itself enters
/// in one transaction. It drew their ids, so nobody asks for one of them again.
///
/// # Errors
/// What the database says.
pub fn record_all(
    tx: &mut Tx<'_>,
    slice: &[(&Caller, &Intent, Recorded<'_>)],
) -> Result<(), Error> {
    let (told, silent): (Vec<_>, Vec<_>) =
        slice.iter().partition(|(_, _, recorded)| recorded.reason.is_some());
    for (caller, intent, recorded) in told {
        record(tx, caller, intent, recorded)?;
    }
    let hash = |(_, intent, _): &&(&Caller, &Intent, Recorded<'_>)| tx.hash(&intent.body_hash);
    let hashes: Vec<[u8; 32]> = silent.iter().map(hash).collect();
    let row = |((caller, intent, recorded), hash)| NewAct::new(caller, intent, recorded, hash);
    let rows: Vec<NewAct<'_>> = silent
        .into_iter()
        .map(|(caller, intent, recorded)| (*caller, *intent, recorded))
        .zip(hashes.iter().map(<[u8; 32]>::as_slice))
        .map(row)
        .collect();
    Ok(store::insert_all(tx, &rows)?)
}
