//! The SQL of lists of records, and of their sums.

use diesel::{
    QueryResult,
    dsl::{count_star, sql},
    prelude::*,
    sql_types::{BigInt, Bool},
};

use super::records::RecordRow;
use crate::{
    kernel::{
        ids::{PersonId, ProgramId, RecordId, ShiftId, UnitId},
        proof::ProofClass,
    },
    ledger::model::RecordState,
    org,
    platform::db::{Conn, MultiBackend},
    schema::service_records,
};

/// Among which records somebody may look at all.
#[derive(Clone, Debug)]
pub enum Scope {
    /// His own.
    Own(PersonId),
    /// Those of these units and of those below them.
    Desks(Vec<UnitId>),
}

/// Which records somebody asks for.
#[derive(Clone, Debug, Default)]
pub struct RecordSearch {
    /// Only those of this unit and of those below it.
    pub unit: Option<UnitId>,
    /// Only those that are shown in this state.
    pub state: Option<RecordState>,
    /// Only those of this program.
    pub program: Option<ProgramId>,
    /// Only this person's.
    pub person: Option<PersonId>,
    /// Only those of this shift.
    pub shift: Option<ShiftId>,
    /// Only those of this service date or a later one.
    pub from: Option<String>,
    /// Only those of this service date or an earlier one.
    pub until: Option<String>,
    /// Only those before this one.
    pub before: Option<RecordId>,
}

/// Records that are confirmed, the newest first, at most `limit`.
///
/// # Errors
/// What the database says.
pub fn records(
    conn: &mut Conn,
    scope: &Scope,
    search: &RecordSearch,
    limit: i64,
) -> QueryResult<Vec<RecordRow>> {
    let RecordSearch { unit, state, program, person, shift, from, until, before } = search;
    let newest = service_records::table.order(service_records::id.desc()).limit(limit);
    let mut found = newest.filter(among(scope)).into_boxed();
    if let Some(unit) = unit {
        found = found.filter(service_records::unit.eq_any(org::below(vec![*unit])));
    }
    // The same as `RecordRow::shown_state` says of one.
    found = match *state {
        None => found,
        Some(RecordState::NeedsReview) => found
            .filter(service_records::overlaps)
            .filter(service_records::state.eq_any(RecordState::open())),
        Some(state) if state.is_open() => found
            .filter(service_records::overlaps.eq(false))
            .filter(service_records::state.eq(state)),
        Some(state) => found.filter(service_records::state.eq(state)),
    };
    if let Some(program) = program {
        found = found.filter(service_records::program.eq(program));
    }
    if let Some(person) = person {
        found = found.filter(service_records::person.eq(person));
    }
    if let Some(shift) = shift {
        found = found.filter(service_records::shift.eq(shift));
    }
    if let Some(from) = from {
        found = found.filter(service_records::service_date.ge(from));
    }
    if let Some(until) = until {
        found = found.filter(service_records::service_date.le(until));
    }
    if let Some(before) = before {
        found = found.filter(service_records::id.lt(before));
    }
    found.load(conn)
}

/// Whether a record is among those that somebody may look at.
fn among(
    scope: &Scope,
) -> Box<dyn BoxableExpression<service_records::table, MultiBackend, SqlType = Bool>> {
    match scope {
        Scope::Own(person) => Box::new(service_records::person.eq(*person)),
        Scope::Desks(desks) => Box::new(service_records::unit.eq_any(org::below(desks.clone()))),
    }
}

/// The sums of somebody's records of one class that are in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub(in crate::ledger) struct SumRow {
    pub(in crate::ledger) state: RecordState,
    pub(in crate::ledger) overlaps: bool,
    pub(in crate::ledger) proof_class: ProofClass,
    pub(in crate::ledger) given_minutes: i64,
    pub(in crate::ledger) credited_minutes: i64,
    pub(in crate::ledger) records: i64,
}

/// The sums of a person's records by state and class.
pub(in crate::ledger) fn sums_of(
    conn: &mut Conn,
    scope: &Scope,
    person: PersonId,
) -> QueryResult<Vec<SumRow>> {
    // PostgreSQL adds 64-bit numbers up to a decimal.
    let given = sql::<BigInt>("CAST(SUM(given_minutes) AS bigint)");
    let credited = sql::<BigInt>("CAST(SUM(credited_minutes) AS bigint)");
    let key = (service_records::state, service_records::overlaps, service_records::proof_class);
    let (state, overlaps, proof_class) = key;
    service_records::table
        .group_by(key)
        .filter(service_records::person.eq(person))
        .filter(among(scope))
        .select((state, overlaps, proof_class, given, credited, count_star()))
        .load(conn)
}
