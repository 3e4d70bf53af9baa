//! The SQL of units and roles.

use diesel::{QueryResult, dsl::exists, insert_into, prelude::*, select};

use super::model::{Authority, RoleKind, UnitKind};
use crate::{
    kernel::{
        ids::{PersonId, RoleId, UnitId},
        time::Time,
    },
    platform::db::{Conn, both, text_column},
    schema::{roles, unit_ancestors, units},
};

text_column!(UnitKind);
text_column!(RoleKind);

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = units)]
pub struct UnitRow {
    /// The id.
    pub id: UnitId,
    /// Federation, district, brigade, squad or partner.
    pub kind: UnitKind,
    /// The name.
    pub name: String,
    /// The unit that it stands below today.
    pub parent: Option<UnitId>,
    /// The area it works in.
    pub area_code: Option<String>,
    /// The outside body that it belongs to: a company, a school.
    pub affiliated_with: Option<String>,
    /// First local date on which it existed, where that is known: `2025-11-06`.
    pub valid_from: Option<String>,
    /// First local date on which it no longer existed.
    pub valid_to: Option<String>,
    /// Counts the changes of this row.
    pub version: i64,
    /// When it was entered.
    pub created_at: Time,
}

#[derive(Insertable)]
#[diesel(table_name = unit_ancestors, treat_none_as_default_value = false)]
struct AncestorRow {
    unit: UnitId,
    ancestor: UnitId,
    depth: i16,
    from_at: Time,
    until_at: Option<Time>,
}

/// Authority of a person on a unit, while it lasts.
#[derive(Insertable)]
#[diesel(table_name = roles)]
pub(super) struct RoleRow {
    pub(super) id: RoleId,
    pub(super) person: PersonId,
    pub(super) unit: UnitId,
    pub(super) role: RoleKind,
    pub(super) from_at: Time,
    pub(super) until_at: Option<Time>,
    pub(super) appointed_by: PersonId,
}

/// A unit by id.
pub(super) fn unit(conn: &mut Conn, id: UnitId) -> QueryResult<Option<UnitRow>> {
    units::table.find(id).first(conn).optional()
}

/// The top of the tree; the database takes no second one.
pub(super) fn federation(conn: &mut Conn) -> QueryResult<Option<UnitRow>> {
    units::table.filter(units::kind.eq(UnitKind::Federation)).first(conn).optional()
}

/// Units after an id, in the order of ids, at most `limit`; below `parent` where one is given.
pub(super) fn list(
    conn: &mut Conn,
    parent: Option<UnitId>,
    kind: Option<UnitKind>,
    after: Option<UnitId>,
    limit: i64,
) -> QueryResult<Vec<UnitRow>> {
    let mut found = units::table.order(units::id).limit(limit).into_boxed();
    if let Some(parent) = parent {
        found = found.filter(units::parent.eq(parent));
    }
    if let Some(kind) = kind {
        found = found.filter(units::kind.eq(kind));
    }
    if let Some(after) = after {
        found = found.filter(units::id.gt(after));
    }
    found.load(conn)
}

pub(super) fn insert(conn: &mut Conn, unit: &UnitRow) -> QueryResult<()> {
    insert_into(units::table).values(unit).execute(conn)?;
    Ok(())
}

/// Enters what a new unit stands below: itself, its parent, and all that its parent stands below.
pub(super) fn insert_ancestors(conn: &mut Conn, unit: &UnitRow) -> QueryResult<()> {
    let above: Vec<(UnitId, i16)> = match unit.parent {
        Some(parent) => unit_ancestors::table
            .filter(unit_ancestors::unit.eq(parent))
            .filter(unit_ancestors::until_at.is_null())
            .order(unit_ancestors::depth)
            .select((unit_ancestors::ancestor, unit_ancestors::depth + 1))
            .load(conn)?,
        None => Vec::new(),
    };
    let row = |(ancestor, depth)| AncestorRow {
        unit: unit.id,
        ancestor,
        depth,
        from_at: unit.created_at,
        until_at: None,
    };
    let rows: Vec<AncestorRow> = [(unit.id, 0)].into_iter().chain(above).map(row).collect();
    both!(conn => insert_into(unit_ancestors::table).values(&rows).execute(conn))?;
    Ok(())
}

pub(super) fn insert_role(conn: &mut Conn, role: &RoleRow) -> QueryResult<()> {
    insert_into(roles::table).values(role).execute(conn)?;
    Ok(())
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
        .filter(roles::until_at.is_null().or(roles::until_at.gt(at)))
        .order((unit_ancestors::depth, roles::role))
        .select(roles::role)
        .load(conn)?;
    Ok(Authority(roles))
}

/// Whether anybody administers the federation at an instant.
///
/// # Errors
/// What the database says.
pub fn has_headquarters(conn: &mut Conn, at: Time) -> QueryResult<bool> {
    let admins = roles::table
        .filter(roles::role.eq(RoleKind::HqAdmin))
        .filter(roles::until_at.is_null().or(roles::until_at.gt(at)));
    select(exists(admins)).get_result(conn)
}
