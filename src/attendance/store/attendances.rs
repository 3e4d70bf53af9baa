//! The SQL of attendances themselves.

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    attendance::model::{Aliases, AttendanceState, Source, Sources},
    kernel::{
        caller::Grade,
        geo::Verdict,
        ids::{ActivityId, AttendanceId, PersonId, ProgramId, RecordId, ShiftId, UnitId},
        interval::Interval,
        minutes::CreditPolicy,
        time::Time,
    },
    ledger::{Flags, Stretches},
    platform::db::{Conn, both, stored, text_column},
    schema::attendances,
};

text_column!(AttendanceState);
text_column!(Source);
text_column!(Verdict);

/// One stay of somebody in a shift, or that he did not come.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(
    table_name = attendances,
    treat_none_as_null = true,
    treat_none_as_default_value = false
)]
pub(crate) struct AttendanceRow {
    pub(in crate::attendance) id: AttendanceId,
    /// The id of the first attendance of the person in the shift.
    pub(in crate::attendance) record_id: RecordId,
    pub(in crate::attendance) shift: ShiftId,
    pub(in crate::attendance) activity: ActivityId,
    /// The activity's unit.
    pub(in crate::attendance) unit: UnitId,
    pub(in crate::attendance) person: PersonId,
    pub(in crate::attendance) state: AttendanceState,
    /// When he came; none where he did not.
    pub(in crate::attendance) started_at: Option<Time>,
    /// Who says so.
    pub(in crate::attendance) started_by: Option<Source>,
    /// When he left; none while he has not.
    pub(in crate::attendance) ended_at: Option<Time>,
    /// Who says so.
    pub(in crate::attendance) ended_by: Option<Source>,
    /// When he probably left.
    pub(in crate::attendance) proposed_end_at: Option<Time>,
    /// Who proposed it; the nil id is the system.
    pub(in crate::attendance) proposed_by: Option<PersonId>,
    /// Who wants it void, while a second person has not agreed.
    pub(in crate::attendance) void_asked_by: Option<PersonId>,
    /// Who said anything about when he came.
    pub(in crate::attendance) start_sources: Sources,
    /// Who said anything about when he left.
    pub(in crate::attendance) end_sources: Sources,
    /// What is known of the place where he himself checked in, and out.
    pub(in crate::attendance) verdict_in: Option<Verdict>,
    pub(in crate::attendance) verdict_out: Option<Verdict>,
    /// How far its times can be trusted: the least of them.
    pub(in crate::attendance) grade: Grade,
    pub(in crate::attendance) flags: Flags,
    /// What of the stay counts as service: in order, apart.
    pub(in crate::attendance) counted: Stretches,
    /// What of it was given to a stay in another shift.
    pub(in crate::attendance) ceded: Stretches,
    /// Whether what counts of it overlaps with what counts in another shift.
    pub(in crate::attendance) overlaps: bool,
    /// The policy that was in force when he came.
    pub(in crate::attendance) policy: CreditPolicy,
    /// The shift's.
    pub(in crate::attendance) starts_at: Time,
    pub(in crate::attendance) ends_at: Time,
    /// Local date of the shift's start.
    pub(in crate::attendance) service_date: String,
    /// What it is booked to.
    pub(in crate::attendance) booked_district: UnitId,
    pub(in crate::attendance) served_district: String,
    pub(in crate::attendance) program: Option<ProgramId>,
    /// Whether time spent at the activity is service time.
    pub(in crate::attendance) countable: bool,
    /// The other ids under which it was captured.
    pub(in crate::attendance) aliases: Aliases,
    /// When its record was confirmed: its times and minutes are fixed by no further capture;
    /// voiding and settling an overlap still change it.
    pub(in crate::attendance) settled_at: Option<Time>,
    /// When it was made.
    pub(in crate::attendance) recorded_at: Time,
    pub(in crate::attendance) recorded_by: PersonId,
    pub(in crate::attendance) retired_at: Option<Time>,
    pub(in crate::attendance) desk_retired_at: Option<Time>,
    pub(in crate::attendance) version: i64,
}

stored!(AttendanceRow, attendances, version);

/// An attendance by its own id.
pub(in crate::attendance) fn attendance(
    conn: &mut Conn,
    id: AttendanceId,
) -> QueryResult<Option<AttendanceRow>> {
    attendances::table.find(id).first(conn).optional()
}

/// Attendances by their own ids, in the order of ids.
pub(in crate::attendance) fn attendances_by_id(
    conn: &mut Conn,
    ids: &[AttendanceId],
) -> QueryResult<Vec<AttendanceRow>> {
    let found = attendances::table.filter(attendances::id.eq_any(ids));
    found.order(attendances::id).load(conn)
}

/// The attendances of a record, in the order of ids.
pub(in crate::attendance) fn of_record(
    conn: &mut Conn,
    record: RecordId,
) -> QueryResult<Vec<AttendanceRow>> {
    let found = attendances::table.filter(attendances::record_id.eq(record));
    found.order(attendances::id).load(conn)
}

/// The attendances of some persons in some shifts, and in all that have an instant in common with a
/// time, in the order of ids. Their persons are locked where something is judged by them. A shift
/// that was moved is found by itself: the times are those that it had when somebody came.
pub(in crate::attendance) fn near(
    conn: &mut Conn,
    persons: &[PersonId],
    shifts: &[ShiftId],
    time: Interval,
) -> QueryResult<Vec<AttendanceRow>> {
    let about = attendances::starts_at.lt(time.until()).and(attendances::ends_at.gt(time.from()));
    attendances::table
        .filter(attendances::person.eq_any(persons))
        .filter(about.or(attendances::shift.eq_any(shifts)))
        .order(attendances::id)
        .load(conn)
}

/// Stays without an end in shifts that ended until an instant, the longest over first, at most
/// `limit`.
pub(in crate::attendance) fn not_ended(
    conn: &mut Conn,
    until: Time,
    limit: i64,
) -> QueryResult<Vec<AttendanceRow>> {
    attendances::table
        .filter(attendances::state.eq(AttendanceState::Present))
        .filter(attendances::ends_at.le(until))
        .order((attendances::ends_at, attendances::id))
        .limit(limit)
        .load(conn)
}

/// How many attendances one statement takes: 38 columns each, and SQLite binds 32,766.
const ROWS_PER_STATEMENT: usize = 800;

pub(in crate::attendance) fn insert_attendances(
    conn: &mut Conn,
    rows: &[&AttendanceRow],
) -> QueryResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.to_vec();
        both!(conn => insert_into(attendances::table).values(rows).execute(conn))?;
    }
    Ok(())
}

pub(in crate::attendance) fn put_attendance(
    conn: &mut Conn,
    row: &AttendanceRow,
) -> QueryResult<()> {
    update(attendances::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
