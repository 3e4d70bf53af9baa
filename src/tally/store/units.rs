//! The tree with all its days.

use diesel::{QueryResult, prelude::*};

use crate::{
    kernel::{ids::UnitId, time::Time},
    org::UnitRow,
    platform::db::Conn,
    schema::{unit_ancestors, units},
};

/// What a unit stood below, itself included, from when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub(in crate::tally) struct Line {
    pub(in crate::tally) unit: UnitId,
    pub(in crate::tally) ancestor: UnitId,
    /// How far above it stands: 0 for the unit itself.
    pub(in crate::tally) depth: i16,
    pub(in crate::tally) from_at: Time,
    pub(in crate::tally) until_at: Option<Time>,
}

/// All units.
pub(in crate::tally) fn units(conn: &mut Conn) -> QueryResult<Vec<UnitRow>> {
    units::table.order(units::id).load(conn)
}

/// What all units stood below.
pub(in crate::tally) fn lines(conn: &mut Conn) -> QueryResult<Vec<Line>> {
    unit_ancestors::table
        .select((
            unit_ancestors::unit,
            unit_ancestors::ancestor,
            unit_ancestors::depth,
            unit_ancestors::from_at,
            unit_ancestors::until_at,
        ))
        .load(conn)
}
