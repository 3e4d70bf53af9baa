//! The SQL of sign-ups.

use diesel::{QueryResult, prelude::*, update};

use crate::{
    activities::model::SignUpState,
    kernel::{
        ids::{ActivityId, PersonId, PositionId, ShiftId, SignUpId, UnitId},
        time::Time,
    },
    people::ConsentForm,
    platform::db::{Conn, text_column},
    schema::{shifts, sign_ups},
};

text_column!(SignUpState);

/// Somebody's place in a shift, or his wish for one.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = sign_ups, treat_none_as_null = true)]
pub(in crate::activities) struct SignUpRow {
    pub(in crate::activities) id: SignUpId,
    pub(in crate::activities) shift: ShiftId,
    pub(in crate::activities) position: PositionId,
    pub(in crate::activities) activity: ActivityId,
    /// The activity's unit.
    pub(in crate::activities) unit: UnitId,
    pub(in crate::activities) person: PersonId,
    pub(in crate::activities) state: SignUpState,
    /// His number in the queue of the position, if he ever waited.
    pub(in crate::activities) queue_no: Option<i64>,
    /// How he agreed to come: in the app, or orally to a leader.
    pub(in crate::activities) agreed: Option<ConsentForm>,
    /// The leader who asked him.
    pub(in crate::activities) invited_by: Option<PersonId>,
    pub(in crate::activities) requested_at: Time,
    pub(in crate::activities) confirmed_at: Option<Time>,
    /// Until when an offered seat is kept.
    pub(in crate::activities) offered_until: Option<Time>,
    /// When it ceased to stand.
    pub(in crate::activities) ended_at: Option<Time>,
    /// The shift's, for clashes.
    pub(in crate::activities) starts_at: Time,
    pub(in crate::activities) ends_at: Time,
    /// The point of a private home, in 1e-7 degrees, once the place is confirmed.
    pub(in crate::activities) lat_e7: Option<i32>,
    pub(in crate::activities) lon_e7: Option<i32>,
    pub(in crate::activities) retired_at: Option<Time>,
    pub(in crate::activities) desk_retired_at: Option<Time>,
    pub(in crate::activities) version: i64,
}

/// Locks the sign-ups of some shifts that stand, until the transaction ends; answers them in the
/// order of ids. Their seats are locked, so nobody else locks several of them.
pub(in crate::activities) fn lock_standing(
    conn: &mut Conn,
    shifts: &[ShiftId],
) -> QueryResult<Vec<SignUpRow>> {
    let mut rows: Vec<SignUpRow> = update(sign_ups::table)
        .filter(sign_ups::shift.eq_any(shifts))
        .filter(sign_ups::ended_at.is_null())
        .set(sign_ups::version.eq(sign_ups::version))
        .returning(sign_ups::all_columns)
        .get_results(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    Ok(rows)
}

/// Locks those who wait longest for a position, at most `limit`, in the order of the queue. Its
/// seats are locked.
pub(in crate::activities) fn lock_queue(
    conn: &mut Conn,
    position: PositionId,
    limit: i64,
) -> QueryResult<Vec<SignUpRow>> {
    let first: Vec<SignUpId> = sign_ups::table
        .filter(sign_ups::position.eq(position))
        .filter(sign_ups::state.eq(SignUpState::Waitlisted))
        .order(sign_ups::queue_no)
        .limit(limit)
        .select(sign_ups::id)
        .load(conn)?;
    let mut rows: Vec<SignUpRow> = update(sign_ups::table)
        .filter(sign_ups::id.eq_any(first))
        .set(sign_ups::version.eq(sign_ups::version))
        .returning(sign_ups::all_columns)
        .get_results(conn)?;
    rows.sort_unstable_by_key(|row| row.queue_no);
    Ok(rows)
}

/// A shift of an activity in which a sign-up stands. The seats of its shifts are locked, so that no
/// other comes to it.
pub(in crate::activities) fn shift_with_sign_up(
    conn: &mut Conn,
    activity: ActivityId,
) -> QueryResult<Option<ShiftId>> {
    let shifts = shifts::table.filter(shifts::activity.eq(activity)).select(shifts::id);
    sign_ups::table
        .filter(sign_ups::shift.eq_any(shifts))
        .filter(sign_ups::ended_at.is_null())
        .order(sign_ups::shift)
        .select(sign_ups::shift)
        .first(conn)
        .optional()
}

pub(in crate::activities) fn put_sign_up(conn: &mut Conn, row: &SignUpRow) -> QueryResult<()> {
    update(sign_ups::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
