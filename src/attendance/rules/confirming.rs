//! Who confirms what somebody served, and whether that is enough for it to count.

use crate::{
    activities::ShiftFacts,
    attendance::{
        model::{AttendanceState, Source},
        store::AttendanceRow,
    },
    cells::SessionDay,
    kernel::{
        caller::{Caller, Grade},
        codes::Code,
        figures::{Booking, month_of},
        ids::{PersonId, RecordId},
        proof::ProofClass,
        refusal::Refusal,
        time::Time,
        workdays::{RECORDED_WITHIN, due_on},
    },
    ledger::{Persons, RecordRow, RecordState},
    org::Authority,
};

/// Given minutes that somebody has in a shift at most without a second look: twelve hours.
const LONG_MINUTES: i64 = 12 * 60;

/// Whether somebody may know of the attendances of a person in a unit, and confirm what they come
/// to: who leads the unit, of others' hours.
///
/// # Errors
/// [`Code::NotFound`], [`Code::OwnRecord`], [`Code::Forbidden`].
pub(in crate::attendance) fn may_confirm(
    person: PersonId,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    if person == caller {
        return Err(Code::OwnRecord.into());
    }
    if !authority.reads() {
        return Err(Code::NotFound.into());
    }
    authority.may_lead()
}

/// Whether there still is something to confirm of stays of which there may be a record. One that was
/// rejected may be confirmed again.
///
/// # Errors
/// [`Code::StateConflict`] where the record is contested or void.
pub(in crate::attendance) fn is_open(record: Option<&RecordRow>) -> Result<bool, Refusal> {
    let Some(record) = record else { return Ok(true) };
    match record.state {
        RecordState::Computed | RecordState::Rejected => Ok(true),
        RecordState::InReview | RecordState::NeedsReview | RecordState::Approved => Ok(false),
        RecordState::Disputed | RecordState::Voided => {
            Err(Refusal::from(Code::StateConflict).with_word("state", record.shown_state()))
        }
    }
}

/// Whether the stays of somebody in a shift can be confirmed as they are. `rows` are all of them.
///
/// # Errors
/// [`Code::NotCountable`], [`Code::StayOpen`], [`Code::StaysOverlap`], [`Code::StateConflict`] when
/// nothing of them counts.
pub(in crate::attendance) fn confirmable(
    shift: &ShiftFacts,
    rows: &[AttendanceRow],
) -> Result<(), Refusal> {
    let is_open = |row: &AttendanceRow| {
        matches!(row.state, AttendanceState::Present | AttendanceState::CloseProposed)
    };
    if !shift.countable {
        return Err(Code::NotCountable.into());
    }
    if rows.iter().any(is_open) {
        return Err(Code::StayOpen.into());
    }
    if rows.iter().any(|row| row.overlaps) {
        return Err(Code::StaysOverlap.into());
    }
    match rows.first() {
        Some(first) if rows.iter().all(|row| row.counted.0.is_empty()) => {
            Err(Refusal::from(Code::StateConflict).with_word("state", first.state))
        }
        _ => Ok(()),
    }
}

/// A draft that somebody confirms, and those who captured its stays. Service is recorded within ten
/// working days (Order 67 of the Ministry of Civil Affairs, article 11): later only with a reason.
///
/// # Errors
/// [`Code::LateReasonMissing`].
pub(in crate::attendance) fn confirmed(
    draft: RecordRow,
    caller: &Caller,
    entered_by: &[PersonId],
    late_reason: Option<&str>,
) -> Result<RecordRow, Refusal> {
    let due = due_on(draft.ended_at.local_date(), RECORDED_WITHIN);
    let late = due.is_missed(caller.now.local_date());
    if late && late_reason.is_none() {
        return Err(Refusal::from(Code::LateReasonMissing).with("due_on", due.date));
    }
    let himself = |person: &PersonId| *person == draft.person || *person == PersonId::NIL;
    let entered_by = entered_by.iter().copied().filter(|person| !himself(person)).collect();
    Ok(RecordRow {
        late,
        late_reason: late_reason.filter(|_| late).map(str::to_owned),
        entered_by: Persons(entered_by),
        recorded_at: caller.now,
        recorded_by: caller.person,
        ..draft
    })
}

/// Whether a record counts once it is confirmed, or a second person is to look at it: what is weakly
/// proven, odd or long, hours of who leads the unit, and what nobody but he who confirms it vouches
/// for. What was rejected before is looked at again.
pub(in crate::attendance) fn state_of(
    record: &RecordRow,
    stays: &[AttendanceRow],
    earlier: Option<&RecordRow>,
) -> RecordState {
    let weak = matches!(record.proof_class, ProofClass::PaperSheet | ProofClass::Backfill)
        || record.grade == Grade::C;
    let odd = !record.flags.0.is_empty() || record.given_minutes > LONG_MINUTES;
    let said_himself = stays.iter().any(|row| row.sources.0.contains(&Source::Own));
    let alone = record.entered_by.0.iter().all(|person| *person == record.recorded_by);
    if weak || odd || record.leads_unit || (alone && !said_himself) || earlier.is_some() {
        RecordState::InReview
    } else {
        RecordState::Approved
    }
}

/// An attendance, settled if it is of a record that is confirmed: of the stays, and of what says that
/// he did not come.
pub(in crate::attendance) fn settled(
    row: &AttendanceRow,
    record: RecordId,
    now: Time,
) -> AttendanceRow {
    let settled_at = row.settled_at.or_else(|| (row.record_id == record).then_some(now));
    AttendanceRow { settled_at, ..row.clone() }
}

/// The day of its activity on which the record of a stay may make a session.
pub(in crate::attendance) fn session_day(row: &AttendanceRow, shift: &ShiftFacts) -> SessionDay {
    let service_date = shift.service_date.clone();
    let booking = Booking { month: month_of(&service_date), ..row.booking() };
    SessionDay { activity: shift.activity, service_date, booking }
}
