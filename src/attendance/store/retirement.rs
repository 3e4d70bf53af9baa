//! The SQL of what leaves the phones.

use diesel::{QueryResult, prelude::*, update};

use super::AttendanceRow;
use crate::{
    attendance::model::Sight,
    kernel::{
        ids::{AttendanceId, PersonId, ShiftId},
        time::Time,
    },
    platform::db::Conn,
    schema::attendances,
};

/// The shift that is over for longest of those that ended at `until` or earlier and of which an
/// attendance is still seen so.
pub(in crate::attendance) fn first_seen(
    conn: &mut Conn,
    sight: Sight,
    until: Time,
) -> QueryResult<Option<ShiftId>> {
    let mut over = attendances::table
        .filter(attendances::ends_at.le(until))
        .order((attendances::ends_at, attendances::shift))
        .select(attendances::shift)
        .into_boxed();
    over = match sight {
        Sight::Own => over.filter(attendances::retired_at.is_null()),
        Sight::Desk => over.filter(attendances::desk_retired_at.is_null()),
    };
    over.first(conn).optional()
}

/// The attendances of a shift that are still seen so, each with its person, in the order of ids, at
/// most `limit`.
pub(in crate::attendance) fn seen_in(
    conn: &mut Conn,
    shift: ShiftId,
    sight: Sight,
    limit: i64,
) -> QueryResult<Vec<(AttendanceId, PersonId)>> {
    let mut seen = attendances::table
        .filter(attendances::shift.eq(shift))
        .order(attendances::id)
        .limit(limit)
        .select((attendances::id, attendances::person))
        .into_boxed();
    seen = match sight {
        Sight::Own => seen.filter(attendances::retired_at.is_null()),
        Sight::Desk => seen.filter(attendances::desk_retired_at.is_null()),
    };
    seen.load(conn)
}

/// When rows were retired; what is none stays as it is.
#[derive(AsChangeset)]
#[diesel(table_name = attendances)]
struct Retired {
    retired_at: Option<Time>,
    desk_retired_at: Option<Time>,
}

/// Retires attendances whose persons are locked from that sight, all at once; answers them as
/// they are then, in the order of ids.
pub(in crate::attendance) fn retire_attendances(
    conn: &mut Conn,
    ids: &[AttendanceId],
    sight: Sight,
    now: Time,
) -> QueryResult<Vec<AttendanceRow>> {
    let retired = match sight {
        Sight::Own => Retired { retired_at: Some(now), desk_retired_at: None },
        Sight::Desk => Retired { retired_at: None, desk_retired_at: Some(now) },
    };
    let mut rows: Vec<AttendanceRow> = update(attendances::table)
        .filter(attendances::id.eq_any(ids))
        .set((retired, attendances::version.eq(attendances::version + 1)))
        .returning(attendances::all_columns)
        .get_results(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    Ok(rows)
}
