//! What acts on attendances do to records. Each is a step of an act that `attendance` records.

use super::writing::write;
use crate::{
    kernel::{
        caller::Caller,
        ids::{ActId, RecordId},
    },
    ledger::{
        model::{Flag, Restated},
        rules,
        store::{self, RecordRow},
    },
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// Enters a record that was confirmed, or was once more after it had been rejected: it then keeps
/// what was decided about it. Its day and its person are locked.
///
/// # Errors
/// What the database says.
pub fn enter(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    row: RecordRow,
) -> Result<RecordRow, Error> {
    let Some(before) = store::lock_record(tx, row.id)? else {
        return write(tx, caller, act, None, row);
    };
    let after = RecordRow {
        decided_at: before.decided_at,
        decided_by: before.decided_by,
        external_ids: before.external_ids.clone(),
        ..row
    };
    write(tx, caller, act, Some(&before), after)
}

/// Says of a record whether one of its stays overlaps with one elsewhere. Its person is locked.
///
/// # Errors
/// What the database says.
pub fn overlap(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    id: RecordId,
    overlaps: bool,
) -> Result<(), Error> {
    let before = locked(tx, id)?;
    if before.overlaps != overlaps {
        let after = RecordRow { overlaps, ..before.clone() };
        write(tx, caller, act, Some(&before), after)?;
    }
    Ok(())
}

/// Says of a record that something about it is odd. What it counts for stays as it is. Its person
/// is locked.
///
/// # Errors
/// What the database says.
pub fn flag(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    id: RecordId,
    flag: Flag,
) -> Result<(), Error> {
    let before = locked(tx, id)?;
    if !before.flags.0.contains(&flag) {
        let after = RecordRow { flags: before.flags.with([flag]), ..before.clone() };
        write(tx, caller, act, Some(&before), after)?;
    }
    Ok(())
}

/// Gives a record the minutes that are left of its stays. Its day and its person are locked.
///
/// # Errors
/// What the database says.
pub fn restate(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    id: RecordId,
    left: Restated,
) -> Result<RecordRow, Error> {
    let before = locked(tx, id)?;
    let after = rules::restated(&before, left);
    write(tx, caller, act, Some(&before), after)
}

/// A record that is there, locked. Its person is locked.
pub(super) fn locked(tx: &mut Tx<'_>, id: RecordId) -> Result<RecordRow, Error> {
    let row = store::lock_record(tx, id)?;
    row.ok_or_else(|| Fault::broken("a record is gone").into())
}
