//! What is long over leaves the desk.

use crate::{
    acts::{self, Intent, Recorded},
    changelog::Changed,
    kernel::{
        caller::Caller,
        ids::{PersonId, RecordId},
    },
    ledger::{rules, store},
    people,
    platform::{db::Tx, error::Error},
};

/// Takes records of a shift that is long over away from the desk: at most `limit`. Answers how
/// many. An act by the system, each step of it recorded. Only what is seen of them changes, and
/// nothing that counts, so no day is locked and no line of the ledger written.
///
/// # Errors
/// What the database says.
pub fn retire(tx: &mut Tx<'_>, caller: &Caller, limit: i64) -> Result<usize, Error> {
    let until = rules::retired_until(caller.now);
    let Some(shift) = store::first_on_desk(tx, until)? else { return Ok(0) };
    let found = store::on_desk(tx, shift, limit)?;
    let (ids, persons): (Vec<RecordId>, Vec<PersonId>) = found.into_iter().unzip();
    people::lock(tx, &persons)?;
    // Whoever was before these locks may have retired some.
    let mut seen = store::records_by_id(tx, &ids)?;
    seen.retain(|row| row.desk_retired_at.is_none());
    let Some(unit) = seen.first().map(|row| row.unit) else { return Ok(0) };
    let intent = Intent::unrepeated(tx.random().id(caller.now), "ledger.retire");
    acts::record(tx, caller, &intent, &Recorded::applied(shift.entity(), Some(unit)))?;
    let ids: Vec<RecordId> = seen.iter().map(|row| row.id).collect();
    let retired = store::retire_records(tx, &ids, caller.now)?;
    for (before, after) in seen.iter().zip(&retired) {
        tx.changed(Some(before), Some(after));
    }
    Ok(retired.len())
}
