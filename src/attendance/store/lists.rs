//! The SQL of lists of attendances.

use diesel::{
    QueryResult, alias,
    dsl::{exists, not},
    prelude::*,
    sql_types::Bool,
};

use super::attendances::AttendanceRow;
use crate::{
    attendance::model::AttendanceState,
    kernel::ids::{AttendanceId, PersonId, RecordId, ShiftId, UnitId},
    ledger::{RecordSearch, RecordState, Scope},
    org,
    platform::db::{Conn, MultiBackend},
    schema::attendances,
};

/// Which attendances of a shift a list is of.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::attendance) struct ShiftSearch {
    pub(in crate::attendance) person: Option<PersonId>,
    pub(in crate::attendance) state: Option<AttendanceState>,
    /// Only those after this one.
    pub(in crate::attendance) after: Option<AttendanceId>,
}

/// The attendances of a shift, in the order of ids, at most `limit`.
pub(in crate::attendance) fn in_shift(
    conn: &mut Conn,
    shift: ShiftId,
    search: ShiftSearch,
    limit: i64,
) -> QueryResult<Vec<AttendanceRow>> {
    let ShiftSearch { person, state, after } = search;
    let of_shift = attendances::table.filter(attendances::shift.eq(shift));
    let mut found = of_shift.order(attendances::id).limit(limit).into_boxed();
    if let Some(person) = person {
        found = found.filter(attendances::person.eq(person));
    }
    if let Some(state) = state {
        found = found.filter(attendances::state.eq(state));
    }
    if let Some(after) = after {
        found = found.filter(attendances::id.gt(after));
    }
    found.load(conn)
}

/// The persons who have an attendance in a shift, each once.
pub(in crate::attendance) fn persons_in(
    conn: &mut Conn,
    shift: ShiftId,
) -> QueryResult<Vec<PersonId>> {
    let of_shift = attendances::table.filter(attendances::shift.eq(shift));
    of_shift.select(attendances::person).distinct().load(conn)
}

/// The attendances of some persons in a shift, in the order of ids.
pub(in crate::attendance) fn of_persons_in(
    conn: &mut Conn,
    shift: ShiftId,
    persons: &[PersonId],
) -> QueryResult<Vec<AttendanceRow>> {
    attendances::table
        .filter(attendances::shift.eq(shift))
        .filter(attendances::person.eq_any(persons))
        .order(attendances::id)
        .load(conn)
}

/// Which of somebody's own attendances a list is of.
#[derive(Clone, Debug, Default)]
pub(in crate::attendance) struct OwnSearch {
    /// Only those in a unit and in those below it.
    pub(in crate::attendance) unit: Option<UnitId>,
    /// Only those in a shift.
    pub(in crate::attendance) shift: Option<ShiftId>,
    pub(in crate::attendance) state: Option<AttendanceState>,
    /// Only those of this service date or a later one.
    pub(in crate::attendance) from: Option<String>,
    /// Only those of this service date or an earlier one.
    pub(in crate::attendance) until: Option<String>,
    /// Only those before this one.
    pub(in crate::attendance) before: Option<AttendanceId>,
}

/// The attendances of a person, the newest first, at most `limit`.
pub(in crate::attendance) fn of_person(
    conn: &mut Conn,
    person: PersonId,
    search: OwnSearch,
    limit: i64,
) -> QueryResult<Vec<AttendanceRow>> {
    let OwnSearch { unit, shift, state, from, until, before } = search;
    let own = attendances::table.filter(attendances::person.eq(person));
    let mut found = own.order(attendances::id.desc()).limit(limit).into_boxed();
    if let Some(unit) = unit {
        found = found.filter(attendances::unit.eq_any(org::below(vec![unit])));
    }
    if let Some(shift) = shift {
        found = found.filter(attendances::shift.eq(shift));
    }
    if let Some(state) = state {
        found = found.filter(attendances::state.eq(state));
    }
    if let Some(from) = from {
        found = found.filter(attendances::service_date.ge(from));
    }
    if let Some(until) = until {
        found = found.filter(attendances::service_date.le(until));
    }
    if let Some(before) = before {
        found = found.filter(attendances::id.lt(before));
    }
    found.load(conn)
}

/// The attendances of some records, in the order of ids.
pub(in crate::attendance) fn of_records(
    conn: &mut Conn,
    records: &[RecordId],
) -> QueryResult<Vec<AttendanceRow>> {
    let found = attendances::table.filter(attendances::record_id.eq_any(records));
    found.order(attendances::id).load(conn)
}

/// The ids of records that nobody has confirmed: of stays that are service time, the newest first,
/// at most `limit`.
pub(in crate::attendance) fn computed(
    conn: &mut Conn,
    scope: &Scope,
    search: &RecordSearch,
    limit: i64,
) -> QueryResult<Vec<RecordId>> {
    let RecordSearch { unit, state, program, person, shift, from, until, before } = search;
    let rows = alias!(attendances as rows);
    let of_record = || rows.filter(rows.field(attendances::record_id).eq(attendances::record_id));
    let stays = of_record().filter(rows.field(attendances::state).eq_any(AttendanceState::STAYS));
    let overlapping = of_record().filter(rows.field(attendances::overlaps));
    let mut found = attendances::table
        .filter(attendances::id.eq(attendances::record_id))
        .filter(attendances::settled_at.is_null())
        .filter(attendances::countable)
        .filter(exists(stays))
        .filter(among(scope))
        .order(attendances::record_id.desc())
        .limit(limit)
        .select(attendances::record_id)
        .into_boxed();
    // The same as `RecordRow::shown_state` says of a draft.
    found = match *state {
        None => found,
        Some(RecordState::Computed) => found.filter(not(exists(overlapping))),
        Some(RecordState::NeedsReview) => found.filter(exists(overlapping)),
        Some(_) => return Ok(Vec::new()),
    };
    if let Some(unit) = unit {
        found = found.filter(attendances::unit.eq_any(org::below(vec![*unit])));
    }
    if let Some(program) = program {
        found = found.filter(attendances::program.eq(program));
    }
    if let Some(person) = person {
        found = found.filter(attendances::person.eq(person));
    }
    if let Some(shift) = shift {
        found = found.filter(attendances::shift.eq(shift));
    }
    if let Some(from) = from {
        found = found.filter(attendances::service_date.ge(from));
    }
    if let Some(until) = until {
        found = found.filter(attendances::service_date.le(until));
    }
    if let Some(before) = before {
        found = found.filter(attendances::record_id.lt(before));
    }
    found.load(conn)
}

/// All attendances of a person at service that nobody has confirmed, in the order of ids.
pub(in crate::attendance) fn unsettled_of(
    conn: &mut Conn,
    scope: &Scope,
    person: PersonId,
) -> QueryResult<Vec<AttendanceRow>> {
    attendances::table
        .filter(attendances::person.eq(person))
        .filter(attendances::settled_at.is_null())
        .filter(attendances::countable)
        .filter(among(scope))
        .order(attendances::id)
        .load(conn)
}

/// Whether an attendance is among those that somebody may look at.
fn among(
    scope: &Scope,
) -> Box<dyn BoxableExpression<attendances::table, MultiBackend, SqlType = Bool>> {
    match scope {
        Scope::Own(person) => Box::new(attendances::person.eq(*person)),
        Scope::Desks(desks) => Box::new(attendances::unit.eq_any(org::below(desks.clone()))),
    }
}
