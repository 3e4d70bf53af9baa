//! How persons stood and what they might do, for many instants at once: what slices judge by.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{QueryResult, prelude::*};

use crate::{
    kernel::{
        ids::{PersonId, UnitId},
        interval,
        time::Time,
    },
    org::model::{Authority, RoleKind, Standing},
    platform::db::Conn,
    schema::{memberships, roles, suspensions, unit_ancestors},
};

/// From when on, and until when; it holds at its beginning and no longer at its end.
type Lasting = (Time, Option<Time>);

fn lasts((from, until): Lasting, at: Time) -> bool {
    interval::lasts(from, until, at)
}

/// Memberships of some persons with the units that they stood below, and what barred them.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    /// Of each person: unit, what it stood below, the membership's time and the tree's.
    member: BTreeMap<PersonId, Vec<(UnitId, UnitId, Lasting, Lasting)>>,
    /// Of each person: a unit that stood below one in which he was suspended, both times.
    barred: BTreeMap<PersonId, Vec<(UnitId, Lasting, Lasting)>>,
}

impl Standings {
    /// What a person was at an instant, as [`standings`](super::standings) says it.
    #[must_use]
    pub fn at(&self, person: PersonId, under: Option<UnitId>, at: Time) -> Standing {
        let (member, barred) = (self.member.get(&person), self.barred.get(&person));
        let held = |(_, up, of, tree): &&(UnitId, UnitId, Lasting, Lasting)| {
            under.is_none_or(|under| under == *up) && lasts(*of, at) && lasts(*tree, at)
        };
        let units: BTreeSet<UnitId> =
            member.into_iter().flatten().filter(held).map(|(unit, ..)| *unit).collect();
        let holds =
            |(_, of, tree): &&(UnitId, Lasting, Lasting)| lasts(*of, at) && lasts(*tree, at);
        let barred: BTreeSet<UnitId> =
            barred.into_iter().flatten().filter(holds).map(|(unit, ..)| *unit).collect();
        match units.is_empty() {
            true => Standing::Stranger,
            false if units.is_subset(&barred) => Standing::Suspended,
            false => Standing::Member,
        }
    }
}

/// How some persons stood at any time.
///
/// # Errors
/// What the database says.
pub fn standings_ever(conn: &mut Conn, persons: &[PersonId]) -> QueryResult<Standings> {
    type Member = (PersonId, UnitId, UnitId, Option<Time>, Option<Time>, Time, Option<Time>);
    type Barred = (PersonId, UnitId, Lasting, Lasting);
    let mut found = Standings::default();
    let member: Vec<Member> = memberships::table
        .inner_join(unit_ancestors::table.on(unit_ancestors::unit.eq(memberships::unit)))
        .filter(memberships::person.eq_any(persons))
        .select((
            memberships::person,
            memberships::unit,
            unit_ancestors::ancestor,
            memberships::from_at,
            memberships::until_at,
            unit_ancestors::from_at,
            unit_ancestors::until_at,
        ))
        .load(conn)?;
    for (person, unit, up, from, until, tree_from, tree_until) in member {
        let Some(from) = from else { continue };
        let line = (unit, up, (from, until), (tree_from, tree_until));
        found.member.entry(person).or_default().push(line);
    }
    let barred: Vec<Barred> = suspensions::table
        .inner_join(memberships::table.on(memberships::id.eq(suspensions::membership)))
        .inner_join(unit_ancestors::table.on(unit_ancestors::ancestor.eq(memberships::unit)))
        .filter(memberships::person.eq_any(persons))
        .select((
            memberships::person,
            unit_ancestors::unit,
            (suspensions::from_at, suspensions::until_at),
            (unit_ancestors::from_at, unit_ancestors::until_at),
        ))
        .load(conn)?;
    for (person, unit, of, tree) in barred {
        found.barred.entry(person).or_default().push((unit, of, tree));
    }
    Ok(found)
}

/// A role with when it was held, and when the unit stood below the one that it was held on.
type Held = (RoleKind, Lasting, Lasting);

/// Roles on some units and on all that these stood below.
#[derive(Clone, Debug, Default)]
pub struct Authorities(BTreeMap<(PersonId, UnitId), Vec<Held>>);

impl Authorities {
    /// The roles that a person had on a unit at an instant, as [`authority`](super::authority) says
    /// it.
    #[must_use]
    pub fn at(&self, person: PersonId, unit: UnitId, at: Time) -> Authority {
        let held = self.0.get(&(person, unit)).into_iter().flatten();
        let holds = |(_, of, tree): &&Held| lasts(*of, at) && lasts(*tree, at);
        Authority(held.filter(holds).map(|(role, ..)| *role).collect())
    }
}

/// Who had which role on some units at any time.
///
/// # Errors
/// What the database says.
pub fn authorities_ever(conn: &mut Conn, units: &[UnitId]) -> QueryResult<Authorities> {
    type Line = (PersonId, UnitId, RoleKind, Lasting, Lasting);
    let found: Vec<Line> = unit_ancestors::table
        .inner_join(roles::table.on(roles::unit.eq(unit_ancestors::ancestor)))
        .filter(unit_ancestors::unit.eq_any(units))
        .order((unit_ancestors::depth, roles::role))
        .select((
            roles::person,
            unit_ancestors::unit,
            roles::role,
            (roles::from_at, roles::until_at),
            (unit_ancestors::from_at, unit_ancestors::until_at),
        ))
        .load(conn)?;
    let mut authorities = Authorities::default();
    for (person, unit, role, of, tree) in found {
        authorities.0.entry((person, unit)).or_default().push((role, of, tree));
    }
    Ok(authorities)
}
