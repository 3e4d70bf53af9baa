//! What somebody may look at of records: those that are confirmed, and those that attendances stand
//! for.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{holding::by_any_id, reads::own_or_read};
use crate::{
    activities::{self, ShiftFacts},
    attendance::{
        rules,
        store::{self, AttendanceRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, PersonId, RecordId, ShiftId, UnitId},
    },
    ledger::{self, EntryRow, RecordRow, RecordSearch, Scope},
    org,
    platform::{db::Conn, error::Error},
};

/// Lines of the ledger that are shown of a record, at most.
const ENTRIES_MAX: i64 = 200;

/// A record with its lines in the ledger.
pub(in crate::attendance) struct SeenRecord {
    pub(in crate::attendance) row: RecordRow,
    pub(in crate::attendance) entries: Vec<EntryRow>,
}

/// One record, by any id under which a stay of it was captured: one's own, or of a unit over which
/// one has a role.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::attendance) fn record(
    conn: &mut Conn,
    caller: &Caller,
    id: RecordId,
) -> Result<SeenRecord, Error> {
    let row = record_by_any_id(conn, id)?;
    own_or_read(conn, caller, row.person, row.unit)?;
    let entries = ledger::entries_of(conn, row.id, ENTRIES_MAX)?;
    Ok(SeenRecord { row, entries })
}

fn record_by_any_id(conn: &mut Conn, id: RecordId) -> Result<RecordRow, Error> {
    if let Some(row) = ledger::record(conn, id)? {
        return Ok(row);
    }
    let id = by_any_id(conn, Id::new(id.uuid()))?.record_id;
    if let Some(row) = ledger::record(conn, id)? {
        return Ok(row);
    }
    drafts(conn, &[id])?.pop().ok_or_else(|| Code::NotFound.into())
}

/// The records of units over which the caller has a role, the newest first, at most `limit`.
///
/// # Errors
/// What the database says.
pub(in crate::attendance) fn records(
    conn: &mut Conn,
    caller: &Caller,
    search: &RecordSearch,
    limit: i64,
) -> Result<Vec<RecordRow>, Error> {
    let desks = Scope::Desks(org::units_held(conn, caller.person, caller.now)?);
    listed(conn, &desks, search, limit)
}

/// The records of a person that the caller may look at, the newest first, at most `limit`.
///
/// # Errors
/// [`Code::NotFound`] for somebody whom he does not see.
pub(in crate::attendance) fn records_of(
    conn: &mut Conn,
    caller: &Caller,
    person: PersonId,
    search: &RecordSearch,
    limit: i64,
) -> Result<Vec<RecordRow>, Error> {
    let scope = scope_of(conn, caller, person)?;
    listed(conn, &scope, &RecordSearch { person: Some(person), ..search.clone() }, limit)
}

/// Among which records of a person the caller may look: among all of his own, of another whom he
/// sees among those of units over which he has a role.
///
/// # Errors
/// [`Code::NotFound`] for somebody whom he does not see.
pub(super) fn scope_of(conn: &mut Conn, caller: &Caller, person: PersonId) -> Result<Scope, Error> {
    if person == caller.person {
        return Ok(Scope::Own(person));
    }
    if !org::reach(conn, caller.person, person, caller.now)?.sees() {
        return Err(Code::NotFound.into());
    }
    Ok(Scope::Desks(org::units_held(conn, caller.person, caller.now)?))
}

fn listed(
    conn: &mut Conn,
    scope: &Scope,
    search: &RecordSearch,
    limit: i64,
) -> Result<Vec<RecordRow>, Error> {
    let mut rows = ledger::records(conn, scope, search, limit)?;
    let computed = store::computed(conn, scope, search, limit)?;
    rows.extend(drafts(conn, &computed)?);
    rows.sort_unstable_by_key(|row| Reverse(row.id));
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(rows)
}

/// Records as they would be if they were confirmed now; those left out that are no service, or of
/// which no stay is left.
fn drafts(conn: &mut Conn, ids: &[RecordId]) -> Result<Vec<RecordRow>, Error> {
    let mut records: BTreeMap<RecordId, Vec<AttendanceRow>> = BTreeMap::new();
    for row in store::of_records(conn, ids)? {
        records.entry(row.record_id).or_default().push(row);
    }
    records.retain(|_, rows| rules::is_service(rows));
    let first = |rows: &Vec<AttendanceRow>| rows.first().map(|row| (row.shift, row.unit));
    let (shifts, units): (Vec<ShiftId>, Vec<UnitId>) = records.values().filter_map(first).unzip();
    let shifts: BTreeMap<ShiftId, ShiftFacts> = activities::shift_facts(conn, &shifts)?
        .into_iter()
        .map(|shift| (shift.id, shift))
        .collect();
    let names: BTreeMap<UnitId, String> =
        org::units_by_id(conn, &units)?.into_iter().map(|unit| (unit.id, unit.name)).collect();
    let drafted = |rows: &Vec<AttendanceRow>| {
        let (shift, unit) = first(rows)?;
        rules::drafted(shifts.get(&shift)?, rows, names.get(&unit)?)
    };
    Ok(records.values().filter_map(drafted).collect())
}
