//! The SQL of what somebody can do about another person.

use std::collections::BTreeSet;

use diesel::{QueryResult, prelude::*};

use crate::{
    kernel::{
        ids::{PersonId, UnitId},
        time::Time,
    },
    org::model::{Authority, MembershipState, Reach, RoleKind, UnitKind},
    platform::db::Conn,
    schema::{memberships, roles, unit_ancestors, units},
};

/// What one person can do about another who has a record: by his roles over units in which the
/// other has an open membership, and by those on the federation, which are over everybody.
pub(in crate::org) fn reach(
    conn: &mut Conn,
    holder: PersonId,
    person: PersonId,
    at: Time,
) -> QueryResult<Reach> {
    use MembershipState::{Active, Applied, Suspended};
    Ok(Reach {
        sees: roles_over(conn, holder, person, &[Applied, Active, Suspended], at)?,
        keeps: roles_over(conn, holder, person, &[Active, Suspended], at)?,
    })
}

/// Those of some persons whom somebody sees, as [`Reach::sees`] says of each who has a record.
///
/// # Errors
/// What the database says.
pub fn seen_by(
    conn: &mut Conn,
    holder: PersonId,
    persons: &[PersonId],
    at: Time,
) -> QueryResult<BTreeSet<PersonId>> {
    use MembershipState::{Active, Applied, Suspended};
    let held: Vec<UnitId> = roles::table
        .filter(roles::person.eq(holder))
        .filter(roles::from_at.le(at))
        .filter(roles::until_at.is_null().or(roles::until_at.gt(at)))
        .select(roles::unit)
        .distinct()
        .load(conn)?;
    if super::holds_federation(conn, &held)? {
        return Ok(persons.iter().copied().collect());
    }
    let seen: Vec<PersonId> = memberships::table
        .inner_join(unit_ancestors::table.on(unit_ancestors::unit.eq(memberships::unit)))
        .filter(memberships::person.eq_any(persons))
        .filter(memberships::until_at.is_null())
        .filter(memberships::state.eq_any([Applied, Active, Suspended]))
        .filter(unit_ancestors::until_at.is_null())
        .filter(unit_ancestors::ancestor.eq_any(held))
        .select(memberships::person)
        .distinct()
        .load(conn)?;
    Ok(seen.into_iter().collect())
}

fn roles_over(
    conn: &mut Conn,
    holder: PersonId,
    person: PersonId,
    states: &[MembershipState],
    at: Time,
) -> QueryResult<Authority> {
    let units_of_person = memberships::table
        .inner_join(unit_ancestors::table.on(unit_ancestors::unit.eq(memberships::unit)))
        .filter(memberships::person.eq(person))
        .filter(memberships::until_at.is_null())
        .filter(memberships::state.eq_any(states))
        .filter(unit_ancestors::until_at.is_null())
        .select(unit_ancestors::ancestor);
    let federation = units::table.filter(units::kind.eq(UnitKind::Federation)).select(units::id);
    let held: Vec<RoleKind> = roles::table
        .filter(roles::person.eq(holder))
        .filter(roles::from_at.le(at))
        .filter(roles::until_at.is_null().or(roles::until_at.gt(at)))
        .filter(roles::unit.eq_any(units_of_person).or(roles::unit.eq_any(federation)))
        .order(roles::role)
        .select(roles::role)
        .distinct()
        .load(conn)?;
    Ok(Authority(held))
}
