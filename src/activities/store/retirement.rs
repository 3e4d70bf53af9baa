//! The SQL of what leaves the phones.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{QueryResult, dsl::count_star, prelude::*, update};

use super::SignUpRow;
use crate::{
    activities::model::Sight,
    kernel::{
        ids::{ActivityId, ShiftId, SignUpId},
        time::Time,
    },
    platform::db::Conn,
    schema::{activities, shifts, sign_ups},
};

/// Activities that are still seen so although their last day was `until` or earlier, the oldest
/// first, at most `limit`.
pub(in crate::activities) fn to_retire(
    conn: &mut Conn,
    sight: Sight,
    until: NaiveDate,
    limit: i64,
) -> QueryResult<Vec<ActivityId>> {
    let mut over = activities::table
        .filter(activities::ends_on.le(until.to_string()))
        .order((activities::ends_on, activities::id))
        .limit(limit)
        .select(activities::id)
        .into_boxed();
    over = match sight {
        Sight::Audience => over
            .filter(activities::published_at.is_not_null())
            .filter(activities::retired_at.is_null()),
        Sight::Desk => over.filter(activities::desk_retired_at.is_null()),
    };
    over.load(conn)
}

/// Shifts of an activity that are still seen so, in the order of ids, at most `limit`, each with
/// the number of its sign-ups.
pub(in crate::activities) fn shifts_seen(
    conn: &mut Conn,
    activity: ActivityId,
    sight: Sight,
    limit: i64,
) -> QueryResult<Vec<(ShiftId, i64)>> {
    let mut seen = shifts::table
        .filter(shifts::activity.eq(activity))
        .order(shifts::id)
        .limit(limit)
        .select(shifts::id)
        .into_boxed();
    seen = match sight {
        Sight::Audience => seen.filter(shifts::retired_at.is_null()),
        Sight::Desk => seen.filter(shifts::desk_retired_at.is_null()),
    };
    let seen: Vec<ShiftId> = seen.load(conn)?;
    let counted: Vec<(ShiftId, i64)> = sign_ups::table
        .filter(sign_ups::shift.eq_any(&seen))
        .group_by(sign_ups::shift)
        .select((sign_ups::shift, count_star()))
        .load(conn)?;
    let counted: BTreeMap<ShiftId, i64> = counted.into_iter().collect();
    let with_count = |id| (id, counted.get(&id).copied().unwrap_or_default());
    Ok(seen.into_iter().map(with_count).collect())
}

/// Locks the sign-ups of some shifts that are still seen so, until the transaction ends; answers
/// them in the order of ids. Their seats are locked, so nobody else locks several of them.
pub(in crate::activities) fn lock_sign_ups_seen(
    conn: &mut Conn,
    shifts: &[ShiftId],
    sight: Sight,
) -> QueryResult<Vec<SignUpRow>> {
    let mut seen =
        sign_ups::table.filter(sign_ups::shift.eq_any(shifts)).select(sign_ups::id).into_boxed();
    seen = match sight {
        Sight::Audience => seen.filter(sign_ups::retired_at.is_null()),
        Sight::Desk => seen.filter(sign_ups::desk_retired_at.is_null()),
    };
    let seen: Vec<SignUpId> = seen.load(conn)?;
    super::lock_sign_ups(conn, &seen)
}

/// The mark that is set; what is none stays as it is.
#[derive(AsChangeset)]
#[diesel(table_name = sign_ups)]
struct Mark {
    retired_at: Option<Time>,
    desk_retired_at: Option<Time>,
}

/// Marks sign-ups that are locked as no longer seen so, all at once, since a year of shifts has
/// thousands; answers them as they are then, in the order of ids. A sign-up leaves its person with
/// the desk at the latest: an activity that was taken back is never retired from its audience.
pub(in crate::activities) fn retire_sign_ups(
    conn: &mut Conn,
    ids: &[SignUpId],
    sight: Sight,
    now: Time,
) -> QueryResult<Vec<SignUpRow>> {
    if sight == Sight::Desk {
        update(sign_ups::table)
            .filter(sign_ups::id.eq_any(ids))
            .filter(sign_ups::retired_at.is_null())
            .set(sign_ups::retired_at.eq(now))
            .execute(conn)?;
    }
    let mark = match sight {
        Sight::Audience => Mark { retired_at: Some(now), desk_retired_at: None },
        Sight::Desk => Mark { retired_at: None, desk_retired_at: Some(now) },
    };
    let mut rows: Vec<SignUpRow> = update(sign_ups::table)
        .filter(sign_ups::id.eq_any(ids))
        .set((mark, sign_ups::version.eq(sign_ups::version + 1)))
        .returning(sign_ups::all_columns)
        .get_results(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    Ok(rows)
}
