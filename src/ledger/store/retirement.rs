//! The SQL of what leaves the desk.

use diesel::{QueryResult, prelude::*, update};

use super::RecordRow;
use crate::{
    kernel::{
        ids::{PersonId, RecordId, ShiftId},
        time::Time,
    },
    platform::db::Conn,
    schema::service_records,
};

/// The shift that is over for longest of those that ended at `until` or earlier and of which a
/// record is still on the desk.
pub(in crate::ledger) fn first_on_desk(
    conn: &mut Conn,
    until: Time,
) -> QueryResult<Option<ShiftId>> {
    service_records::table
        .filter(service_records::ended_at.le(until))
        .filter(service_records::desk_retired_at.is_null())
        .order((service_records::ended_at, service_records::shift))
        .select(service_records::shift)
        .first(conn)
        .optional()
}

/// The records of a shift that are still on the desk, each with its person, in the order of ids, at
/// most `limit`.
pub(in crate::ledger) fn on_desk(
    conn: &mut Conn,
    shift: ShiftId,
    limit: i64,
) -> QueryResult<Vec<(RecordId, PersonId)>> {
    service_records::table
        .filter(service_records::shift.eq(shift))
        .filter(service_records::desk_retired_at.is_null())
        .order(service_records::id)
        .limit(limit)
        .select((service_records::id, service_records::person))
        .load(conn)
}

/// Marks records whose persons are locked as no longer on the desk, all at once; answers them as
/// they are then, in the order of ids.
pub(in crate::ledger) fn retire_records(
    conn: &mut Conn,
    ids: &[RecordId],
    now: Time,
) -> QueryResult<Vec<RecordRow>> {
    let mut rows: Vec<RecordRow> = update(service_records::table)
        .filter(service_records::id.eq_any(ids))
        .set((
            service_records::desk_retired_at.eq(now),
            service_records::version.eq(service_records::version + 1),
        ))
        .returning(service_records::all_columns)
        .get_results(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    Ok(rows)
}
