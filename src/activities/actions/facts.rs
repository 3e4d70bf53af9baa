//! What other features are told of shifts.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    activities::{
        model::ShiftFacts,
        rules,
        store::{self, ActivityRow, ShiftRow, SiteRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{ActivityId, PersonId, PositionId, ShiftId, SignUpId, SiteId},
    },
    org::Authority,
    platform::{db::Conn, error::Error},
};

use super::reads::authority_where_visible;

/// Some shifts with what their activities say of them, in the order of ids.
///
/// # Errors
/// What the database says.
pub fn shift_facts(conn: &mut Conn, ids: &[ShiftId]) -> Result<Vec<ShiftFacts>, Error> {
    let shifts = store::shifts_by_id(conn, ids)?;
    let activities: Vec<ActivityId> = shifts.iter().map(|shift| shift.activity).collect();
    let activities: BTreeMap<ActivityId, ActivityRow> = store::activities_by_id(conn, &activities)?
        .into_iter()
        .map(|activity| (activity.id, activity))
        .collect();
    let sites: Vec<SiteId> = activities.values().filter_map(|activity| activity.site).collect();
    let sites: BTreeMap<SiteId, SiteRow> =
        store::sites_by_id(conn, &sites)?.into_iter().map(|site| (site.id, site)).collect();
    let facts = |shift: &ShiftRow| {
        let activity = activities.get(&shift.activity)?;
        let site = activity.site.and_then(|site| sites.get(&site));
        rules::facts(shift, activity, site)
    };
    Ok(shifts.iter().filter_map(facts).collect())
}

/// Locks a shift until the transaction ends, and answers what its activity says of it then. It is
/// for acts of other features that come one after the other in a shift: its activity is not
/// locked, so whoever holds it locks no activity and no other shift, only what comes after them.
///
/// # Errors
/// What the database says.
pub fn lock_shift(conn: &mut Conn, id: ShiftId) -> Result<Option<ShiftFacts>, Error> {
    Ok(lock_each_shift(conn, &BTreeSet::from([id]))?.pop())
}

/// The same of all the shifts of a slice, one after the other in the order of ids.
///
/// # Errors
/// What the database says.
pub fn lock_each_shift(conn: &mut Conn, ids: &BTreeSet<ShiftId>) -> Result<Vec<ShiftFacts>, Error> {
    store::lock_each_shift(conn, ids)?;
    shift_facts(conn, &ids.iter().copied().collect::<Vec<_>>())
}

/// What somebody may do about a shift that he may know of: with a role over its unit always, with a
/// place in it, or once it was made known to him.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of it.
pub fn authority_over_shift(
    conn: &mut Conn,
    caller: &Caller,
    shift: &ShiftFacts,
) -> Result<Authority, Error> {
    let (unit, audience) = (shift.unit, shift.audience);
    match authority_where_visible(conn, caller, unit, audience, shift.published_at) {
        Err(Error::Refusal(refusal)) if refusal.code == Code::NotFound => {
            let standing = store::standing_sign_up(conn, caller.person, shift.id)?;
            if standing.is_some() { Ok(Authority(Vec::new())) } else { Err(refusal.into()) }
        }
        answered => answered,
    }
}

/// Who has a place in some shifts: shift, person, sign-up and position, in the order of shifts and
/// persons.
///
/// # Errors
/// What the database says.
pub fn places_in(
    conn: &mut Conn,
    shifts: &[ShiftId],
) -> Result<Vec<(ShiftId, PersonId, SignUpId, PositionId)>, Error> {
    Ok(store::places_in(conn, shifts)?)
}

/// Which of some persons have a place in some shifts, in the order of shifts and persons.
///
/// # Errors
/// What the database says.
pub fn places_of(
    conn: &mut Conn,
    shifts: &[ShiftId],
    persons: &[PersonId],
) -> Result<Vec<(ShiftId, PersonId)>, Error> {
    Ok(store::places_of(conn, shifts, persons)?)
}
