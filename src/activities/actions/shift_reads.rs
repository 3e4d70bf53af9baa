//! What somebody may look at of shifts.

use chrono::NaiveDate;

use super::reads::authority_where_visible;
use crate::{
    activities::{
        model::ShiftState,
        store::{self, OwnShiftFilter, SeatsRow, ShiftFilter, ShiftRow, SignUpRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{ActivityId, Shift, ShiftId, UnitId},
    },
    org,
    platform::{db::Conn, error::Error, http::Moment},
};

/// A shift with the seats of its positions.
#[derive(Clone, Debug)]
pub(crate) struct SeenShift {
    pub(in crate::activities) row: ShiftRow,
    /// Those of its positions, and of positions that it had.
    pub(in crate::activities) seats: Vec<SeatsRow>,
}

/// Which shifts somebody asks for.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::activities) struct ShiftSearch {
    /// Only those of this unit and of those below it.
    pub(in crate::activities) unit: Option<UnitId>,
    pub(in crate::activities) activity: Option<ActivityId>,
    pub(in crate::activities) state: Option<ShiftState>,
    /// Only those with a service date between these, both inclusive.
    pub(in crate::activities) from: Option<NaiveDate>,
    pub(in crate::activities) until: Option<NaiveDate>,
    /// Only those that stand after this place.
    pub(in crate::activities) after: Option<Moment<Shift>>,
}

/// One shift: with a role over its unit always, else once it was made known to the caller.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::activities) fn shift(
    conn: &mut Conn,
    caller: &Caller,
    id: ShiftId,
) -> Result<SeenShift, Error> {
    let row = store::shift(conn, id)?.ok_or(Code::NotFound)?;
    authority_where_visible(conn, caller, row.unit, row.audience, row.published_at)?;
    seen(conn, row)
}

/// The shifts that the caller may know of, in the order of their starts, at most `limit`.
///
/// # Errors
/// What the database says.
pub(in crate::activities) fn shifts(
    conn: &mut Conn,
    caller: &Caller,
    query: ShiftSearch,
    limit: i64,
) -> Result<Vec<SeenShift>, Error> {
    let listed = ShiftFilter {
        desks: org::units_held(conn, caller.person, caller.now)?,
        audiences: org::audiences_of(conn, caller.person)?,
        unit: query.unit,
        activity: query.activity,
        state: query.state,
        from: query.from.map(|date| date.to_string()),
        until: query.until.map(|date| date.to_string()),
        after: query.after,
    };
    let rows = store::shifts(conn, listed, limit)?;
    all_seen(conn, rows)
}

/// The shifts of one activity, in the order of their starts, at most `limit`.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of the activity.
pub(in crate::activities) fn shifts_of(
    conn: &mut Conn,
    caller: &Caller,
    activity: ActivityId,
    after: Option<Moment<Shift>>,
    limit: i64,
) -> Result<Vec<SeenShift>, Error> {
    let row = store::activity(conn, activity)?.ok_or(Code::NotFound)?;
    authority_where_visible(conn, caller, row.unit, row.audience, row.published_at)?;
    let query = ShiftSearch { activity: Some(activity), after, ..ShiftSearch::default() };
    shifts(conn, caller, query, limit)
}

/// The caller's own shifts, each with his sign-up that stands, in the order of their starts, at
/// most `limit`. Without a first day they begin with those that are not over: who works through the
/// night still finds the shift in which he stands.
///
/// # Errors
/// What the database says.
pub(in crate::activities) fn my_shifts(
    conn: &mut Conn,
    caller: &Caller,
    (from, until): (Option<NaiveDate>, Option<NaiveDate>),
    after: Option<Moment<Shift>>,
    limit: i64,
) -> Result<Vec<(SeenShift, SignUpRow)>, Error> {
    let own = OwnShiftFilter {
        person: caller.person,
        from: from.unwrap_or_else(|| caller.now.local_date()).to_string(),
        running_at: from.is_none().then_some(caller.now),
        until: until.map(|date| date.to_string()),
        after,
    };
    let (rows, sign_ups): (Vec<_>, Vec<_>) =
        store::own_shifts(conn, own, limit)?.into_iter().unzip();
    Ok(all_seen(conn, rows)?.into_iter().zip(sign_ups).collect())
}

/// A shift with its seats as they are now.
pub(super) fn seen(conn: &mut Conn, row: ShiftRow) -> Result<SeenShift, Error> {
    let seats = store::seats_of_shifts(conn, &[row.id])?;
    Ok(SeenShift { row, seats })
}

fn all_seen(conn: &mut Conn, rows: Vec<ShiftRow>) -> Result<Vec<SeenShift>, Error> {
    let ids: Vec<ShiftId> = rows.iter().map(|row| row.id).collect();
    let all = store::seats_of_shifts(conn, &ids)?;
    let seen = |row: ShiftRow| {
        let seats = all.iter().filter(|seats| seats.shift == row.id).copied().collect();
        SeenShift { row, seats }
    };
    Ok(rows.into_iter().map(seen).collect())
}
