//! The SQL of evidence: what of an event may be erased.

use diesel::{QueryResult, insert_into, prelude::*};

use crate::{
    kernel::ids::{AttendanceEventId, PersonId},
    platform::db::{Conn, both},
    schema::attendance_evidence,
};

/// The raw position and the code of an event.
#[derive(Clone, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = attendance_evidence, treat_none_as_default_value = false)]
pub(in crate::attendance) struct EvidenceRow {
    pub(in crate::attendance) event: AttendanceEventId,
    /// Whose it is: it is erased with him.
    pub(in crate::attendance) person: PersonId,
    /// Canonical JSON, as it came in.
    pub(in crate::attendance) evidence: String,
    /// What is hashed before it.
    pub(in crate::attendance) salt: Vec<u8>,
}

/// How much of it one statement takes: four columns each, and SQLite binds 32,766.
const ROWS_PER_STATEMENT: usize = 5000;

/// Keeps evidence.
pub(in crate::attendance) fn insert_evidence(
    conn: &mut Conn,
    rows: &[EvidenceRow],
) -> QueryResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(attendance_evidence::table).values(rows).execute(conn))?;
    }
    Ok(())
}
