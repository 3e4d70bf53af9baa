//! How persons stood in the tree at an instant, and which units stand below which.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{QueryResult, dsl::auto_type, dsl::exists, prelude::*, select};

use crate::{
    kernel::{
        ids::{PersonId, UnitId},
        time::Time,
    },
    org::model::{Standing, UnitKind},
    platform::db::Conn,
    schema::{memberships, suspensions, unit_ancestors, units},
};

/// Lines of the tree that held at an instant.
#[auto_type]
fn held(at: Time) -> _ {
    let open = unit_ancestors::until_at.is_null();
    unit_ancestors::from_at.le(at).and(open.or(unit_ancestors::until_at.gt(at)))
}

/// Units that stand today below some units, these included: for the queries of other features.
#[must_use]
#[auto_type(no_type_alias)]
pub fn below(units: Vec<UnitId>) -> _ {
    unit_ancestors::table
        .filter(unit_ancestors::ancestor.eq_any(units))
        .filter(unit_ancestors::until_at.is_null())
        .select(unit_ancestors::unit)
}

/// Units that stood below some units at any time, these included: for the queries of other
/// features.
#[must_use]
#[auto_type(no_type_alias)]
pub fn ever_below(units: Vec<UnitId>) -> _ {
    unit_ancestors::table
        .filter(unit_ancestors::ancestor.eq_any(units))
        .select(unit_ancestors::unit)
}

/// Whether a unit stood below another one at an instant, or is it.
///
/// # Errors
/// What the database says.
pub fn stood_below(conn: &mut Conn, unit: UnitId, above: UnitId, at: Time) -> QueryResult<bool> {
    let lines = unit_ancestors::table
        .filter(unit_ancestors::unit.eq(unit))
        .filter(unit_ancestors::ancestor.eq(above))
        .filter(held(at));
    select(exists(lines)).get_result(conn)
}

/// The district that a unit stood below at an instant, or is; the federation for what stands below
/// none. Of a unit that was entered later it is that of today.
///
/// # Errors
/// What the database says.
pub fn district_of(conn: &mut Conn, unit: UnitId, at: Time) -> QueryResult<UnitId> {
    let above = || {
        unit_ancestors::table
            .inner_join(units::table.on(units::id.eq(unit_ancestors::ancestor)))
            .filter(unit_ancestors::unit.eq(unit))
            .filter(units::kind.eq_any([UnitKind::District, UnitKind::Federation]))
            .order(unit_ancestors::depth)
            .select(units::id)
    };
    let then = above().filter(held(at)).first(conn).optional()?;
    if let Some(district) = then {
        return Ok(district);
    }
    let today = above().filter(unit_ancestors::until_at.is_null()).first(conn).optional()?;
    Ok(today.unwrap_or(unit))
}

/// What a person was at an instant to a unit and those below it; to all of them without one. Who
/// was suspended in a unit was no active member of those below it either.
///
/// # Errors
/// What the database says.
pub fn standing(
    conn: &mut Conn,
    person: PersonId,
    under: Option<UnitId>,
    at: Time,
) -> QueryResult<Standing> {
    let found = standings(conn, &[person], under, at)?;
    Ok(found.get(&person).copied().unwrap_or(Standing::Stranger))
}

/// The same of several persons; strangers are left out.
///
/// # Errors
/// What the database says.
pub fn standings(
    conn: &mut Conn,
    persons: &[PersonId],
    under: Option<UnitId>,
    at: Time,
) -> QueryResult<BTreeMap<PersonId, Standing>> {
    let mut member = memberships::table
        .inner_join(unit_ancestors::table.on(unit_ancestors::unit.eq(memberships::unit)))
        .filter(memberships::person.eq_any(persons))
        .filter(memberships::from_at.le(at))
        .filter(memberships::until_at.is_null().or(memberships::until_at.gt(at)))
        .filter(held(at))
        .select((memberships::person, memberships::unit))
        .distinct()
        .into_boxed();
    if let Some(under) = under {
        member = member.filter(unit_ancestors::ancestor.eq(under));
    }
    let member: BTreeSet<(PersonId, UnitId)> = member.load(conn)?.into_iter().collect();
    if member.is_empty() {
        return Ok(BTreeMap::new());
    }
    let units: BTreeSet<UnitId> = member.iter().map(|(_, unit)| *unit).collect();
    let barred: Vec<(PersonId, UnitId)> = suspensions::table
        .inner_join(memberships::table.on(memberships::id.eq(suspensions::membership)))
        .inner_join(unit_ancestors::table.on(unit_ancestors::ancestor.eq(memberships::unit)))
        .filter(memberships::person.eq_any(persons))
        .filter(suspensions::from_at.le(at))
        .filter(suspensions::until_at.is_null().or(suspensions::until_at.gt(at)))
        .filter(held(at))
        .filter(unit_ancestors::unit.eq_any(units))
        .select((memberships::person, unit_ancestors::unit))
        .load(conn)?;
    let barred: BTreeSet<(PersonId, UnitId)> = barred.into_iter().collect();
    let mut found = BTreeMap::new();
    for place in &member {
        let of_person = found.entry(place.0).or_insert(Standing::Suspended);
        if !barred.contains(place) {
            *of_person = Standing::Member;
        }
    }
    Ok(found)
}
