//! The SQL that reads all of the feed, to be compared with the rows.

use std::collections::BTreeMap;

use diesel::{
    QueryResult,
    dsl::{count_star, max},
    prelude::*,
};

use super::{feed::version as version_at, heads::bucket_of};
use crate::{
    kernel::{bucket::Bucket, ids::EntityId},
    platform::db::Conn,
    schema::{bucket_heads, feed},
};

/// A line of the feed with a document.
pub(in crate::changelog) struct LiveLine {
    pub(in crate::changelog) collection: String,
    pub(in crate::changelog) entity: EntityId,
    pub(in crate::changelog) bucket: Bucket,
    pub(in crate::changelog) document: String,
}

/// The lines of some rows that have a document, in some collections.
pub(in crate::changelog) fn live_of(
    conn: &mut Conn,
    collections: &[&str],
    ids: &[EntityId],
) -> QueryResult<Vec<LiveLine>> {
    let lines: Vec<(String, EntityId, i16, EntityId, Option<String>)> = feed::table
        .inner_join(bucket_heads::table.on(bucket_heads::bucket.eq(feed::bucket)))
        .filter(feed::entity_id.eq_any(ids))
        .filter(feed::collection.eq_any(collections))
        .filter(feed::doc.is_not_null())
        .select((
            feed::collection,
            feed::entity_id,
            bucket_heads::kind,
            bucket_heads::owner,
            feed::doc,
        ))
        .load(conn)?;
    let line = |(collection, entity, kind, owner, document): (_, _, _, _, Option<String>)| {
        let bucket = bucket_of(kind, owner)?;
        Ok(LiveLine { collection, entity, bucket, document: document.unwrap_or_default() })
    };
    lines.into_iter().map(line).collect()
}

/// How many lines with a document there are of each collection.
pub(in crate::changelog) fn live_counts(conn: &mut Conn) -> QueryResult<Vec<(String, i64)>> {
    feed::table
        .filter(feed::doc.is_not_null())
        .group_by(feed::collection)
        .order(feed::collection)
        .select((feed::collection, count_star()))
        .load(conn)
}

/// Every bucket in which something stands, with its head and the version of its last line.
pub(in crate::changelog) fn heads(conn: &mut Conn) -> QueryResult<Vec<(Bucket, i64, i64)>> {
    let last: Vec<(i32, Option<i64>)> =
        feed::table.group_by(feed::bucket).select((feed::bucket, max(feed::pos))).load(conn)?;
    let last: BTreeMap<i32, i64> =
        last.into_iter().filter_map(|(bucket, pos)| Some((bucket, pos?))).collect();
    let heads: Vec<(i32, i16, EntityId, i64)> = bucket_heads::table
        .select((
            bucket_heads::bucket,
            bucket_heads::kind,
            bucket_heads::owner,
            bucket_heads::version,
        ))
        .load(conn)?;
    let head = |(number, kind, owner, version)| {
        let pos = last.get(&number)?;
        let at = version_at(*pos);
        Some(bucket_of(kind, owner).map(|bucket| (bucket, version, at)))
    };
    heads.into_iter().filter_map(head).collect()
}
