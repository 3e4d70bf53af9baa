//! The SQL of sign-ups.

use std::collections::BTreeMap;

use diesel::{
    QueryResult, alias,
    dsl::{count_star, exists},
    insert_into,
    prelude::*,
    select, update,
};

use crate::{
    activities::model::SignUpState,
    kernel::{
        ids::{ActivityId, PersonId, PositionId, ShiftId, SignUpId, UnitId},
        time::Time,
    },
    people::ConsentForm,
    platform::db::{Conn, both, stored, text_column},
    schema::{shifts, sign_ups},
};

text_column!(SignUpState);

/// Somebody's place in a shift, or his wish for one.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(
    table_name = sign_ups,
    treat_none_as_null = true,
    treat_none_as_default_value = false
)]
pub(crate) struct SignUpRow {
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

stored!(SignUpRow, sign_ups, version);

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

/// In which positions of some shifts a sign-up stands. While their seats are locked it stays so.
pub(in crate::activities) fn standing_places(
    conn: &mut Conn,
    shifts: &[ShiftId],
) -> QueryResult<Vec<(ShiftId, PositionId)>> {
    sign_ups::table
        .filter(sign_ups::shift.eq_any(shifts))
        .filter(sign_ups::ended_at.is_null())
        .select((sign_ups::shift, sign_ups::position))
        .distinct()
        .load(conn)
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

/// A sign-up by id.
pub(in crate::activities) fn sign_up(
    conn: &mut Conn,
    id: SignUpId,
) -> QueryResult<Option<SignUpRow>> {
    sign_ups::table.find(id).first(conn).optional()
}

pub(in crate::activities) fn insert_sign_up(conn: &mut Conn, row: &SignUpRow) -> QueryResult<()> {
    insert_into(sign_ups::table).values(row).execute(conn)?;
    Ok(())
}

/// How many sign-ups, or ids of them, one statement takes: 21 columns each, and SQLite binds
/// 32,766.
const ROWS_PER_STATEMENT: usize = 1500;

pub(in crate::activities) fn insert_sign_ups(
    conn: &mut Conn,
    rows: &[SignUpRow],
) -> QueryResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(sign_ups::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// Whether there is a sign-up under one of some ids.
pub(in crate::activities) fn has_sign_ups(conn: &mut Conn, ids: &[SignUpId]) -> QueryResult<bool> {
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        if select(exists(sign_ups::table.filter(sign_ups::id.eq_any(ids)))).get_result(conn)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The sign-ups of some persons that stand and whose shifts are not over at an instant, in the
/// order of ids. The persons are locked.
pub(in crate::activities) fn standing_of(
    conn: &mut Conn,
    persons: &[PersonId],
    after: Time,
) -> QueryResult<Vec<SignUpRow>> {
    sign_ups::table
        .filter(sign_ups::person.eq_any(persons))
        .filter(sign_ups::ended_at.is_null())
        .filter(sign_ups::ends_at.gt(after))
        .order(sign_ups::id)
        .load(conn)
}

/// Who ever signed up for some shifts, and when that ceased to stand. Their seats are locked.
pub(in crate::activities) fn ever_in(
    conn: &mut Conn,
    shifts: &[ShiftId],
) -> QueryResult<Vec<(ShiftId, PersonId, Option<Time>)>> {
    sign_ups::table
        .filter(sign_ups::shift.eq_any(shifts))
        .select((sign_ups::shift, sign_ups::person, sign_ups::ended_at))
        .load(conn)
}

/// Locks sign-ups whose seats are locked; answers them as they are then, in the order of ids.
pub(in crate::activities) fn lock_sign_ups(
    conn: &mut Conn,
    ids: &[SignUpId],
) -> QueryResult<Vec<SignUpRow>> {
    let mut rows: Vec<SignUpRow> = update(sign_ups::table)
        .filter(sign_ups::id.eq_any(ids))
        .set(sign_ups::version.eq(sign_ups::version))
        .returning(sign_ups::all_columns)
        .get_results(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    Ok(rows)
}

/// The sign-up of a person in a shift that stands.
pub(in crate::activities) fn standing_sign_up(
    conn: &mut Conn,
    person: PersonId,
    shift: ShiftId,
) -> QueryResult<Option<SignUpRow>> {
    sign_ups::table
        .filter(sign_ups::person.eq(person))
        .filter(sign_ups::shift.eq(shift))
        .filter(sign_ups::ended_at.is_null())
        .first(conn)
        .optional()
}

/// How many sign-ups of a person stand whose shifts are not over.
pub(in crate::activities) fn count_ahead(
    conn: &mut Conn,
    person: PersonId,
    now: Time,
) -> QueryResult<i64> {
    sign_ups::table
        .filter(sign_ups::person.eq(person))
        .filter(sign_ups::ended_at.is_null())
        .filter(sign_ups::ends_at.gt(now))
        .count()
        .get_result(conn)
}

/// How many sign-ups of a shift stand.
pub(in crate::activities) fn count_in_shift(conn: &mut Conn, shift: ShiftId) -> QueryResult<i64> {
    let of_shift = sign_ups::table.filter(sign_ups::shift.eq(shift));
    of_shift.filter(sign_ups::ended_at.is_null()).count().get_result(conn)
}

/// How many sign-ups a person ever had in a shift.
pub(in crate::activities) fn count_of_person(
    conn: &mut Conn,
    person: PersonId,
    shift: ShiftId,
) -> QueryResult<i64> {
    let of_shift = sign_ups::table.filter(sign_ups::shift.eq(shift));
    of_shift.filter(sign_ups::person.eq(person)).count().get_result(conn)
}

/// The sign-ups of a shift in a state, or those that stand, in the order of ids, at most `limit`.
pub(in crate::activities) fn sign_ups_in(
    conn: &mut Conn,
    shift: ShiftId,
    state: Option<SignUpState>,
    limit: i64,
) -> QueryResult<Vec<SignUpRow>> {
    let of_shift = sign_ups::table.filter(sign_ups::shift.eq(shift));
    let mut found = of_shift.order(sign_ups::id).limit(limit).into_boxed();
    found = match state {
        Some(state) => found.filter(sign_ups::state.eq(state)),
        None => found.filter(sign_ups::ended_at.is_null()),
    };
    found.load(conn)
}

/// The sign-ups of a person, the newest first, at most `limit`.
pub(in crate::activities) fn sign_ups_of(
    conn: &mut Conn,
    person: PersonId,
    state: Option<SignUpState>,
    before: Option<SignUpId>,
    limit: i64,
) -> QueryResult<Vec<SignUpRow>> {
    let of_person = sign_ups::table.filter(sign_ups::person.eq(person));
    let mut found = of_person.order(sign_ups::id.desc()).limit(limit).into_boxed();
    if let Some(state) = state {
        found = found.filter(sign_ups::state.eq(state));
    }
    if let Some(before) = before {
        found = found.filter(sign_ups::id.lt(before));
    }
    found.load(conn)
}

/// How many people wait before each of some who wait; nothing of whom nobody is before.
pub(in crate::activities) fn ahead_of(
    conn: &mut Conn,
    waiting: &[SignUpId],
) -> QueryResult<BTreeMap<SignUpId, i64>> {
    let before = alias!(sign_ups as before);
    let queue = before.on(before
        .field(sign_ups::position)
        .eq(sign_ups::position)
        .and(before.field(sign_ups::queue_no).lt(sign_ups::queue_no)));
    let counted: Vec<(SignUpId, i64)> = sign_ups::table
        .inner_join(queue)
        .filter(sign_ups::id.eq_any(waiting))
        .filter(before.field(sign_ups::state).eq(SignUpState::Waitlisted))
        .group_by(sign_ups::id)
        .select((sign_ups::id, count_star()))
        .load(conn)?;
    Ok(counted.into_iter().collect())
}

/// Who has a place in some shifts, in the order of shifts and persons.
pub(in crate::activities) fn places_in(
    conn: &mut Conn,
    shifts: &[ShiftId],
) -> QueryResult<Vec<(ShiftId, PersonId, SignUpId, PositionId)>> {
    sign_ups::table
        .filter(sign_ups::shift.eq_any(shifts))
        .filter(sign_ups::state.eq(SignUpState::Confirmed))
        .order((sign_ups::shift, sign_ups::person))
        .select((sign_ups::shift, sign_ups::person, sign_ups::id, sign_ups::position))
        .load(conn)
}

/// Which of some persons have a place in some shifts, in the order of shifts and persons.
pub(in crate::activities) fn places_of(
    conn: &mut Conn,
    shifts: &[ShiftId],
    persons: &[PersonId],
) -> QueryResult<Vec<(ShiftId, PersonId)>> {
    sign_ups::table
        .filter(sign_ups::shift.eq_any(shifts))
        .filter(sign_ups::person.eq_any(persons))
        .filter(sign_ups::state.eq(SignUpState::Confirmed))
        .order((sign_ups::shift, sign_ups::person))
        .select((sign_ups::shift, sign_ups::person))
        .load(conn)
}

/// Offers that have run out at an instant, those that did so first, at most `limit`.
pub(in crate::activities) fn offers_run_out(
    conn: &mut Conn,
    now: Time,
    limit: i64,
) -> QueryResult<Vec<SignUpRow>> {
    sign_ups::table
        .filter(sign_ups::state.eq(SignUpState::Offered))
        .filter(sign_ups::offered_until.le(now))
        .order((sign_ups::offered_until, sign_ups::id))
        .limit(limit)
        .load(conn)
}
