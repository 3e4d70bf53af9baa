//! Cells, grouped.

use diesel::{QueryResult, dsl::sql, prelude::*, sql_types::BigInt};

use super::{
    Within,
    grains::{BookedRow, booked, class_number, proven_spot, spot},
    narrowing::{narrowed, scoped},
};
use crate::{
    kernel::{
        figures::{Served, Sums},
        proof::ProofClass,
    },
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
    let found = cells::table
        .filter(cells::proof_class.ne(ProofClass::CarriedOver.number()))
        .group_by((booked.clone(), class.clone()))
        .select((booked, class, minutes));
    let rows: Vec<SumsRow> =
        narrowed!(found, within, cells, month, Month::number, Month::number).load(conn)?;
    let read = |(row, class, minutes): SumsRow| Ok((proven_spot(row, class)?, Sums::from(minutes)));
    rows.into_iter().map(read).collect()
}

/// Sessions and times served by spot. These have no proof class.
pub(in crate::tally) fn served(
    conn: &mut Conn,
    within: &Within,
    grain: &Grain,
) -> QueryResult<Vec<(Spot, Served)>> {
    let sum = |name: &str| sql::<BigInt>(&format!("CAST(SUM({name}) AS bigint)"));
    let booked = booked(grain, "month");
    let found = served_cells::table
        .group_by(booked.clone())
        .select((booked, (sum("sessions"), sum("times_served"))));
    let rows: Vec<ServedRow> =
        narrowed!(found, within, served_cells, month, Month::number, Month::number).load(conn)?;
    let read =
        |(row, (sessions, times_served)): ServedRow| (spot(row), Served { sessions, times_served });
    Ok(rows.into_iter().map(read).collect())
}
