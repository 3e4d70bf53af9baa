//! Counting again what stays and reports come to.

use std::collections::BTreeMap;

use diesel::QueryResult;

use crate::{
    attendance::{
        rules,
        store::{self, AttendanceRow, ReportRow},
    },
    cells::Recount,
    kernel::ids::{RecordId, ShiftId},
    platform::db::{Conn, each_page},
};

/// Adds to a recount what stays contribute of which no record is confirmed, and what shifts served.
///
/// # Errors
/// What the database says.
pub fn audit(conn: &mut Conn, recount: &mut Recount) -> QueryResult<()> {
    each_page(conn, |conn, rows: &[AttendanceRow]| {
        let first = |row: &&AttendanceRow| row.id.entity() == row.record_id.entity();
        let open = rows.iter().filter(first).filter(|row| row.settled_at.is_none());
        let records: Vec<RecordId> = open.map(|row| row.record_id).collect();
        recount.add(rules::differences(&[], &store::of_records(conn, &records)?));
        Ok(())
    })?;
    let mut newest: BTreeMap<ShiftId, ReportRow> = BTreeMap::new();
    each_page(conn, |_, rows: &[ReportRow]| {
        for row in rows {
            let known = newest.entry(row.shift).or_insert_with(|| row.clone());
            if known.number < row.number {
                *known = row.clone();
            }
        }
        Ok(())
    })?;
    for report in newest.values() {
        recount.add_served(rules::served(None, report));
    }
    Ok(())
}
