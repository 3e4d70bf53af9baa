//! The SQL of sites.

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    activities::model::{MeetingPlace, SiteKind},
    kernel::{
        ids::{PersonId, SiteId, UnitId},
        time::Time,
    },
    org,
    platform::db::{Conn, stored, text_column},
    schema::sites,
};

text_column!(SiteKind);

/// Where service is given again and again.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = sites, treat_none_as_null = true)]
pub(crate) struct SiteRow {
    pub(in crate::activities) id: SiteId,
    /// Whose it is.
    pub(in crate::activities) unit: UnitId,
    pub(in crate::activities) name: String,
    pub(in crate::activities) kind: SiteKind,
    pub(in crate::activities) place: MeetingPlace,
    /// Last local date on which it is open.
    pub(in crate::activities) closed_on: Option<String>,
    pub(in crate::activities) version: i64,
    pub(in crate::activities) created_by: PersonId,
    pub(in crate::activities) created_at: Time,
}

stored!(SiteRow, sites, version);

/// Which sites a list holds.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::activities) struct SiteFilter {
    /// Only those of this unit and of those below it.
    pub(in crate::activities) unit: Option<UnitId>,
    /// Only those of this kind.
    pub(in crate::activities) kind: Option<SiteKind>,
}

/// A site by id.
pub(in crate::activities) fn site(conn: &mut Conn, id: SiteId) -> QueryResult<Option<SiteRow>> {
    sites::table.find(id).first(conn).optional()
}

/// Sites after an id, in the order of ids, at most `limit`.
pub(in crate::activities) fn sites(
    conn: &mut Conn,
    filter: SiteFilter,
    after: Option<SiteId>,
    limit: i64,
) -> QueryResult<Vec<SiteRow>> {
    let mut found = sites::table.order(sites::id).limit(limit).into_boxed();
    if let Some(unit) = filter.unit {
        found = found.filter(sites::unit.eq_any(org::below(vec![unit])));
    }
    if let Some(kind) = filter.kind {
        found = found.filter(sites::kind.eq(kind));
    }
    if let Some(after) = after {
        found = found.filter(sites::id.gt(after));
    }
    found.load(conn)
}

/// Sites by their ids, in the order of ids.
pub(in crate::activities) fn sites_by_id(
    conn: &mut Conn,
    ids: &[SiteId],
) -> QueryResult<Vec<SiteRow>> {
    sites::table.filter(sites::id.eq_any(ids)).order(sites::id).load(conn)
}

/// Locks a site until the transaction ends.
pub(in crate::activities) fn lock_site(
    conn: &mut Conn,
    id: SiteId,
) -> QueryResult<Option<SiteRow>> {
    update(sites::table.find(id))
        .set(sites::version.eq(sites::version))
        .returning(sites::all_columns)
        .get_result(conn)
        .optional()
}

pub(in crate::activities) fn insert_site(conn: &mut Conn, row: &SiteRow) -> QueryResult<()> {
    insert_into(sites::table).values(row).execute(conn)?;
    Ok(())
}

pub(in crate::activities) fn put_site(conn: &mut Conn, row: &SiteRow) -> QueryResult<()> {
    update(sites::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
