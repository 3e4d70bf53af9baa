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
        store::{self, AttendanceRow, EventRow},
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
pub(crate) fn confirm_record(
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
    let events = store::events_in(tx, &[seen.shift], &[seen.person])?;
    let unit = org::unit(tx, shift.unit)?;
    let unit = unit.ok_or_else(|| Fault::broken("an activity without a unit"))?;
    let leads_unit = org::authority(tx, seen.person, seen.unit, caller.now)?.leads();
    let confirming = Confirming {
        shift,
        unit_name: &unit.name,
        leads_unit,
        rows: &held.rows,
        events: &events,
        earlier: earlier.as_ref(),
        late_reason,
    };
    let (settled, record) = confirming.confirmed(caller, seen.record_id)?;
    put(tx, caller, intent.id, &held.rows, &settled)?;
    let record = ledger::enter(tx, caller, intent.id, record)?;
    let recorded = Recorded::applied(record.id.entity(), Some(record.unit));
    acts::record(tx, caller, intent, &recorded)?;
    Ok(record)
}

/// What a confirmation is judged by.
pub(super) struct Confirming<'a> {
    pub(super) shift: &'a ShiftFacts,
    pub(super) unit_name: &'a str,
    /// Whether he who served leads the unit.
    pub(super) leads_unit: bool,
    /// All attendances of his that are held.
    pub(super) rows: &'a [AttendanceRow],
    /// What was captured about him in the shift.
    pub(super) events: &'a [EventRow],
    /// The record as it was entered before.
    pub(super) earlier: Option<&'a RecordRow>,
    pub(super) late_reason: Option<&'a str>,
}

impl Confirming<'_> {
    /// All that is held, settled where it is of the record; and the record.
    pub(super) fn confirmed(
        &self,
        caller: &Caller,
        id: RecordId,
    ) -> Result<(Vec<AttendanceRow>, RecordRow), Error> {
        let all = counted_anew(self.rows, id, self.shift);
        let of_record = |row: &&AttendanceRow| row.record_id == id;
        let rows: Vec<AttendanceRow> = all.iter().filter(of_record).cloned().collect();
        rules::confirmable(self.shift, &rows, caller.now)?;
        let book = Book { rows: &rows, events: self.events };
        let draft = rules::drafted(self.shift, book.rows, self.unit_name);
        let draft = draft.ok_or_else(|| Fault::broken("a record without its first attendance"))?;
        let record = rules::confirmed(draft, caller, book, self.late_reason)?;
        let record = RecordRow { leads_unit: self.leads_unit, ..record };
        let state = rules::state_of(&record, book, self.earlier);
        let settled = all.iter().map(|row| rules::settled(row, id, caller.now)).collect();
        Ok((settled, RecordRow { state, ..record }))
    }
}

/// What is held, with what counts now of the stays of one record: their shift may have been edited
/// since somebody came.
fn counted_anew(
    before: &[AttendanceRow],
    record: RecordId,
    shift: &ShiftFacts,
) -> Vec<AttendanceRow> {
    let anew = |row: &AttendanceRow| {
        if row.record_id == record { rules::recounted(row.clone(), shift) } else { row.clone() }
    };
    let after: Vec<AttendanceRow> = before.iter().map(anew).collect();
    overlaps_marked(before, &after)
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
