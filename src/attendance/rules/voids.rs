//! What was wrong, and what is left of a record without it.

use super::{drafted, record_class};
use crate::{
    activities::ShiftFacts,
    attendance::{model::AttendanceState, store::AttendanceRow},
    kernel::{codes::Code, ids::PersonId, refusal::Refusal},
    ledger::{RecordRow, Restated, Stretches},
    org::Authority,
};

/// Whether somebody may decide about an attendance of another: who leads the unit.
///
/// # Errors
/// [`Code::OwnRecord`]; [`Code::NotFound`] for who may not know of it, else [`Code::Forbidden`].
pub(in crate::attendance) fn may_judge(
    row: &AttendanceRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    if row.person == caller {
        return Err(Code::OwnRecord.into());
    }
    if !authority.reads() {
        return Err(Code::NotFound.into());
    }
    authority.may_lead()
}

/// An attendance that somebody wants void; nothing when it is so, or somebody has asked before.
pub(in crate::attendance) fn void_asked(
    row: &AttendanceRow,
    by: PersonId,
) -> Option<AttendanceRow> {
    let open = row.state != AttendanceState::Void && row.void_asked_by.is_none();
    open.then(|| AttendanceRow { void_asked_by: Some(by), ..row.clone() })
}

/// An attendance that a second person finds wrong too; nothing when it is void already. What counts
/// of it is not counted yet.
///
/// # Errors
/// [`Code::StateConflict`] while nobody has asked, [`Code::SecondPersonNeeded`].
pub(in crate::attendance) fn voided(
    row: &AttendanceRow,
    by: PersonId,
) -> Result<Option<AttendanceRow>, Refusal> {
    if row.state == AttendanceState::Void {
        return Ok(None);
    }
    let asked_by = row.void_asked_by;
    let asked_by =
        asked_by.ok_or_else(|| Refusal::from(Code::StateConflict).with_word("state", row.state))?;
    if asked_by == by {
        return Err(Code::SecondPersonNeeded.into());
    }
    Ok(Some(AttendanceRow {
        state: AttendanceState::Void,
        proposed_end_at: None,
        proposed_by: None,
        void_asked_by: None,
        ..row.clone()
    }))
}

/// What is left of a confirmed record, from all its attendances as they are now. Of time that
/// counts for nothing it keeps no stay either; nothing without the attendance that it has its id
/// from.
pub(in crate::attendance) fn restated(
    shift: &ShiftFacts,
    rows: &[AttendanceRow],
    record: &RecordRow,
) -> Option<Restated> {
    let left = drafted(shift, rows, &record.unit_name)?;
    let class = record_class(rows);
    Some(Restated {
        given_minutes: left.given_minutes,
        credited_minutes: left.credited_minutes,
        proof_class: class.unwrap_or(record.proof_class),
        stays: class.map_or_else(Stretches::default, |_| left.stays),
        flags: left.flags,
        overlaps: left.overlaps,
    })
}
