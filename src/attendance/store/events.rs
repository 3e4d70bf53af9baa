//! The SQL of events: inserts and look-ups, nothing else.

use diesel::{QueryResult, insert_into, prelude::*};

use crate::{
    attendance::model::{EventKind, Source},
    kernel::{
        caller::Grade,
        geo::Verdict,
        ids::{AttendanceEventId, AttendanceId, DeviceId, PersonId, ShiftId},
        time::Time,
    },
    platform::db::{Conn, both, text_column},
    schema::{attendance_events, attendances},
};

text_column!(EventKind);

/// One thing that was captured about somebody's presence.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = attendance_events, treat_none_as_default_value = false)]
pub(in crate::attendance) struct EventRow {
    /// The id that it was captured under.
    pub(in crate::attendance) id: AttendanceEventId,
    pub(in crate::attendance) attendance: AttendanceId,
    pub(in crate::attendance) shift: ShiftId,
    pub(in crate::attendance) person: PersonId,
    pub(in crate::attendance) kind: EventKind,
    pub(in crate::attendance) source: Source,
    /// When it happened.
    pub(in crate::attendance) at: Time,
    /// When it was captured.
    pub(in crate::attendance) captured_at: Time,
    /// How far that can be trusted.
    pub(in crate::attendance) grade: Grade,
    /// What is known of the place; none for what a leader enters.
    pub(in crate::attendance) verdict: Option<Verdict>,
    /// When it came here.
    pub(in crate::attendance) recorded_at: Time,
    /// Who captured it.
    pub(in crate::attendance) recorded_by: PersonId,
    pub(in crate::attendance) device: Option<DeviceId>,
    /// A keyed hash over salt and evidence, where there is any.
    pub(in crate::attendance) evidence_hash: Option<Vec<u8>>,
}

/// The attendance that something was captured about under an id.
pub(in crate::attendance) fn attendance_of_event(
    conn: &mut Conn,
    id: AttendanceEventId,
) -> QueryResult<Option<AttendanceId>> {
    let found = attendance_events::table.find(id).select(attendance_events::attendance);
    found.first(conn).optional()
}

/// Whether anything was captured under an id.
pub(in crate::attendance) fn is_event(conn: &mut Conn, id: AttendanceEventId) -> QueryResult<bool> {
    Ok(attendance_of_event(conn, id)?.is_some())
}

/// What was captured about some persons in some shifts, in the order of ids. The persons are locked
/// where something is judged by it.
pub(in crate::attendance) fn events_in(
    conn: &mut Conn,
    shifts: &[ShiftId],
    persons: &[PersonId],
) -> QueryResult<Vec<EventRow>> {
    attendance_events::table
        .inner_join(attendances::table.on(attendances::id.eq(attendance_events::attendance)))
        .filter(attendances::shift.eq_any(shifts))
        .filter(attendances::person.eq_any(persons))
        .order(attendance_events::id)
        .select(attendance_events::all_columns)
        .load(conn)
}

/// The attendances that something was captured about under some ids.
pub(in crate::attendance) fn attendances_of_events(
    conn: &mut Conn,
    ids: &[AttendanceEventId],
) -> QueryResult<Vec<(AttendanceEventId, AttendanceId)>> {
    attendance_events::table
        .filter(attendance_events::id.eq_any(ids))
        .select((attendance_events::id, attendance_events::attendance))
        .load(conn)
}

/// How many events one statement takes: fourteen columns each, and SQLite binds 32,766.
const ROWS_PER_STATEMENT: usize = 2000;

/// Enters events, in their order.
pub(in crate::attendance) fn insert_events(conn: &mut Conn, rows: &[EventRow]) -> QueryResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(attendance_events::table).values(rows).execute(conn))?;
    }
    Ok(())
}
