//! The SQL of the ledger: inserts and look-ups, nothing else.

use diesel::{QueryResult, insert_into, prelude::*};

use crate::{
    kernel::{
        ids::{ActId, EntryId, PersonId, RecordId},
        minutes::CreditPolicy,
        proof::ProofClass,
        time::Time,
    },
    ledger::model::EntryKind,
    platform::db::{Conn, both, text_column},
    schema::ledger_entries,
};

text_column!(EntryKind);

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = ledger_entries, treat_none_as_default_value = false)]
pub struct EntryRow {
    /// Its id.
    pub id: EntryId,
    /// Of which record.
    pub record: RecordId,
    /// Counts the lines of the record, from 1.
    pub number: i32,
    /// Whether it gives minutes, or takes an earlier line back.
    pub kind: EntryKind,
    /// Whole minutes; negative in a reversal.
    pub given_minutes: i64,
    /// What they count for; negative in a reversal.
    pub credited_minutes: i64,
    /// How they were proven.
    pub proof_class: ProofClass,
    /// By which policy they are credited.
    pub policy: CreditPolicy,
    /// Who made it.
    pub author: PersonId,
    /// By which act of his: `acts` holds what it was and why.
    pub act: ActId,
    /// When.
    pub at: Time,
}

/// The lines of a record, in their order, at most `limit`.
///
/// # Errors
/// What the database says.
pub fn entries_of(conn: &mut Conn, record: RecordId, limit: i64) -> QueryResult<Vec<EntryRow>> {
    ledger_entries::table
        .filter(ledger_entries::record.eq(record))
        .order(ledger_entries::number)
        .limit(limit)
        .load(conn)
}

/// The lines of some records.
pub(in crate::ledger) fn entries_of_all(
    conn: &mut Conn,
    records: &[RecordId],
) -> QueryResult<Vec<EntryRow>> {
    ledger_entries::table.filter(ledger_entries::record.eq_any(records)).load(conn)
}

/// How many lines one statement takes: eleven columns each, and SQLite binds 32,766.
const ROWS_PER_STATEMENT: usize = 2000;

pub(in crate::ledger) fn insert_entries(conn: &mut Conn, rows: &[EntryRow]) -> QueryResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(ledger_entries::table).values(rows).execute(conn))?;
    }
    Ok(())
}
