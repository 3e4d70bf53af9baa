//! The sorts of rows that stand in the feed, each as one value: what goes through all of them goes
//! through the same list.

use std::collections::BTreeMap;

use diesel::QueryResult;

use super::{
    FeedAudit,
    feed::{Documents, differences, documents},
    model::Projected,
    store,
};
use crate::{
    kernel::{
        bucket::{Change, Collection},
        ids::EntityId,
    },
    platform::{
        db::{Conn, Stored, Tx},
        error::Error,
    },
};

/// A sort of rows that stand in the feed.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    /// Compares the documents of all of them with the feed.
    pub(super) audit: fn(&mut FeedAudit, &mut Conn) -> QueryResult<()>,
    /// Puts right the documents of those after an id, at most so many; answers the last of them.
    pub(super) put_right: fn(&mut Tx<'_>, EntityId, i64) -> Result<Option<EntityId>, Error>,
}

impl Projection {
    /// The rows of a type.
    #[must_use]
    pub const fn of<R: Projected + Stored>() -> Self {
        Self { audit: FeedAudit::rows::<R>, put_right: put_right::<R> }
    }
}

fn put_right<R: Projected + Stored>(
    tx: &mut Tx<'_>,
    after: EntityId,
    limit: i64,
) -> Result<Option<EntityId>, Error> {
    let page = R::page(tx, after, limit)?;
    // Those that differ are locked before they are compared for good, one after another in the
    // order of ids: a single statement locks in an order of its own.
    let mut differing = Vec::new();
    for (row, changes) in compared(tx, &page)? {
        if !changes.is_empty() {
            differing.extend(R::lock(tx, row.stored_id())?);
        }
    }
    let changes: Vec<Change> =
        compared(tx, &differing)?.into_iter().flat_map(|(_, changes)| changes).collect();
    tx.pending().changes.extend(changes);
    Ok(page.last().map(R::stored_id))
}

/// Rows, each with what is to become of its lines.
fn compared<'r, R: Projected>(
    conn: &mut Conn,
    rows: &'r [R],
) -> QueryResult<Vec<(&'r R, Vec<Change>)>> {
    let ids: Vec<EntityId> = rows.iter().map(R::entity).collect();
    let mut kept = kept(conn, R::COLLECTIONS, &ids)?;
    let compared = rows.iter().map(|row| {
        let before = kept.remove(&row.entity());
        (row, differences(row.entity(), before, Some(documents(row))))
    });
    Ok(compared.collect())
}

/// What stands in the feed of some rows.
fn kept(
    conn: &mut Conn,
    collections: &[Collection],
    ids: &[EntityId],
) -> QueryResult<BTreeMap<EntityId, Documents>> {
    let mut kept: BTreeMap<EntityId, Documents> = BTreeMap::new();
    for line in store::live_of(conn, collections, ids)? {
        let collection = collections.iter().find(|name| **name == line.collection);
        if let Some(collection) = collection {
            let documents = kept.entry(line.entity).or_default();
            documents.insert((line.bucket, collection), line.document);
        }
    }
    Ok(kept)
}
