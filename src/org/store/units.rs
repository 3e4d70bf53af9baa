//! The SQL of units and of what they stand below.

use diesel::{
    QueryResult,
    dsl::{exists, max},
    insert_into,
    prelude::*,
    select, update,
};

use crate::{
    kernel::{ids::UnitId, time::Time},
    org::model::UnitKind,
    platform::db::{Conn, both, stored, text_column},
    schema::{unit_ancestors, units},
};

text_column!(UnitKind);

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = units, treat_none_as_null = true)]
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

stored!(UnitRow, units, version);

#[derive(Insertable)]
#[diesel(table_name = unit_ancestors, treat_none_as_default_value = false)]
struct AncestorRow {
    unit: UnitId,
    ancestor: UnitId,
    depth: i16,
    from_at: Time,
    until_at: Option<Time>,
}

/// A unit by id.
///
/// # Errors
/// What the database says.
pub fn unit(conn: &mut Conn, id: UnitId) -> QueryResult<Option<UnitRow>> {
    units::table.find(id).first(conn).optional()
}

/// Units by their ids, in the order of ids.
///
/// # Errors
/// What the database says.
pub fn units_by_id(conn: &mut Conn, ids: &[UnitId]) -> QueryResult<Vec<UnitRow>> {
    units::table.filter(units::id.eq_any(ids)).order(units::id).load(conn)
}

/// The top of the tree; the database takes no second one.
///
/// # Errors
/// What the database says.
pub fn federation(conn: &mut Conn) -> QueryResult<Option<UnitRow>> {
    units::table.filter(units::kind.eq(UnitKind::Federation)).first(conn).optional()
}

/// Whether one of some units is the top of the tree.
///
/// # Errors
/// What the database says.
pub fn holds_federation(conn: &mut Conn, ids: &[UnitId]) -> QueryResult<bool> {
    let top = units::table.filter(units::kind.eq(UnitKind::Federation));
    select(exists(top.filter(units::id.eq_any(ids)))).get_result(conn)
}

/// Units after an id, in the order of ids, at most `limit`; below `parent` where one is given.
pub(in crate::org) fn list(
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

pub(in crate::org) fn insert(conn: &mut Conn, unit: &UnitRow) -> QueryResult<()> {
    insert_into(units::table).values(unit).execute(conn)?;
    Ok(())
}

/// Locks units until the transaction ends, in the order of ids; answers those that there are.
pub(in crate::org) fn lock_units(conn: &mut Conn, ids: &[UnitId]) -> QueryResult<Vec<UnitRow>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let lock = |id| {
        update(units::table.find(id))
            .set(units::version.eq(units::version))
            .returning(units::all_columns)
            .get_result(conn)
            .optional()
    };
    ids.into_iter().map(lock).filter_map(Result::transpose).collect()
}

pub(in crate::org) fn put(conn: &mut Conn, unit: &UnitRow) -> QueryResult<()> {
    update(units::table.find(unit.id)).set(unit).execute(conn)?;
    Ok(())
}

/// Enters what a new unit stands below: itself, its parent, and all that its parent stands below.
pub(in crate::org) fn insert_ancestors(conn: &mut Conn, unit: &UnitRow) -> QueryResult<()> {
    let below = vec![(unit.id, 0)];
    let above = match unit.parent {
        Some(parent) => ancestors_of(conn, parent)?,
        None => Vec::new(),
    };
    let mut rows = pairs(&below, &above, unit.created_at);
    let (id, from_at) = (unit.id, unit.created_at);
    rows.push(AncestorRow { unit: id, ancestor: id, depth: 0, from_at, until_at: None });
    both!(conn => insert_into(unit_ancestors::table).values(&rows).execute(conn))?;
    Ok(())
}

/// Takes a unit with all below it from where it stands to below another one, from `moved_at` on.
pub(in crate::org) fn move_below(
    conn: &mut Conn,
    unit: UnitId,
    parent: UnitId,
    moved_at: Time,
) -> QueryResult<()> {
    let below: Vec<(UnitId, i16)> = unit_ancestors::table
        .filter(unit_ancestors::ancestor.eq(unit))
        .filter(unit_ancestors::until_at.is_null())
        .select((unit_ancestors::unit, unit_ancestors::depth))
        .load(conn)?;
    let above = ancestors_of(conn, parent)?;
    let inside: Vec<UnitId> = below.iter().map(|(unit, _)| *unit).collect();
    update(unit_ancestors::table)
        .filter(unit_ancestors::unit.eq_any(&inside))
        .filter(unit_ancestors::ancestor.ne_all(&inside))
        .filter(unit_ancestors::until_at.is_null())
        .set(unit_ancestors::until_at.eq(moved_at))
        .execute(conn)?;
    let rows = pairs(&below, &above, moved_at);
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(unit_ancestors::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// Since when all below a unit, itself included, stand below what is above it today.
pub(in crate::org) fn settled_at(conn: &mut Conn, unit: UnitId) -> QueryResult<Option<Time>> {
    let below = unit_ancestors::table
        .filter(unit_ancestors::ancestor.eq(unit))
        .filter(unit_ancestors::until_at.is_null())
        .select(unit_ancestors::unit);
    let inside: Vec<UnitId> = below.load(conn)?;
    unit_ancestors::table
        .filter(unit_ancestors::unit.eq_any(inside))
        .filter(unit_ancestors::until_at.is_null())
        .select(max(unit_ancestors::from_at))
        .first(conn)
}

/// Rows of five columns that one statement writes: SQLite binds 32,766 values.
const ROWS_PER_STATEMENT: usize = 1000;

/// What a unit stands below today, itself included, with depths.
fn ancestors_of(conn: &mut Conn, unit: UnitId) -> QueryResult<Vec<(UnitId, i16)>> {
    unit_ancestors::table
        .filter(unit_ancestors::unit.eq(unit))
        .filter(unit_ancestors::until_at.is_null())
        .order(unit_ancestors::depth)
        .select((unit_ancestors::ancestor, unit_ancestors::depth))
        .load(conn)
}

/// Each unit of one part of the tree below each unit of the line that it hangs on.
fn pairs(below: &[(UnitId, i16)], above: &[(UnitId, i16)], from_at: Time) -> Vec<AncestorRow> {
    let below_each = |&(unit, down): &(UnitId, i16)| {
        let row = move |&(ancestor, up): &(UnitId, i16)| AncestorRow {
            unit,
            ancestor,
            depth: down + 1 + up,
            from_at,
            until_at: None,
        };
        above.iter().map(row)
    };
    below.iter().flat_map(below_each).collect()
}
