//! What acts on attendances lock, and judge by.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    activities::{self, ShiftFacts},
    attendance::{
        model::AttendanceState,
        rules,
        store::{self, AttendanceRow},
    },
    cells,
    kernel::{
        codes::Code,
        ids::{AttendanceId, Id, PersonId, RecordId, ShiftId},
        interval::Interval,
    },
    ledger,
    people::{self, PersonRow},
    platform::{
        db::{Conn, Tx},
        error::{Error, Fault},
    },
};

/// Persons who are locked, the shifts that are asked about, and all stays that may have to do with
/// them.
pub(in crate::attendance) struct Held {
    /// The shifts, in the order of ids.
    pub(in crate::attendance) shifts: Vec<ShiftFacts>,
    /// The persons, in the order of ids.
    pub(in crate::attendance) persons: Vec<PersonRow>,
    /// All their attendances in these shifts, and in others about the same time.
    pub(in crate::attendance) rows: Vec<AttendanceRow>,
}

impl Held {
    /// A shift that is held.
    pub(in crate::attendance) fn shift(&self, id: ShiftId) -> Result<&ShiftFacts, Error> {
        let shift = self.shifts.iter().find(|shift| shift.id == id);
        shift.ok_or_else(|| Fault::broken("an attendance without a shift").into())
    }
}

/// Locks persons, and reads what they did in some shifts and near them. Shifts and persons that
/// there are not are not among what is held.
pub(in crate::attendance) fn hold(
    tx: &mut Tx<'_>,
    shifts: &[ShiftId],
    persons: &[PersonId],
) -> Result<Held, Error> {
    let persons = people::lock(tx, persons)?;
    let ids: Vec<PersonId> = persons.iter().map(|person| person.id).collect();
    let shifts = activities::shift_facts(tx, shifts)?;
    let from = shifts.iter().map(|shift| rules::near(shift.span).from()).min();
    let until = shifts.iter().map(|shift| rules::near(shift.span).until()).max();
    let time = from.zip(until).and_then(|(from, until)| Interval::new(from, until).ok());
    let rows = match time {
        Some(time) => {
            let asked: Vec<ShiftId> = shifts.iter().map(|shift| shift.id).collect();
            store::near(tx, &ids, &asked, time)?
        }
        None => Vec::new(),
    };
    Ok(Held { shifts, persons, rows })
}

/// Locks the days on which the records of some attendances may make a session, before any person is
/// locked.
pub(super) fn lock_days(tx: &mut Tx<'_>, rows: &[&AttendanceRow]) -> Result<(), Error> {
    let shifts: Vec<ShiftId> = rows.iter().map(|row| row.shift).collect();
    let shifts: BTreeMap<ShiftId, ShiftFacts> =
        activities::shift_facts(tx, &shifts)?.into_iter().map(|shift| (shift.id, shift)).collect();
    let day = |row: &&AttendanceRow| Some(rules::session_day(row, shifts.get(&row.shift)?));
    let days: Vec<_> = rows.iter().filter_map(day).collect();
    Ok(cells::lock_days(tx, &days)?)
}

/// The records among those of some attendances that were confirmed and count for nothing now: what
/// is captured of them is as if nobody had confirmed them.
pub(super) fn dropped(
    conn: &mut Conn,
    rows: &[AttendanceRow],
) -> Result<BTreeSet<RecordId>, Error> {
    let settled = rows.iter().filter(|row| row.settled_at.is_some());
    let settled: BTreeSet<RecordId> = settled.map(|row| row.record_id).collect();
    if settled.is_empty() {
        return Ok(settled);
    }
    let settled: Vec<RecordId> = settled.into_iter().collect();
    let records = ledger::records_by_id(conn, &settled)?.into_iter();
    Ok(records.filter(|record| !record.state.counts()).map(|record| record.id).collect())
}

/// An attendance by its own id, or by any other under which it was captured.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::attendance) fn by_any_id(
    conn: &mut Conn,
    id: AttendanceId,
) -> Result<AttendanceRow, Error> {
    let own = store::attendance(conn, id)?;
    let row = match own {
        Some(row) if row.state != AttendanceState::Void => return Ok(row),
        Some(row) => row,
        None => {
            let stands = store::attendance_of_event(conn, Id::new(id.uuid()))?;
            let row = store::attendance(conn, stands.ok_or(Code::NotFound)?)?;
            row.ok_or_else(|| Fault::broken("an event without an attendance"))?
        }
    };
    // What came later may have made two stays of the one that it was taken for, or one of two.
    let siblings = store::of_record(conn, row.record_id)?;
    Ok(rules::found(&siblings, id).cloned().unwrap_or(row))
}

/// Attendances by their own ids, or by any others under which they were captured; those that there
/// are, by the ids that were asked for.
///
/// # Errors
/// What the database says.
pub(in crate::attendance) fn by_any_ids(
    conn: &mut Conn,
    ids: &[AttendanceId],
) -> Result<BTreeMap<AttendanceId, AttendanceRow>, Error> {
    let events: Vec<_> = ids.iter().map(|id| Id::new(id.uuid())).collect();
    let mut stands: BTreeMap<AttendanceId, AttendanceId> =
        store::attendances_of_events(conn, &events)?
            .into_iter()
            .map(|(event, attendance)| (Id::new(event.uuid()), attendance))
            .collect();
    for id in ids {
        stands.entry(*id).or_insert(*id);
    }
    let wanted: Vec<AttendanceId> = stands.values().copied().collect();
    let rows: BTreeMap<AttendanceId, AttendanceRow> =
        store::attendances_by_id(conn, &wanted)?.into_iter().map(|row| (row.id, row)).collect();
    let found = |(asked, stands)| Some((asked, rows.get(&stands)?.clone()));
    Ok(stands.into_iter().filter_map(found).collect())
}
