//! The SQL of lists of attendances.

use diesel::{QueryResult, alias, dsl::exists, prelude::*};

use super::attendances::AttendanceRow;
use crate::{
    attendance::model::AttendanceState,
    kernel::ids::{AttendanceId, PersonId, RecordId, ShiftId},
    ledger::{RecordSearch, Scope},
    org,
    platform::db::Conn,
    schema::attendances,
};

/// The attendances of a shift, in a state where one is given, in the order of ids, at most `limit`.
pub(in crate::attendance) fn in_shift(
    conn: &mut Conn,
    shift: ShiftId,
    state: Option<AttendanceState>,
    after: Option<AttendanceId>,
    limit: i64,
) -> QueryResult<Vec<AttendanceRow>> {
    let of_shift = attendances::table.filter(attendances::shift.eq(shift));
    let mut found = of_shift.order(attendances::id).limit(limit).into_boxed();
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
    let own = attendances::table.filter(attendances::person.eq(person));
    let mut found = own.order(attendances::id.desc()).limit(limit).into_boxed();
    if let Some(state) = search.state {
        found = found.filter(attendances::state.eq(state));
    }
    if let Some(from) = search.from {
        found = found.filter(attendances::service_date.ge(from));
    }
    if let Some(until) = search.until {
        found = found.filter(attendances::service_date.le(until));
    }
    if let Some(before) = search.before {
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
    let stays = alias!(attendances as stays);
    let of_record = stays
        .filter(stays.field(attendances::record_id).eq(attendances::record_id))
        .filter(stays.field(attendances::state).eq_any(AttendanceState::STAYS));
    let mut found = attendances::table
        .filter(attendances::id.eq(attendances::record_id))
        .filter(attendances::settled_at.is_null())
        .filter(attendances::countable)
        .filter(exists(of_record))
        .order(attendances::record_id.desc())
        .limit(limit)
        .select(attendances::record_id)
        .into_boxed();
    found = match scope {
        Scope::Own(person) => found.filter(attendances::person.eq(*person)),
        Scope::Desks(desks) => found.filter(attendances::unit.eq_any(org::below(desks.clone()))),
    };
    if let Some(unit) = search.unit {
        found = found.filter(attendances::unit.eq_any(org::below(vec![unit])));
    }
    if let Some(program) = search.program {
        found = found.filter(attendances::program.eq(program));
    }
    if let Some(person) = search.person {
        found = found.filter(attendances::person.eq(person));
    }
    if let Some(shift) = search.shift {
        found = found.filter(attendances::shift.eq(shift));
    }
    if let Some(from) = &search.from {
        found = found.filter(attendances::service_date.ge(from));
    }
    if let Some(until) = &search.until {
        found = found.filter(attendances::service_date.le(until));
    }
    if let Some(before) = search.before {
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
    let found = attendances::table
        .filter(attendances::person.eq(person))
        .filter(attendances::settled_at.is_null())
        .filter(attendances::countable)
        .order(attendances::id)
        .into_boxed();
    let found = match scope {
        Scope::Own(person) => found.filter(attendances::person.eq(*person)),
        Scope::Desks(desks) => found.filter(attendances::unit.eq_any(org::below(desks.clone()))),
    };
    found.load(conn)
}
