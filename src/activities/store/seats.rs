//! The SQL of seats: what a sign-up locks.

use diesel::{QueryResult, dsl::exists, insert_into, prelude::*, select, update};

use crate::{
    kernel::{
        ids::{PositionId, ShiftId, UnitId},
        time::Time,
    },
    platform::db::{Conn, stored},
    schema::shift_seats,
};

/// The seats of a position in a shift, apart from the shift, so that its plan does not change with
/// each sign-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = shift_seats, treat_none_as_null = true)]
pub(crate) struct SeatsRow {
    /// The position.
    pub(in crate::activities) id: PositionId,
    pub(in crate::activities) shift: ShiftId,
    /// The activity's unit.
    pub(in crate::activities) unit: UnitId,
    /// How many there are, as in the shift's positions.
    pub(in crate::activities) seats: i32,
    /// How many are confirmed or offered.
    pub(in crate::activities) taken: i32,
    /// How many people wait.
    pub(in crate::activities) waiting: i32,
    /// How many ever waited: the last number that was given out.
    pub(in crate::activities) queued: i64,
    /// When the activity was made known; none while it is not.
    pub(in crate::activities) published_at: Option<Time>,
    pub(in crate::activities) retired_at: Option<Time>,
    pub(in crate::activities) version: i64,
}

stored!(SeatsRow, shift_seats, version);

/// The seats of some shifts.
pub(in crate::activities) fn seats_of_shifts(
    conn: &mut Conn,
    shifts: &[ShiftId],
) -> QueryResult<Vec<SeatsRow>> {
    shift_seats::table.filter(shift_seats::shift.eq_any(shifts)).load(conn)
}

/// Whether one of some positions has seats, in whichever shift.
pub(in crate::activities) fn has_seats(conn: &mut Conn, ids: &[PositionId]) -> QueryResult<bool> {
    select(exists(shift_seats::table.filter(shift_seats::id.eq_any(ids)))).get_result(conn)
}

/// Locks all seats of some shifts until the transaction ends; answers them in the order of ids.
pub(in crate::activities) fn lock_seats_of_shifts(
    conn: &mut Conn,
    shifts: &[ShiftId],
) -> QueryResult<Vec<SeatsRow>> {
    let mut ids: Vec<PositionId> = shift_seats::table
        .filter(shift_seats::shift.eq_any(shifts))
        .select(shift_seats::id)
        .load(conn)?;
    ids.sort_unstable();
    lock_seats(conn, &ids)
}

/// Locks seats until the transaction ends, in the order of ids; answers those that there are. One
/// statement each: a single one takes them in whichever order the database finds them, and sign-ups
/// lock seats of several shifts in the order of ids.
pub(in crate::activities) fn lock_seats(
    conn: &mut Conn,
    ids: &[PositionId],
) -> QueryResult<Vec<SeatsRow>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let lock = |id| {
        update(shift_seats::table.find(id))
            .set(shift_seats::version.eq(shift_seats::version))
            .returning(shift_seats::all_columns)
            .get_result(conn)
            .optional()
    };
    ids.into_iter().map(lock).filter_map(Result::transpose).collect()
}

pub(in crate::activities) fn insert_seats(conn: &mut Conn, row: &SeatsRow) -> QueryResult<()> {
    insert_into(shift_seats::table).values(row).execute(conn)?;
    Ok(())
}

pub(in crate::activities) fn put_seats(conn: &mut Conn, row: &SeatsRow) -> QueryResult<()> {
    update(shift_seats::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
