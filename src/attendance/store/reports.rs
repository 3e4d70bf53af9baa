//! The SQL of reports: inserts and look-ups, nothing else.

use diesel::{QueryResult, insert_into, prelude::*};

use crate::{
    kernel::{
        ids::{PersonId, ProgramId, ReportId, ShiftId, UnitId},
        time::Time,
    },
    platform::db::{Conn, both, stored},
    schema::shift_reports,
};

/// How many people a shift served, as its leader reports.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = shift_reports, treat_none_as_default_value = false)]
pub(crate) struct ReportRow {
    pub(in crate::attendance) id: ReportId,
    pub(in crate::attendance) shift: ShiftId,
    /// The activity's unit.
    pub(in crate::attendance) unit: UnitId,
    /// Counts the reports of the shift, from 1; the last one counts.
    pub(in crate::attendance) number: i32,
    /// How many times somebody was served.
    pub(in crate::attendance) times_served: i64,
    /// How many people that were.
    pub(in crate::attendance) person_count: Option<i64>,
    /// A keyed hash over salt and note, where there is one.
    pub(in crate::attendance) note_hash: Option<Vec<u8>>,
    /// What it is booked to.
    pub(in crate::attendance) booked_district: UnitId,
    pub(in crate::attendance) served_district: String,
    pub(in crate::attendance) program: Option<ProgramId>,
    pub(in crate::attendance) month: i32,
    pub(in crate::attendance) reported_by: PersonId,
    pub(in crate::attendance) reported_at: Time,
}

stored!(ReportRow, shift_reports, number);

/// A report by id.
pub(in crate::attendance) fn report(
    conn: &mut Conn,
    id: ReportId,
) -> QueryResult<Option<ReportRow>> {
    shift_reports::table.find(id).first(conn).optional()
}

/// The reports of a shift before a number, the newest first, at most `limit`.
pub(in crate::attendance) fn reports_of(
    conn: &mut Conn,
    shift: ShiftId,
    before: Option<i32>,
    limit: i64,
) -> QueryResult<Vec<ReportRow>> {
    shift_reports::table
        .filter(shift_reports::shift.eq(shift))
        .filter(shift_reports::number.lt(before.unwrap_or(i32::MAX)))
        .order(shift_reports::number.desc())
        .limit(limit)
        .load(conn)
}

/// How many reports one statement takes: thirteen columns each, and SQLite binds 32,766.
const ROWS_PER_STATEMENT: usize = 2000;

pub(in crate::attendance) fn insert_reports(
    conn: &mut Conn,
    rows: &[ReportRow],
) -> QueryResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(shift_reports::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// The newest reports of some shifts, each of one that has any.
pub(in crate::attendance) fn newest_of(
    conn: &mut Conn,
    shifts: &[ShiftId],
) -> QueryResult<Vec<ReportRow>> {
    let of_shifts = shift_reports::table.filter(shift_reports::shift.eq_any(shifts));
    let mut rows: Vec<ReportRow> =
        of_shifts.order((shift_reports::shift, shift_reports::number.desc())).load(conn)?;
    rows.dedup_by_key(|row| row.shift);
    Ok(rows)
}
