//! What somebody may look at.

use crate::{
    activities::{
        model::{ActivityState, Sight},
        store::{self, ActivityFilter, ActivityRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{ActivityId, ProgramId, UnitId},
        time::Time,
    },
    org::{self, Authority},
    platform::{db::Conn, error::Error},
};

/// Which activities somebody asks for.
#[derive(Clone, Copy, Debug)]
pub(in crate::activities) struct ActivitySearch {
    /// Only those of this unit and of those below it.
    pub(in crate::activities) unit: Option<UnitId>,
    pub(in crate::activities) state: Option<ActivityState>,
    pub(in crate::activities) program: Option<ProgramId>,
    /// Only those of which a day lies between these local dates, both inclusive.
    pub(in crate::activities) from: Option<chrono::NaiveDate>,
    pub(in crate::activities) until: Option<chrono::NaiveDate>,
    /// Only those before this one.
    pub(in crate::activities) before: Option<ActivityId>,
}

/// What somebody may do about what a unit plans, where he may know of it: with a role over the unit
/// always, else once it was made known to everybody, or to a unit whose audience he belongs to.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of it.
pub(in crate::activities) fn authority_where_visible(
    conn: &mut Conn,
    caller: &Caller,
    unit: UnitId,
    audience: Option<UnitId>,
    published_at: Option<Time>,
) -> Result<Authority, Error> {
    let authority = org::authority(conn, caller.person, unit, caller.now)?;
    if authority.reads() {
        return Ok(authority);
    }
    // Lists say the same in SQL: `told` in store/activities.rs and store/shift_lists.rs.
    let is_told = match (published_at, audience) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(_), Some(audience)) => org::audiences_of(conn, caller.person)?.contains(&audience),
    };
    if is_told { Ok(authority) } else { Err(Code::NotFound.into()) }
}

/// How somebody sees what a unit plans.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of it.
pub(in crate::activities) fn visible(
    conn: &mut Conn,
    caller: &Caller,
    unit: UnitId,
    audience: Option<UnitId>,
    published_at: Option<Time>,
) -> Result<Sight, Error> {
    let authority = authority_where_visible(conn, caller, unit, audience, published_at)?;
    Ok(if authority.reads() { Sight::Desk } else { Sight::Audience })
}

/// One activity, and how the caller sees it.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::activities) fn activity(
    conn: &mut Conn,
    caller: &Caller,
    id: ActivityId,
) -> Result<(ActivityRow, Sight), Error> {
    let row = store::activity(conn, id)?.ok_or(Code::NotFound)?;
    let sight = visible(conn, caller, row.unit, row.audience, row.published_at)?;
    Ok((row, sight))
}

/// The activities that the caller may know of, the newest first, at most `limit`, and how he sees
/// each.
///
/// # Errors
/// What the database says.
pub(in crate::activities) fn activities(
    conn: &mut Conn,
    caller: &Caller,
    query: ActivitySearch,
    limit: i64,
) -> Result<Vec<(ActivityRow, Sight)>, Error> {
    let listed = ActivityFilter {
        desks: org::units_held(conn, caller.person, caller.now)?,
        audiences: org::audiences_of(conn, caller.person)?,
        unit: query.unit,
        state: query.state,
        program: query.program,
        from: query.from.map(|date| date.to_string()),
        until: query.until.map(|date| date.to_string()),
        before: query.before,
    };
    let rows = store::activities(conn, listed, limit)?;
    let units: Vec<UnitId> = rows.iter().map(|row| row.unit).collect();
    let read = org::units_read(conn, caller.person, &units, caller.now)?;
    let seen = |row: ActivityRow| {
        let sight = if read.contains(&row.unit) { Sight::Desk } else { Sight::Audience };
        (row, sight)
    };
    Ok(rows.into_iter().map(seen).collect())
}
