//! What a second person decides about records.

use std::collections::BTreeMap;

use super::holding::{Telling, decide, lock_days};
use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{PersonId, RecordId},
        refusal::Refusal,
    },
    ledger::{
        rules,
        store::{self, RecordRow},
    },
    notices::NoticeKind,
    org, people,
    platform::{db::Tx, error::Error},
};

/// The act of [`approve_record`].
pub(in crate::ledger) const APPROVE: &str = "ledger.approve_record";

/// Approves a record that is in review: from then on it counts.
///
/// # Errors
/// Those of [`decide`], [`rules::may_decide`] and [`rules::approved`].
pub(in crate::ledger) fn approve_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: RecordId,
) -> Result<RecordRow, Error> {
    let telling = Telling::default();
    decide(tx, caller, (intent, id), telling, |held| {
        rules::may_decide(&held.row, caller.person, &held.authority)?;
        rules::approved(&held.row, caller)
    })
}

/// Rejects a record that is in review: it counts for nothing, and the person is told.
///
/// # Errors
/// Those of [`decide`], [`rules::may_decide`] and [`rules::rejected`].
pub(crate) fn reject_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: RecordId,
    reason: &str,
) -> Result<RecordRow, Error> {
    let telling = Telling { reason: Some(reason), notice: Some(NoticeKind::HoursRejected) };
    decide(tx, caller, (intent, id), telling, |held| {
        rules::may_decide(&held.row, caller.person, &held.authority)?;
        rules::rejected(&held.row, caller)
    })
}

/// Approves several records, each by itself: one that is refused keeps no other one back. The
/// results stand in the order of the ids.
///
/// # Errors
/// What the database says.
pub(crate) fn approve_records(
    tx: &mut Tx<'_>,
    caller: &Caller,
    ids: &[RecordId],
) -> Result<Vec<Result<(), Refusal>>, Error> {
    // All days before all persons, each in their order, as single acts lock them.
    let asked = known(tx, caller, ids)?;
    lock_days(tx, &asked)?;
    let persons: Vec<PersonId> = asked.iter().map(|row| row.person).collect();
    people::lock(tx, &persons)?;
    let mut results: BTreeMap<RecordId, Result<(), Refusal>> = BTreeMap::new();
    for RecordRow { id, .. } in asked {
        let act = tx.random().id(caller.now);
        let intent = Intent::new(act, APPROVE, &[id.entity()], b"");
        let done = tx.attempt(|tx| approve_record(tx, caller, &intent, id).map(drop))?;
        results.insert(id, done);
    }
    let absent = || Err(Code::NotFound.into());
    Ok(ids.iter().map(|id| results.get(id).cloned().unwrap_or_else(absent)).collect())
}

/// Those of some records of which the caller may know: nobody keeps others waiting for a record
/// that is none of his business.
fn known(tx: &mut Tx<'_>, caller: &Caller, ids: &[RecordId]) -> Result<Vec<RecordRow>, Error> {
    let mut rows = store::records_by_id(tx, ids)?;
    let units: Vec<_> = rows.iter().map(|row| row.unit).collect();
    let read = org::units_read(tx, caller.person, &units, caller.now)?;
    rows.retain(|row| row.person == caller.person || read.contains(&row.unit));
    Ok(rows)
}
