//! The SQL of roles.

use diesel::{QueryResult, dsl::auto_type, insert_into, prelude::*, update};

use crate::{
    kernel::{
        ids::{PersonId, RoleId, UnitId},
        time::Time,
    },
    org::model::{Authority, RoleKind},
    platform::db::{Conn, MultiBackend, text_column},
    schema::{roles, unit_ancestors},
};

text_column!(RoleKind);

/// Authority of a person on a unit, while it lasts.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = roles)]
pub(crate) struct RoleRow {
    pub(in crate::org) id: RoleId,
    pub(in crate::org) person: PersonId,
    pub(in crate::org) unit: UnitId,
    pub(in crate::org) role: RoleKind,
    pub(in crate::org) from_at: Time,
    pub(in crate::org) until_at: Option<Time>,
    pub(in crate::org) appointed_by: PersonId,
}

/// Roles that have not ended at an instant.
#[auto_type]
fn lasting(at: Time) -> _ {
    let open = roles::until_at.is_null();
    open.or(roles::until_at.gt(at))
}

/// Roles that last at an instant, the newest first, those before an id, at most `limit`.
fn newest(
    found: roles::BoxedQuery<'_, MultiBackend>,
    at: Time,
    before: Option<RoleId>,
    limit: i64,
    conn: &mut Conn,
) -> QueryResult<Vec<RoleRow>> {
    let mut found = found.filter(lasting(at)).order(roles::id.desc()).limit(limit);
    if let Some(before) = before {
        found = found.filter(roles::id.lt(before));
    }
    found.load(conn)
}

pub(in crate::org) fn insert_role(conn: &mut Conn, role: &RoleRow) -> QueryResult<()> {
    insert_into(roles::table).values(role).execute(conn)?;
    Ok(())
}

/// A role by id.
pub(in crate::org) fn role(conn: &mut Conn, id: RoleId) -> QueryResult<Option<RoleRow>> {
    roles::table.find(id).first(conn).optional()
}

/// The same role of the same person on the same unit that lasts at an instant.
pub(in crate::org) fn same_role(
    conn: &mut Conn,
    person: PersonId,
    unit: UnitId,
    role: RoleKind,
    at: Time,
) -> QueryResult<Option<RoleRow>> {
    roles::table
        .filter(roles::person.eq(person))
        .filter(roles::unit.eq(unit))
        .filter(roles::role.eq(role))
        .filter(lasting(at))
        .first(conn)
        .optional()
}

/// The roles that are held on a unit at an instant, the newest first, at most `limit`.
pub(in crate::org) fn roles_on(
    conn: &mut Conn,
    unit: UnitId,
    at: Time,
    before: Option<RoleId>,
    limit: i64,
) -> QueryResult<Vec<RoleRow>> {
    newest(roles::table.filter(roles::unit.eq(unit)).into_boxed(), at, before, limit, conn)
}

/// The roles that a person holds at an instant, the newest first, at most `limit`.
pub(in crate::org) fn roles_of(
    conn: &mut Conn,
    person: PersonId,
    at: Time,
    before: Option<RoleId>,
    limit: i64,
) -> QueryResult<Vec<RoleRow>> {
    newest(roles::table.filter(roles::person.eq(person)).into_boxed(), at, before, limit, conn)
}

/// All roles that a person holds at an instant.
pub(in crate::org) fn all_roles_of(
    conn: &mut Conn,
    person: PersonId,
    at: Time,
) -> QueryResult<Vec<RoleRow>> {
    roles::table.filter(roles::person.eq(person)).filter(lasting(at)).order(roles::id).load(conn)
}

/// The units on which a person holds roles at an instant.
///
/// # Errors
/// What the database says.
pub fn units_held(conn: &mut Conn, person: PersonId, at: Time) -> QueryResult<Vec<UnitId>> {
    roles::table
        .filter(roles::person.eq(person))
        .filter(roles::from_at.le(at))
        .filter(lasting(at))
        .select(roles::unit)
        .distinct()
        .load(conn)
}

