//! Confirming what somebody served.

use std::collections::BTreeMap;

use super::{
    holding::{by_any_id, by_any_ids, hold, lock_days},
    writing::{overlaps_marked, put},
};
use crate::{
    activities::ShiftFacts,
    acts::{self, Intent, Recorded},
    attendance::{
        rules::{self, Book},
        store::{self, AttendanceRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{AttendanceId, PersonId, RecordId},
        refusal::Refusal,
    },
    ledger::{self, RecordRow},
    org, people,
    platform::{
        db::{Conn, Tx},
        error::{Error, Fault},
    },
};

/// The act of [`confirm_record`].
pub(in crate::attendance) const CONFIRM: &str = "attendance.confirm_record";

/// Confirms what somebody served in a shift: his stays are settled, and their record is entered. It
/// is found by any id under which one of them was captured.
///
/// # Errors
/// [`Code::NotFound`], [`Code::OwnRecord`], [`Code::Forbidden`], [`Code::NotCountable`],
/// [`Code::ShiftNotOver`], [`Code::StayOpen`], [`Code::StaysOverlap`], [`Code::StateConflict`],
/// [`Code::LateReasonMissing`].
pub(in crate::attendance) fn confirm_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: AttendanceId,
    late_reason: Option<&str>,
) -> Result<RecordRow, Error> {
    let seen = by_any_id(tx, id)?;
    let authority = org::authority(tx, caller.person, seen.unit, caller.now)?;
    rules::may_judge(seen.person, caller.person, &authority)?;
    lock_days(tx, &[&seen])?;
    let held = hold(tx, &[seen.shift], &[seen.person])?;
    let earlier = ledger::record(tx, seen.record_id)?;
    if acts::done(tx, caller, intent)?.is_some() {
        return earlier.ok_or_else(|| Fault::broken("a confirmed record is gone").into());
    }
    if let (false, Some(stands)) = (rules::is_open(earlier.as_ref())?, &earlier) {
        return Ok(stands.clone());
    }
    let shift = held.shift(seen.shift)?;
    let all = counted_anew(&held.rows, seen.record_id, shift);
    let of_record = |row: &&AttendanceRow| row.record_id == seen.record_id;
    let rows: Vec<AttendanceRow> = all.iter().filter(of_record).cloned().collect();
    rules::confirmable(shift, &rows, caller.now)?;
    let events = store::events_in(tx, &[seen.shift], &[seen.person])?;
    let book = Book { rows: &rows, events: &events };
    let record = entered(tx, caller, (shift, book), late_reason)?;
    let state = rules::state_of(&record, book, earlier.as_ref());
    let settled: Vec<AttendanceRow> =
        all.iter().map(|row| rules::settled(row, seen.record_id, caller.now)).collect();
    put(tx, caller, intent.id, &held.rows, &settled)?;
    let record = ledger::enter(tx, caller, intent.id, RecordRow { state, ..record })?;
    let recorded = Recorded::applied(record.id.entity(), Some(record.unit));
    acts::record(tx, caller, intent, &recorded)?;
    Ok(record)
}

/// What is held, with what counts now of the stays of one record: their shift may have been edited
/// since somebody came.
fn counted_anew(
    before: &[AttendanceRow],
    record: RecordId,
    shift: &ShiftFacts,
) -> Vec<AttendanceRow> {
    let anew = |row: &AttendanceRow| match row.record_id == record {
        true => rules::recounted(row.clone(), shift),
        false => row.clone(),
    };
    let after: Vec<AttendanceRow> = before.iter().map(anew).collect();
    overlaps_marked(before, &after)
}

/// The record of some stays as it is confirmed.
fn entered(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (shift, book): (&ShiftFacts, Book<'_>),
    late_reason: Option<&str>,
) -> Result<RecordRow, Error> {
    let unit = org::unit(tx, shift.unit)?;
    let unit = unit.ok_or_else(|| Fault::broken("an activity without a unit"))?;
    let draft = rules::drafted(shift, book.rows, &unit.name);
    let draft = draft.ok_or_else(|| Fault::broken("a record without its first attendance"))?;
    let leads_unit = org::authority(tx, draft.person, draft.unit, caller.now)?.leads();
    let record = rules::confirmed(draft, caller, book, late_reason)?;
    Ok(RecordRow { leads_unit, ..record })
}

/// Confirms several records, each by itself: one that is refused keeps no other one back. The
/// results stand in the order of the ids.
///
/// # Errors
/// What the database says.
pub(crate) fn confirm_records(
    tx: &mut Tx<'_>,
    caller: &Caller,
    ids: &[AttendanceId],
    late_reason: Option<&str>,
) -> Result<Vec<Result<(), Refusal>>, Error> {
    let found = known(tx, caller, ids)?;
    // All days before all persons, each in their order, as single acts lock them.
    lock_days(tx, &found.values().collect::<Vec<_>>())?;
    let persons: Vec<PersonId> = found.values().map(|row| row.person).collect();
    people::lock(tx, &persons)?;
    let records: BTreeMap<(PersonId, RecordId), AttendanceId> =
        found.values().map(|row| ((row.person, row.record_id), row.id)).collect();
    let mut results: BTreeMap<RecordId, Result<(), Refusal>> = BTreeMap::new();
    for ((_, record), id) in records {
        let act = tx.random().id(caller.now);
        let intent = Intent::new(act, CONFIRM, &[id.entity()], b"");
        let confirm = |tx: &mut Tx<'_>| confirm_record(tx, caller, &intent, id, late_reason);
        let done = tx.attempt(|tx| confirm(tx).map(drop))?;
        results.insert(record, done);
    }
    let result = |id| found.get(id).and_then(|row| results.get(&row.record_id)).cloned();
    Ok(ids.iter().map(|id| result(id).unwrap_or_else(|| Err(Code::NotFound.into()))).collect())
}

/// Those of some attendances of which the caller may know, by the ids that were asked for: nobody
/// keeps others waiting for what is none of his business.
fn known(
    conn: &mut Conn,
    caller: &Caller,
    ids: &[AttendanceId],
) -> Result<BTreeMap<AttendanceId, AttendanceRow>, Error> {
    let mut found = by_any_ids(conn, ids)?;
    let units: Vec<_> = found.values().map(|row| row.unit).collect();
    let read = org::units_read(conn, caller.person, &units, caller.now)?;
    found.retain(|_, row| row.person == caller.person || read.contains(&row.unit));
    Ok(found)
}
