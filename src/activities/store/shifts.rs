//! The SQL of shifts.

use std::collections::BTreeSet;

use diesel::{
    QueryResult,
    dsl::{max, min},
    insert_into,
    prelude::*,
    update,
};

use crate::{
    activities::model::{Breaks, Positions, ShiftState},
    kernel::{
        ids::{ActivityId, PersonId, ShiftId, UnitId},
        time::Time,
    },
    platform::db::{Conn, stored, text_column},
    schema::shifts,
};

text_column!(ShiftState);

/// One part of the time of an activity.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = shifts, treat_none_as_null = true)]
pub(crate) struct ShiftRow {
    pub(in crate::activities) id: ShiftId,
    pub(in crate::activities) activity: ActivityId,
    /// The activity's unit.
    pub(in crate::activities) unit: UnitId,
    /// The activity's audience.
    pub(in crate::activities) audience: Option<UnitId>,
    pub(in crate::activities) state: ShiftState,
    pub(in crate::activities) starts_at: Time,
    pub(in crate::activities) ends_at: Time,
    /// The zone of the local times: `Asia/Shanghai`.
    pub(in crate::activities) time_zone: String,
    /// Local date of the start, to which all its hours belong: `2026-12-31`.
    pub(in crate::activities) service_date: String,
    /// Local date and time without zone: `2026-12-31T22:00`.
    pub(in crate::activities) starts_local: String,
    pub(in crate::activities) ends_local: String,
    /// From when on nobody can sign up, or take an offer.
    pub(in crate::activities) sign_up_closes_at: Time,
    pub(in crate::activities) breaks: Breaks,
    pub(in crate::activities) positions: Positions,
    pub(in crate::activities) note: Option<String>,
    /// When its activity was made known; none while it is not.
    pub(in crate::activities) published_at: Option<Time>,
    pub(in crate::activities) retired_at: Option<Time>,
    pub(in crate::activities) desk_retired_at: Option<Time>,
    pub(in crate::activities) version: i64,
    pub(in crate::activities) created_by: PersonId,
    pub(in crate::activities) created_at: Time,
}

stored!(ShiftRow, shifts, version);

/// A shift by id.
pub(in crate::activities) fn shift(conn: &mut Conn, id: ShiftId) -> QueryResult<Option<ShiftRow>> {
    shifts::table.find(id).first(conn).optional()
}

/// Shifts by their ids, in the order of ids.
pub(in crate::activities) fn shifts_by_id(
    conn: &mut Conn,
    ids: &[ShiftId],
) -> QueryResult<Vec<ShiftRow>> {
    shifts::table.filter(shifts::id.eq_any(ids)).order(shifts::id).load(conn)
}

/// Locks a shift until the transaction ends.
pub(in crate::activities) fn lock_shift(
    conn: &mut Conn,
    id: ShiftId,
) -> QueryResult<Option<ShiftRow>> {
    update(shifts::table.find(id))
        .set(shifts::version.eq(shifts::version))
        .returning(shifts::all_columns)
        .get_result(conn)
        .optional()
}

/// Locks shifts of an activity until the transaction ends; answers them in the order of ids. The
/// activity is locked, so no other act locks several of them.
pub(in crate::activities) fn lock_shifts(
    conn: &mut Conn,
    ids: &[ShiftId],
) -> QueryResult<Vec<ShiftRow>> {
    let mut rows: Vec<ShiftRow> = update(shifts::table)
        .filter(shifts::id.eq_any(ids))
        .set(shifts::version.eq(shifts::version))
        .returning(shifts::all_columns)
        .get_results(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    Ok(rows)
}

/// The same for all shifts of the activity: none comes to it meanwhile.
pub(in crate::activities) fn lock_shifts_of(
    conn: &mut Conn,
    activity: ActivityId,
) -> QueryResult<Vec<ShiftRow>> {
    let of_activity = shifts::table.filter(shifts::activity.eq(activity));
    let ids: Vec<ShiftId> = of_activity.select(shifts::id).load(conn)?;
    lock_shifts(conn, &ids)
}

/// Locks shifts of whichever activities, which are not locked themselves, in the order of ids: one
/// statement each, for a single one locks them in the order in which the database finds them.
pub(in crate::activities) fn lock_each_shift(
    conn: &mut Conn,
    ids: &BTreeSet<ShiftId>,
) -> QueryResult<Vec<ShiftRow>> {
    ids.iter().map(|id| lock_shift(conn, *id)).filter_map(Result::transpose).collect()
}

/// The first shift of an activity that is to take place and is not over. The activity is locked, so
/// that no other comes to it.
pub(in crate::activities) fn shift_ahead(
    conn: &mut Conn,
    activity: ActivityId,
    now: Time,
) -> QueryResult<Option<ShiftId>> {
    shifts::table
        .filter(shifts::activity.eq(activity))
        .filter(shifts::state.ne_all([ShiftState::Closed, ShiftState::Cancelled]))
        .filter(shifts::ends_at.gt(now))
        .order((shifts::starts_at, shifts::id))
        .select(shifts::id)
        .first(conn)
        .optional()
}

/// The first and the last local date of an activity's shifts that are not cancelled.
pub(in crate::activities) fn service_dates(
    conn: &mut Conn,
    activity: ActivityId,
) -> QueryResult<Option<(String, String)>> {
    let (first, last) = shifts::table
        .filter(shifts::activity.eq(activity))
        .filter(shifts::state.ne(ShiftState::Cancelled))
        .select((min(shifts::service_date), max(shifts::service_date)))
        .first::<(Option<String>, Option<String>)>(conn)?;
    Ok(first.zip(last))
}

/// How many shifts an activity has, cancelled ones too.
pub(in crate::activities) fn count_shifts(
    conn: &mut Conn,
    activity: ActivityId,
) -> QueryResult<i64> {
    shifts::table.filter(shifts::activity.eq(activity)).count().get_result(conn)
}

pub(in crate::activities) fn insert_shift(conn: &mut Conn, row: &ShiftRow) -> QueryResult<()> {
    insert_into(shifts::table).values(row).execute(conn)?;
    Ok(())
}

pub(in crate::activities) fn put_shift(conn: &mut Conn, row: &ShiftRow) -> QueryResult<()> {
    update(shifts::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
