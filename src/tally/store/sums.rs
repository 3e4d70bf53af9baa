//! Cells, grouped.

use diesel::{QueryResult, dsl::sql, prelude::*, sql_types::BigInt};

use super::{
    Within,
    grains::{BookedRow, booked, class_number, proven_spot, spot},
};
use crate::{
    kernel::{
        figures::{Served, Sums},
        proof::ProofClass,
    },
    org,
    platform::db::Conn,
    schema::{cells, served_cells},
    tally::model::{Grain, Month, Spot},
};

/// A row of sums over cells.
type SumsRow = (BookedRow, Option<i16>, (i64, i64, i64, i64, i64));

/// A row of sums over what was served.
type ServedRow = (BookedRow, (i64, i64));

/// Minutes and records by spot, without hours that come from an earlier system.
pub(in crate::tally) fn sums(
    conn: &mut Conn,
    within: &Within,
    grain: &Grain,
) -> QueryResult<Vec<(Spot, Sums)>> {
    // PostgreSQL adds 64-bit numbers up to a decimal.
    let sum = |name: &str| sql::<BigInt>(&format!("CAST(SUM({name}) AS bigint)"));
    let (booked, class) = (booked(grain, "month"), class_number(grain));
    let minutes = (
        sum("pending_minutes"),
        sum("final_minutes"),
        sum("disputed_minutes"),
        sum("credited_minutes"),
        sum("records"),
    );
    let mut found = cells::table
        .filter(cells::proof_class.ne(ProofClass::CarriedOver.number()))
        .group_by((booked.clone(), class.clone()))
        .select((booked, class, minutes))
        .into_boxed();
    if let Some(units) = &within.units {
        found = found.filter(cells::unit.eq_any(org::below(units.clone())));
    }
    if let Some(program) = within.program {
        found = found.filter(cells::program.eq(program));
    }
    if let Some(from) = within.period.from() {
        found = found.filter(cells::month.ge(from.number()));
    }
    if let Some(until) = within.period.until() {
        found = found.filter(cells::month.le(until.number()));
    }
    let read = |(row, class, minutes): SumsRow| {
        let (pending_minutes, final_minutes, disputed_minutes, credited_minutes, records) = minutes;
        let sums =
            Sums { pending_minutes, final_minutes, disputed_minutes, credited_minutes, records };
        (proven_spot(row, class), sums)
    };
    Ok(found.load::<SumsRow>(conn)?.into_iter().map(read).collect())
}

/// Sessions and times served by spot. These have no proof class.
pub(in crate::tally) fn served(
    conn: &mut Conn,
    within: &Within,
    grain: &Grain,
) -> QueryResult<Vec<(Spot, Served)>> {
    let sum = |name: &str| sql::<BigInt>(&format!("CAST(SUM({name}) AS bigint)"));
    let booked = booked(grain, "month");
    let mut found = served_cells::table
        .group_by(booked.clone())
        .select((booked, (sum("sessions"), sum("times_served"))))
        .into_boxed();
    if let Some(units) = &within.units {
        found = found.filter(served_cells::unit.eq_any(org::below(units.clone())));
    }
    if let Some(program) = within.program {
        found = found.filter(served_cells::program.eq(program));
    }
    if let Some(from) = within.period.from().map(Month::number) {
        found = found.filter(served_cells::month.ge(from));
    }
    if let Some(until) = within.period.until().map(Month::number) {
        found = found.filter(served_cells::month.le(until));
    }
    let read =
        |(row, (sessions, times_served)): ServedRow| (spot(row), Served { sessions, times_served });
    Ok(found.load::<ServedRow>(conn)?.into_iter().map(read).collect())
}
