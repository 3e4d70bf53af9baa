//! The SQL of lists of shifts.

use diesel::{QueryResult, prelude::*};

use super::{shifts::ShiftRow, sign_ups::SignUpRow};
use crate::{
    activities::model::ShiftState,
    kernel::{
        ids::{ActivityId, PersonId, Shift, UnitId},
        time::Time,
    },
    org,
    platform::{db::Conn, http::Moment},
    schema::{shifts, sign_ups},
};

/// Which shifts a list is of.
#[derive(Clone, Debug)]
pub(in crate::activities) struct ShiftFilter {
    /// All of these units and of those below them,
    pub(in crate::activities) desks: Vec<UnitId>,
    /// and what was made known to everybody, or to one of these.
    pub(in crate::activities) audiences: Vec<UnitId>,
    /// Only those of this unit and of those below it.
    pub(in crate::activities) unit: Option<UnitId>,
    pub(in crate::activities) activity: Option<ActivityId>,
    pub(in crate::activities) state: Option<ShiftState>,
    /// Only those of this service date or a later one.
    pub(in crate::activities) from: Option<String>,
    /// Only those of this service date or an earlier one.
    pub(in crate::activities) until: Option<String>,
    /// Only those that stand after this place.
    pub(in crate::activities) after: Option<Moment<Shift>>,
}

/// Shifts that somebody may know of, in the order of their starts, at most `limit`.
pub(in crate::activities) fn shifts(
    conn: &mut Conn,
    listed: ShiftFilter,
    limit: i64,
) -> QueryResult<Vec<ShiftRow>> {
    let told = shifts::audience.is_null().or(shifts::audience.eq_any(listed.audiences));
    let told = shifts::published_at.is_not_null().and(told);
    let mut found = shifts::table
        .filter(shifts::unit.eq_any(org::below(listed.desks)).or(told))
        .order((shifts::starts_at, shifts::id))
        .limit(limit)
        .into_boxed();
    if let Some(unit) = listed.unit {
        found = found.filter(shifts::unit.eq_any(org::below(vec![unit])));
    }
    if let Some(activity) = listed.activity {
        found = found.filter(shifts::activity.eq(activity));
    }
    if let Some(state) = listed.state {
        found = found.filter(shifts::state.eq(state));
    }
    if let Some(from) = listed.from {
        found = found.filter(shifts::service_date.ge(from));
    }
    if let Some(until) = listed.until {
        found = found.filter(shifts::service_date.le(until));
    }
    if let Some((at, id)) = listed.after {
        let same = shifts::starts_at.eq(at).and(shifts::id.gt(id));
        found = found.filter(shifts::starts_at.gt(at).or(same));
    }
    found.load(conn)
}

/// Which of somebody's own shifts a list is of.
#[derive(Clone, Debug)]
pub(in crate::activities) struct OwnShiftFilter {
    pub(in crate::activities) person: PersonId,
    /// Those of this service date or a later one,
    pub(in crate::activities) from: String,
    /// and those that began earlier and are not over at this instant.
    pub(in crate::activities) running_at: Option<Time>,
    /// Only those of this service date or an earlier one.
    pub(in crate::activities) until: Option<String>,
    /// Only those that stand after this place.
    pub(in crate::activities) after: Option<Moment<Shift>>,
}

/// The shifts in which a sign-up of somebody stands, with it, in the order of their starts, at most
/// `limit`.
pub(in crate::activities) fn own_shifts(
    conn: &mut Conn,
    own: OwnShiftFilter,
    limit: i64,
) -> QueryResult<Vec<(ShiftRow, SignUpRow)>> {
    let mut found = shifts::table
        .inner_join(sign_ups::table.on(sign_ups::shift.eq(shifts::id)))
        .filter(sign_ups::person.eq(own.person))
        .filter(sign_ups::ended_at.is_null())
        .order((shifts::starts_at, shifts::id))
        .limit(limit)
        .into_boxed();
    found = match own.running_at {
        Some(now) => found.filter(shifts::service_date.ge(own.from).or(shifts::ends_at.gt(now))),
        None => found.filter(shifts::service_date.ge(own.from)),
    };
    if let Some(until) = own.until {
        found = found.filter(shifts::service_date.le(until));
    }
    if let Some((at, id)) = own.after {
        let same = shifts::starts_at.eq(at).and(shifts::id.gt(id));
        found = found.filter(shifts::starts_at.gt(at).or(same));
    }
    found.select((shifts::all_columns, sign_ups::all_columns)).load(conn)
}
