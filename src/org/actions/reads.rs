//! What somebody may look at.

use crate::{
    kernel::{
        bucket::BucketKind,
        caller::Caller,
        codes::Code,
        ids::{Membership, MembershipId, PersonId, PolicyId, RoleId, UnitId},
        time::Time,
    },
    org::{
        model::{MembershipState, Reach},
        rules::{self, Belonging},
        store::{self, MembershipRow, PolicyRow, RoleRow},
    },
    people,
    platform::{db::Conn, error::Error, http::Place},
};

/// One's own membership, or one in a unit over which one has authority.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::org) fn membership(
    conn: &mut Conn,
    caller: &Caller,
    id: MembershipId,
) -> Result<MembershipRow, Error> {
    let row = store::membership(conn, id)?.ok_or(Code::NotFound)?;
    may_know(conn, caller, row.person, row.unit)?;
    Ok(row)
}

/// What one person can do about another; nothing about one who has no record.
///
/// # Errors
/// What the database says.
pub fn reach(
    conn: &mut Conn,
    holder: PersonId,
    person: PersonId,
    at: Time,
) -> Result<Reach, Error> {
    if people::person(conn, person)?.is_none() {
        return Ok(Reach::default());
    }
    Ok(store::reach(conn, holder, person, at)?)
}

/// The memberships in a unit, in the order of names, at most `limit`.
///
/// # Errors
/// Those of [`may_read`].
pub(in crate::org) fn memberships_in(
    conn: &mut Conn,
    caller: &Caller,
    unit: UnitId,
    state: Option<MembershipState>,
    after: Option<Place<Membership>>,
    limit: i64,
) -> Result<Vec<MembershipRow>, Error> {
    may_read(conn, caller, unit)?;
    Ok(store::memberships_in(conn, unit, state, after, limit)?)
}

/// One's own role, or one on a unit over which one has authority; also after it has ended.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::org) fn role(conn: &mut Conn, caller: &Caller, id: RoleId) -> Result<RoleRow, Error> {
    let row = store::role(conn, id)?.ok_or(Code::NotFound)?;
    may_know(conn, caller, row.person, row.unit)?;
    Ok(row)
}

/// The roles that are held on a unit, the newest first, at most `limit`.
///
/// # Errors
/// Those of [`may_read`].
pub(in crate::org) fn roles_on(
    conn: &mut Conn,
    caller: &Caller,
    unit: UnitId,
    before: Option<RoleId>,
    limit: i64,
) -> Result<Vec<RoleRow>, Error> {
    may_read(conn, caller, unit)?;
    Ok(store::roles_on(conn, unit, caller.now, before, limit)?)
}

/// The insurance policies that cover a unit, the newest first, at most `limit`.
///
/// # Errors
/// Those of [`may_read`].
pub(in crate::org) fn policies_over(
    conn: &mut Conn,
    caller: &Caller,
    unit: UnitId,
    before: Option<PolicyId>,
    limit: i64,
) -> Result<Vec<PolicyRow>, Error> {
    may_read(conn, caller, unit)?;
    Ok(store::policies_over(conn, unit, before, limit)?)
}

/// The units whose audience a person belongs to, as a member or as who leads there.
///
/// # Errors
/// What the database says.
pub fn audiences_of(conn: &mut Conn, person: PersonId) -> Result<Vec<UnitId>, Error> {
    let belonging = Belonging {
        member: store::member_units(conn, &[person])?,
        suspended: store::suspended_in(conn, &[person])?,
        led: store::led_units(conn, &[person])?,
    };
    let buckets = rules::audiences(&[person], &belonging).into_values().flatten();
    let units = buckets.filter(|bucket| bucket.kind == BucketKind::Unit);
    Ok(units.map(|bucket| UnitId::new(bucket.owner)).collect())
}

/// Whether somebody may know of what a person is in a unit.
fn may_know(conn: &mut Conn, caller: &Caller, person: PersonId, unit: UnitId) -> Result<(), Error> {
    let own = person == caller.person;
    if own || store::authority(conn, caller.person, unit, caller.now)?.reads() {
        return Ok(());
    }
    Err(Code::NotFound.into())
}

/// Whether somebody may read what a unit does.
///
/// # Errors
/// [`Code::NotFound`] without such a unit; [`Code::Forbidden`] for who has no role over it: the
/// tree is public, so it tells him nothing.
pub fn may_read(conn: &mut Conn, caller: &Caller, unit: UnitId) -> Result<(), Error> {
    store::unit(conn, unit)?.ok_or(Code::NotFound)?;
    if store::authority(conn, caller.person, unit, caller.now)?.reads() {
        return Ok(());
    }
    Err(Code::Forbidden.into())
}
