//! What all steps on one attendance do.

use super::{
    holding::{by_any_id, hold},
    writing::put,
};
use crate::{
    activities::ShiftFacts,
    acts::{self, Intent},
    attendance::{
        model::{EventKind, Source},
        rules,
        store::{self, AttendanceRow, EventRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{ActId, AttendanceId, Id, RecordId},
        time::Time,
    },
    ledger::{self, RecordRow},
    org::{self, Authority},
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// An attendance whose person is locked, with what is to be known to change it.
pub(super) struct HeldStay {
    pub(super) row: AttendanceRow,
    pub(super) shift: ShiftFacts,
    /// All attendances of the person that a change of it may move.
    pub(super) rows: Vec<AttendanceRow>,
}

/// The attendance of an act that its author has done already, as it is now.
pub(super) fn done(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
) -> Result<Option<AttendanceRow>, Error> {
    let Some(earlier) = acts::done(tx, caller, intent)? else { return Ok(None) };
    by_any_id(tx, Id::new(earlier.uuid())).map(Some)
}

/// What the caller may do about the unit of an attendance.
pub(super) fn authority(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &AttendanceRow,
) -> Result<Authority, Error> {
    Ok(org::authority(tx, caller.person, row.unit, caller.now)?)
}

/// Locks the person of an attendance that was read, and reads it again.
pub(super) fn lock(tx: &mut Tx<'_>, seen: &AttendanceRow) -> Result<HeldStay, Error> {
    let held = hold(tx, &[seen.shift], &[seen.person])?;
    let row = held.rows.iter().find(|row| row.id == seen.id).cloned();
    let row = row.ok_or_else(|| Fault::broken("an attendance is gone"))?;
    let shift = held.shift(row.shift)?.clone();
    Ok(HeldStay { row, shift, rows: held.rows })
}

/// Writes what became of one attendance among all that are held.
pub(super) fn put_one(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    rows: &[AttendanceRow],
    after: AttendanceRow,
) -> Result<AttendanceRow, Error> {
    let id = after.id;
    let after: Vec<AttendanceRow> =
        rows.iter().map(|row| if row.id == id { &after } else { row }.clone()).collect();
    one(put(tx, caller, act, rows, &after)?, id)
}

/// One of some attendances that were written.
pub(super) fn one(rows: Vec<AttendanceRow>, id: AttendanceId) -> Result<AttendanceRow, Error> {
    let row = rows.into_iter().find(|row| row.id == id);
    row.ok_or_else(|| Fault::broken("an attendance is not among those held").into())
}

/// What an act says about the end of a stay, under the id of the act.
///
/// # Errors
/// [`Code::IdConflict`] when something else was captured under it.
pub(super) fn event(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    row: &AttendanceRow,
    (kind, source, at): (EventKind, Source, Time),
) -> Result<EventRow, Error> {
    let id = Id::new(act.uuid());
    if store::is_event(tx, id)? {
        return Err(Code::IdConflict.into());
    }
    Ok(EventRow {
        id,
        attendance: row.id,
        shift: row.shift,
        person: row.person,
        kind,
        source,
        at,
        captured_at: caller.captured.at,
        grade: caller.captured.grade,
        verdict: None,
        recorded_at: caller.now,
        recorded_by: caller.person,
        device: caller.device,
        evidence_hash: None,
    })
}

/// Gives a confirmed record what is left of its attendances, as they were written. Its day is
/// locked.
pub(super) fn restate(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    id: RecordId,
) -> Result<RecordRow, Error> {
    let rows = store::of_record(tx, id)?;
    let record = ledger::record(tx, id)?;
    let record = record.ok_or_else(|| Fault::broken("a settled attendance without a record"))?;
    let left = rules::restated(&rows, &record);
    let left = left.ok_or_else(|| Fault::broken("a record of no time"))?;
    ledger::restate(tx, caller, act, id, left)
}
