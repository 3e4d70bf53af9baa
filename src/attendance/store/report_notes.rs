//! The SQL of notes: what of a report may be erased.

use std::collections::BTreeMap;

use diesel::{QueryResult, insert_into, prelude::*};

use crate::{
    kernel::ids::ReportId,
    platform::db::{Conn, both},
    schema::shift_report_notes,
};

/// What else a report says.
#[derive(Clone, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = shift_report_notes, treat_none_as_default_value = false)]
pub(in crate::attendance) struct NoteRow {
    pub(in crate::attendance) report: ReportId,
    pub(in crate::attendance) note: String,
    /// What is hashed before it.
    pub(in crate::attendance) salt: Vec<u8>,
}

/// The notes of some reports, where there are any still.
pub(in crate::attendance) fn notes_of(
    conn: &mut Conn,
    reports: &[ReportId],
) -> QueryResult<BTreeMap<ReportId, String>> {
    let found: Vec<(ReportId, String)> = shift_report_notes::table
        .filter(shift_report_notes::report.eq_any(reports))
        .select((shift_report_notes::report, shift_report_notes::note))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// How many notes one statement takes: three columns each, and SQLite binds 32,766.
const ROWS_PER_STATEMENT: usize = 5000;

/// Keeps notes.
pub(in crate::attendance) fn insert_notes(conn: &mut Conn, rows: &[NoteRow]) -> QueryResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(shift_report_notes::table).values(rows).execute(conn))?;
    }
    Ok(())
}