/// Those of some units over which a person has a role at an instant.
///
/// # Errors
/// What the database says.
pub fn units_read(
    conn: &mut Conn,
    person: PersonId,
    units: &[UnitId],
    at: Time,
) -> QueryResult<Vec<UnitId>> {
    unit_ancestors::table
        .inner_join(roles::table.on(roles::unit.eq(unit_ancestors::ancestor)))
        .filter(unit_ancestors::unit.eq_any(units))
        .filter(unit_ancestors::from_at.le(at))
        .filter(unit_ancestors::until_at.is_null().or(unit_ancestors::until_at.gt(at)))
        .filter(roles::person.eq(person))
        .filter(roles::from_at.le(at))
        .filter(lasting(at))
        .select(unit_ancestors::unit)
        .distinct()
        .load(conn)
}

/// Ends a role.
pub(in crate::org) fn end_role(conn: &mut Conn, id: RoleId, now: Time) -> QueryResult<()> {
    update(roles::table.find(id)).set(roles::until_at.eq(now)).execute(conn)?;
    Ok(())
}

/// The roles that a person holds on a unit and on all below it at an instant.
pub(in crate::org) fn roles_at_or_below(
    conn: &mut Conn,
    person: PersonId,
    unit: UnitId,
    at: Time,
) -> QueryResult<Vec<RoleRow>> {
    let below = unit_ancestors::table
        .filter(unit_ancestors::ancestor.eq(unit))
        .filter(unit_ancestors::until_at.is_null())
        .select(unit_ancestors::unit);
    roles::table
        .filter(roles::person.eq(person))
        .filter(roles::unit.eq_any(below))
        .filter(lasting(at))
        .order(roles::id)
        .load(conn)
}

/// How many others than one person administer the federation at an instant.
pub(in crate::org) fn other_administrators(
    conn: &mut Conn,
    person: PersonId,
    at: Time,
) -> QueryResult<i64> {
    roles::table
        .filter(roles::role.eq(RoleKind::HqAdmin))
        .filter(roles::person.ne(person))
        .filter(lasting(at))
        .count()
        .get_result(conn)
}

/// The units whose desks a person reads as a leader: those that he leads, and their children.
pub(in crate::org) fn led_units(
    conn: &mut Conn,
    people: &[PersonId],
) -> QueryResult<Vec<(PersonId, UnitId)>> {
    roles::table
        .inner_join(unit_ancestors::table.on(unit_ancestors::ancestor.eq(roles::unit)))
        .filter(roles::person.eq_any(people))
        .filter(roles::role.eq_any(RoleKind::LEADING))
        .filter(roles::until_at.is_null())
        .filter(unit_ancestors::until_at.is_null())
        .filter(unit_ancestors::depth.le(1))
        .select((roles::person, unit_ancestors::unit))
        .load(conn)
}

/// The persons who lead a unit.
pub(in crate::org) fn leaders_of(conn: &mut Conn, unit: UnitId) -> QueryResult<Vec<PersonId>> {
    roles::table
        .filter(roles::unit.eq(unit))
        .filter(roles::role.eq_any(RoleKind::LEADING))
        .filter(roles::until_at.is_null())
        .order(roles::person)
        .select(roles::person)
        .distinct()
        .load(conn)
}

/// The roles that a person had on a unit at an instant: on the unit itself, and on all that it
/// stood below at that instant.
///
/// # Errors
/// What the database says.
pub fn authority(
    conn: &mut Conn,
    person: PersonId,
    unit: UnitId,
    at: Time,
) -> QueryResult<Authority> {
    let roles = unit_ancestors::table
        .inner_join(roles::table.on(roles::unit.eq(unit_ancestors::ancestor)))
        .filter(unit_ancestors::unit.eq(unit))
        .filter(unit_ancestors::from_at.le(at))
        .filter(unit_ancestors::until_at.is_null().or(unit_ancestors::until_at.gt(at)))
        .filter(roles::person.eq(person))
        .filter(roles::from_at.le(at))
        .filter(lasting(at))
        .order((unit_ancestors::depth, roles::role))
        .select(roles::role)
        .load(conn)?;
    Ok(Authority(roles))
}

/// Administrators of the federation that are read at once: more than there are.
const ADMINISTRATORS_READ: i64 = 1000;

/// The persons who administer the federation at an instant.
///
/// # Errors
/// What the database says.
pub fn administrators(conn: &mut Conn, at: Time) -> QueryResult<Vec<PersonId>> {
    roles::table
        .filter(roles::role.eq(RoleKind::HqAdmin))
        .filter(lasting(at))
        .order(roles::person)
        .select(roles::person)
        .distinct()
        .limit(ADMINISTRATORS_READ)
        .load(conn)
}
