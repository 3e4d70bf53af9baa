//! Counting again what records come to.

use std::collections::BTreeMap;

use diesel::QueryResult;

use crate::{
    cells::Recount,
    kernel::{
        audit::{Audit, Check, Example},
        ids::RecordId,
    },
    ledger::{
        rules,
        store::{self, RecordRow},
    },
    platform::db::{Conn, each_page},
};

/// Compares the lines of the ledger with the records; adds to a recount what the records
/// contribute.
///
/// # Errors
/// What the database says.
pub fn audit(conn: &mut Conn, recount: &mut Recount) -> QueryResult<Audit> {
    let mut audit = Audit::new(Check::Ledger);
    each_page(conn, |conn, rows: &[RecordRow]| {
        let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
        let mut lines: BTreeMap<RecordId, (i64, i64, i32)> = BTreeMap::new();
        for entry in store::entries_of_all(conn, &ids)? {
            let (given, credited, number) = lines.entry(entry.record).or_default();
            *given += entry.given_minutes;
            *credited += entry.credited_minutes;
            *number = entry.number.max(*number);
        }
        for row in rows {
            let kept = lines.remove(&row.id).unwrap_or_default();
            let (given, credited) = rules::held_minutes(row);
            let follows = (given, credited, row.entries);
            audit.compare(&kept, &follows, || {
                Example::of_figures(format!("record {}", row.id), told(kept), told(follows))
            });
            recount.add([rules::contribution(row)]);
            if rules::is_approved(row) {
                recount.add_approved(row.activity, &row.service_date);
            }
        }
        Ok(())
    })?;
    Ok(audit)
}

fn told((given, credited, lines): (i64, i64, i32)) -> String {
    format!("given_minutes={given} credited_minutes={credited} entries={lines}")
}
