//! The SQL of records.

use diesel::{
    QueryResult, dsl::sql, expression::SqlLiteral, insert_into, prelude::*, sql_types::Bool, update,
};

use crate::{
    kernel::{
        caller::Grade,
        ids::{ActivityId, PersonId, ProgramId, RecordId, ShiftId, UnitId},
        minutes::CreditPolicy,
        proof::ProofClass,
        time::Time,
        words::Word,
    },
    ledger::model::{Flags, Persons, RecordState, Stretches},
    platform::db::{Conn, both, stored, text_column},
    schema::service_records,
};

text_column!(CreditPolicy);
text_column!(Grade);
text_column!(ProofClass);
text_column!(RecordState);

/// What somebody served in a shift.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(
    table_name = service_records,
    treat_none_as_null = true,
    treat_none_as_default_value = false
)]
pub struct RecordRow {
    /// The id of his first attendance in the shift.
    pub id: RecordId,
    /// In which shift.
    pub shift: ShiftId,
    /// The shift's activity.
    pub activity: ActivityId,
    /// Who organised it, and records it (Order 67, article 26).
    pub unit: UnitId,
    /// Who served.
    pub person: PersonId,
    /// The activity's program.
    pub program: Option<ProgramId>,
    /// What became of it. While it overlaps, [`RecordRow::shown_state`] says what is shown.
    pub state: RecordState,
    /// Whether one of his stays overlaps with one elsewhere: it then counts for nothing yet.
    pub overlaps: bool,
    /// The activity's name.
    pub activity_name: String,
    /// Local date of the shift's start: `2026-12-31`.
    pub service_date: String,
    /// Where, in words; of a private home only that it is one.
    pub place: String,
    /// What was done.
    pub content: String,
    /// The unit's name.
    pub unit_name: String,
    /// Who answered for it.
    pub person_in_charge: Option<PersonId>,
    /// Whole minutes, from evidence or from a correction.
    pub given_minutes: i64,
    /// What they count for.
    pub credited_minutes: i64,
    /// By which policy.
    pub policy: CreditPolicy,
    /// How they were proven: the weakest of his stays.
    pub proof_class: ProofClass,
    /// How far the captured times can be trusted: the least of them.
    pub grade: Grade,
    /// What was odd.
    pub flags: Flags,
    /// When the shift began.
    pub starts_at: Time,
    /// When the shift ended.
    pub ended_at: Time,
    /// What of his stays was handed to the policy: without what was ceded, and of one that was
    /// entered afterwards no more than the shift.
    pub stays: Stretches,
    /// The breaks of the shift.
    pub breaks: Stretches,
    /// What district it is booked to.
    pub booked_district: UnitId,
    /// The area code of the district where people were served; empty when it is not known.
    pub served_district: String,
    /// The local date by which it was to be recorded (Order 67, article 11).
    pub due_on: String,
    /// Whether it was recorded later.
    pub late: bool,
    /// Why.
    pub late_reason: Option<String>,
    /// Who captured it, he himself and the system apart.
    pub entered_by: Persons,
    /// Whether he led the unit when it was confirmed: then a superior approves it.
    pub leads_unit: bool,
    /// When it was confirmed.
    pub recorded_at: Time,
    /// By whom.
    pub recorded_by: PersonId,
    /// When it was approved, rejected or upheld.
    pub decided_at: Option<Time>,
    /// By whom.
    pub decided_by: Option<PersonId>,
    /// Who corrected it last.
    pub corrected_by: Option<PersonId>,
    /// When he contested it; none while he does not.
    pub disputed_at: Option<Time>,
    /// What it was before.
    pub disputed_from: Option<RecordState>,
    /// Its ids in other systems, JSON.
    pub external_ids: String,
    /// How many lines of the ledger it has.
    pub entries: i32,
    /// When it left the desk.
    pub desk_retired_at: Option<Time>,
    /// Counts its changes.
    pub version: i64,
}

stored!(RecordRow, service_records, version);

/// Records that count: approved ones that overlap with nothing. For the queries of other features,
/// in the very words of the index that covers them, which a parameter would not meet.
pub fn counted() -> SqlLiteral<Bool> {
    sql(&counted_text())
}

fn counted_text() -> String {
    format!("state = '{}' AND NOT \"overlaps\"", RecordState::Approved.word())
}

/// A record by id.
///
/// # Errors
/// What the database says.
pub fn record(conn: &mut Conn, id: RecordId) -> QueryResult<Option<RecordRow>> {
    service_records::table.find(id).first(conn).optional()
}

/// Records by their ids, in the order of ids.
///
/// # Errors
/// What the database says.
pub fn records_by_id(conn: &mut Conn, ids: &[RecordId]) -> QueryResult<Vec<RecordRow>> {
    let mut rows = Vec::with_capacity(ids.len());
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        let found = service_records::table.filter(service_records::id.eq_any(ids));
        rows.extend(found.order(service_records::id).load::<RecordRow>(conn)?);
    }
    Ok(rows)
}

/// Locks a record until the transaction ends. Its person is locked.
pub(in crate::ledger) fn lock_record(
    conn: &mut Conn,
    id: RecordId,
) -> QueryResult<Option<RecordRow>> {
    update(service_records::table.find(id))
        .set(service_records::version.eq(service_records::version))
        .returning(service_records::all_columns)
        .get_result(conn)
        .optional()
}

/// How many records, or ids of them, one statement takes: 42 columns each, and SQLite binds
/// 32,766.
const ROWS_PER_STATEMENT: usize = 700;

pub(in crate::ledger) fn insert_records(conn: &mut Conn, rows: &[RecordRow]) -> QueryResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(service_records::table).values(rows).execute(conn))?;
    }
    Ok(())
}

pub(in crate::ledger) fn put_record(conn: &mut Conn, row: &RecordRow) -> QueryResult<()> {
    update(service_records::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_counts_where_it_is_shown_as_approved_and_an_index_covers_it() {
        for state in RecordState::ALL {
            for overlaps in [false, true] {
                let shown = state.shown(overlaps) == RecordState::Approved;
                assert_eq!(shown, *state == RecordState::Approved && !overlaps, "{state:?}");
            }
        }
        let index = format!("WHERE {};", counted_text());
        for migration in [
            include_str!("../../../migrations/sqlite/0004_attendance/up.sql"),
            include_str!("../../../migrations/postgresql/0004_attendance/up.sql"),
        ] {
            assert!(migration.contains(&index), "{index}");
        }
    }
}
