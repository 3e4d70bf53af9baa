//! The SQL of insurance policies.

use chrono::NaiveDate;
use diesel::{QueryResult, dsl::exists, insert_into, prelude::*, select};

use crate::{
    kernel::{
        ids::{PersonId, PolicyId, UnitId},
        time::Time,
    },
    platform::db::Conn,
    schema::{insurance_policies, unit_ancestors},
};

/// Accident insurance of a unit's volunteers, and of those of all units below it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = insurance_policies)]
pub(crate) struct PolicyRow {
    pub(in crate::org) id: PolicyId,
    pub(in crate::org) unit: UnitId,
    pub(in crate::org) insurer: String,
    pub(in crate::org) policy_no: String,
    /// Local dates, both inclusive.
    pub(in crate::org) valid_from: String,
    pub(in crate::org) valid_to: String,
    pub(in crate::org) recorded_by: PersonId,
    pub(in crate::org) recorded_at: Time,
}

/// A policy by id.
pub(in crate::org) fn policy(conn: &mut Conn, id: PolicyId) -> QueryResult<Option<PolicyRow>> {
    insurance_policies::table.find(id).first(conn).optional()
}

pub(in crate::org) fn insert_policy(conn: &mut Conn, row: &PolicyRow) -> QueryResult<()> {
    insert_into(insurance_policies::table).values(row).execute(conn)?;
    Ok(())
}

/// The policies that cover a unit: its own, and those of what it stands below today. The newest
/// first, at most `limit`.
pub(in crate::org) fn policies_over(
    conn: &mut Conn,
    unit: UnitId,
    before: Option<PolicyId>,
    limit: i64,
) -> QueryResult<Vec<PolicyRow>> {
    let above = unit_ancestors::table
        .filter(unit_ancestors::unit.eq(unit))
        .filter(unit_ancestors::until_at.is_null())
        .select(unit_ancestors::ancestor);
    let mut found = insurance_policies::table
        .filter(insurance_policies::unit.eq_any(above))
        .order(insurance_policies::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(before) = before {
        found = found.filter(insurance_policies::id.lt(before));
    }
    found.load(conn)
}

/// Whether a policy covers the volunteers of a unit on a local date: one of its own, or of what it
/// stands below today.
///
/// # Errors
/// What the database says.
pub fn is_insured(conn: &mut Conn, unit: UnitId, date: NaiveDate) -> QueryResult<bool> {
    let above = unit_ancestors::table
        .filter(unit_ancestors::unit.eq(unit))
        .filter(unit_ancestors::until_at.is_null())
        .select(unit_ancestors::ancestor);
    let date = date.to_string();
    let covering = insurance_policies::table
        .filter(insurance_policies::unit.eq_any(above))
        .filter(insurance_policies::valid_from.le(date.clone()))
        .filter(insurance_policies::valid_to.ge(date));
    select(exists(covering)).get_result(conn)
}
