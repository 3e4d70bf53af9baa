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
    kernel::{bucket::Collection, ids::EntityId},
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
    pub(super) renew: fn(&mut Tx<'_>, EntityId, i64) -> Result<Option<EntityId>, Error>,
}

impl Projection {
    /// The rows of a type.
    #[must_use]
    pub const fn of<R: Projected + Stored>() -> Self {
        Self { audit: FeedAudit::rows::<R>, renew: renew::<R> }
    }
}

fn renew<R: Projected + Stored>(
    tx: &mut Tx<'_>,
    after: EntityId,
    limit: i64,
) -> Result<Option<EntityId>, Error> {
    let ids: Vec<EntityId> = R::page(tx, after, limit)?.iter().map(R::stored_id).collect();
    // One after another, in the order of ids: a single statement locks in an order of its own.
    let mut rows = Vec::with_capacity(ids.len());
    for id in &ids {
        rows.extend(R::lock(tx, *id)?);
    }
    let mut kept = kept(tx, R::COLLECTIONS, &rows.iter().map(R::entity).collect::<Vec<_>>())?;
    for row in &rows {
        let before = kept.remove(&row.entity());
        let changes = differences(row.entity(), before, Some(documents(row)));
        tx.pending().changes.extend(changes);
    }
    Ok(ids.last().copied())
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
