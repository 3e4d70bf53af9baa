//! The SQL of the feed.

use std::collections::BTreeSet;

use diesel::{QueryResult, delete, insert_into, prelude::*, upsert::excluded};

use super::{ROWS_PER_STATEMENT, heads::number_of};
use crate::{
    changelog::model::FeedRow,
    kernel::{bucket::Bucket, ids::EntityId, time::Time},
    platform::db::{Conn, both},
    schema::feed,
};

/// Where a version of a bucket stands in the feed.
pub(in crate::changelog) fn position(number: i32, version: i64) -> i64 {
    (i64::from(number) << 32) | version
}

/// The version that stands at a position.
pub(super) const fn version(position: i64) -> i64 {
    position & 0xffff_ffff
}

#[derive(Insertable)]
#[diesel(table_name = feed, treat_none_as_default_value = false)]
pub(in crate::changelog) struct NewFeedRow<'a> {
    pub(in crate::changelog) pos: i64,
    pub(in crate::changelog) bucket: i32,
    pub(in crate::changelog) first_version: i64,
    pub(in crate::changelog) collection: &'a str,
    pub(in crate::changelog) entity_id: EntityId,
    pub(in crate::changelog) doc: Option<&'a str>,
    pub(in crate::changelog) at: Time,
}

/// Puts lines into the feed. A line of the same id in the same bucket is replaced; it keeps the
/// version at which the id first came.
pub(in crate::changelog) fn put(conn: &mut Conn, rows: &[NewFeedRow<'_>]) -> QueryResult<()> {
    both!(conn => insert_into(feed::table)
        .values(rows)
        .on_conflict((feed::entity_id, feed::collection, feed::bucket))
        .do_update()
        .set((
            feed::pos.eq(excluded(feed::pos)),
            feed::doc.eq(excluded(feed::doc)),
            feed::at.eq(excluded(feed::at)),
        ))
        .execute(conn))?;
    Ok(())
}

/// The feed of one bucket after a version, oldest first, at most `limit` lines.
///
/// # Errors
/// What the database says.
pub fn feed_of(
    conn: &mut Conn,
    bucket: Bucket,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<FeedRow>> {
    let Some(number) = number_of(conn, bucket)? else { return Ok(Vec::new()) };
    let last = version(i64::MAX);
    let all = Stretch { between: (after, last), gone_after: 0, came_until: last };
    lines_in(conn, number, all, limit)
}

/// Position, first version, collection, row and document of a line.
type Line = (i64, i64, String, EntityId, Option<String>);

const LINE: (feed::pos, feed::first_version, feed::collection, feed::entity_id, feed::doc) =
    (feed::pos, feed::first_version, feed::collection, feed::entity_id, feed::doc);

fn row((pos, first_version, collection, entity, document): Line) -> FeedRow {
    let version = version(pos);
    FeedRow { version, first_version, collection, entity, document }
}

/// The lines of rows that left an audience before a time, the oldest first, at most `limit`: each
/// as the number of its audience and its version.
pub(in crate::changelog) fn gone_before(
    conn: &mut Conn,
    until: Time,
    limit: i64,
) -> QueryResult<Vec<(i32, i64)>> {
    let lines: Vec<(i32, i64)> = feed::table
        .filter(feed::doc.is_null())
        .filter(feed::at.lt(until))
        .order((feed::at, feed::pos))
        .limit(limit)
        .select((feed::bucket, feed::pos))
        .load(conn)?;
    Ok(lines.into_iter().map(|(number, pos)| (number, version(pos))).collect())
}

/// Removes lines, but of rows that came back meanwhile.
pub(in crate::changelog) fn remove_gone(conn: &mut Conn, lines: &[(i32, i64)]) -> QueryResult<()> {
    for lines in lines.chunks(ROWS_PER_STATEMENT) {
        let positions = lines.iter().map(|(number, version)| position(*number, *version));
        let gone = feed::table.filter(feed::pos.eq_any(positions)).filter(feed::doc.is_null());
        delete(gone).execute(conn)?;
    }
    Ok(())
}

/// A stretch of an audience, and what of it is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Lines after this version and up to the other.
    pub between: (i64, i64),
    /// Of rows that left, lines after this version only.
    pub gone_after: i64,
    /// Rows that came in up to this version only.
    pub came_until: i64,
}

/// What is wanted of a stretch of an audience, oldest first, at most `limit` lines.
///
/// # Errors
/// What the database says.
pub fn lines_in(
    conn: &mut Conn,
    audience: i32,
    stretch: Stretch,
    limit: i64,
) -> QueryResult<Vec<FeedRow>> {
    let (after, until) = stretch.between;
    let gone_after = position(audience, stretch.gone_after);
    let lines: Vec<Line> = feed::table
        .filter(feed::pos.gt(position(audience, after)))
        .filter(feed::pos.le(position(audience, until)))
        .filter(feed::doc.is_not_null().or(feed::pos.gt(gone_after)))
        .filter(feed::first_version.le(stretch.came_until))
        .order(feed::pos)
        .limit(limit)
        .select(LINE)
        .load(conn)?;
    Ok(lines.into_iter().map(row).collect())
}

/// Which of some rows have a document in one of some audiences.
///
/// # Errors
/// What the database says.
pub fn alive_among(
    conn: &mut Conn,
    audiences: &[i32],
    ids: &[EntityId],
) -> QueryResult<BTreeSet<(String, EntityId)>> {
    let mut alive = BTreeSet::new();
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        let found: Vec<(String, EntityId)> = feed::table
            .filter(feed::entity_id.eq_any(ids))
            .filter(feed::bucket.eq_any(audiences))
            .filter(feed::doc.is_not_null())
            .select((feed::collection, feed::entity_id))
            .load(conn)?;
        alive.extend(found);
    }
    Ok(alive)
}
