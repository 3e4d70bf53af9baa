//! The SQL of heads, feed and grants.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    QueryResult,
    dsl::{count_star, max},
    insert_into,
    prelude::*,
    update,
    upsert::excluded,
};

use super::model::{FeedRow, Grant};
use crate::{
    kernel::{
        bucket::{Bucket, BucketKind},
        ids::{EntityId, GrantId, Id, PersonId},
        time::Time,
    },
    platform::{
        db::{Conn, both},
        random::Random,
    },
    schema::{bucket_heads, feed, grants},
};

/// Bucket numbers are positive, so that `pos` is too.
const NUMBERS: u64 = 0x7fff_ffff;

/// Where a version of a bucket stands in the feed.
pub(super) fn position(number: i32, version: i64) -> i64 {
    (i64::from(number) << 32) | version
}

#[derive(Insertable)]
#[diesel(table_name = feed, treat_none_as_default_value = false)]
pub(super) struct NewFeedRow<'a> {
    pub(super) pos: i64,
    pub(super) bucket: i32,
    pub(super) first_version: i64,
    pub(super) collection: &'a str,
    pub(super) entity_id: EntityId,
    pub(super) doc: Option<&'a str>,
    pub(super) at: Time,
}

/// Moves the head of a bucket by `count`; answers its number and its new version. The head's row
/// stays locked until the transaction ends.
pub(super) fn move_head(conn: &mut Conn, bucket: Bucket, count: i64) -> QueryResult<(i32, i64)> {
    update(bucket_heads::table)
        .filter(bucket_heads::kind.eq(bucket.kind.number()))
        .filter(bucket_heads::owner.eq(owner(bucket)))
        .set(bucket_heads::version.eq(bucket_heads::version + count))
        .returning((bucket_heads::bucket, bucket_heads::version))
        .get_result(conn)
}

fn owner(bucket: Bucket) -> EntityId {
    Id::new(bucket.owner)
}

/// The number of a bucket that was opened.
fn number_of(conn: &mut Conn, bucket: Bucket) -> QueryResult<Option<i32>> {
    bucket_heads::table
        .filter(bucket_heads::kind.eq(bucket.kind.number()))
        .filter(bucket_heads::owner.eq(owner(bucket)))
        .select(bucket_heads::bucket)
        .first(conn)
        .optional()
}

#[derive(Insertable)]
#[diesel(table_name = bucket_heads, treat_none_as_default_value = false)]
struct NewHeadRow {
    bucket: i32,
    kind: i16,
    owner: EntityId,
    version: i64,
    gc_version: i64,
}

/// Makes the heads of buckets, each under a number that is drawn until it is free.
///
/// Drawn, not counted: a counter would be one row that every enrolment in the federation locks.
pub(super) fn insert_heads(
    conn: &mut Conn,
    buckets: &[Bucket],
    random: &Random,
) -> QueryResult<()> {
    let drawn = |bucket: &Bucket| NewHeadRow {
        bucket: i32::try_from(random.below(NUMBERS) + 1).unwrap_or(1),
        kind: bucket.kind.number(),
        owner: owner(*bucket),
        version: 0,
        gc_version: 0,
    };
    let mut missing = buckets.to_vec();
    loop {
        let known = numbers_of(conn, missing.iter().copied())?;
        missing.retain(|bucket| !known.contains_key(bucket));
        if missing.is_empty() {
            return Ok(());
        }
        let rows: Vec<NewHeadRow> = missing.iter().map(drawn).collect();
        for rows in rows.chunks(ROWS_PER_STATEMENT) {
            both!(conn => insert_into(bucket_heads::table)
                .values(rows)
                .on_conflict_do_nothing()
                .execute(conn))?;
        }
    }
}

/// Puts lines into the feed. A line of the same id in the same bucket is replaced; it keeps the
/// version at which the id first came.
pub(super) fn put(conn: &mut Conn, rows: &[NewFeedRow<'_>]) -> QueryResult<()> {
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
    let lines: Vec<(i64, i64, String, EntityId, Option<String>)> = feed::table
        .filter(feed::pos.gt(position(number, after)))
        .filter(feed::pos.le(position(number, i64::from(u32::MAX))))
        .order(feed::pos)
        .limit(limit)
        .select((feed::pos, feed::first_version, feed::collection, feed::entity_id, feed::doc))
        .load(conn)?;
    let row = |(pos, first_version, collection, entity, document)| {
        let version = pos & i64::from(u32::MAX);
        FeedRow { version, first_version, collection, entity, document }
    };
    Ok(lines.into_iter().map(row).collect())
}

fn bucket_of(kind: i16, owner: EntityId) -> QueryResult<Bucket> {
    let kind = BucketKind::of_number(kind);
    let kind = kind.ok_or_else(|| {
        diesel::result::Error::DeserializationError(
            "bucket_heads.kind holds a number that is no kind of bucket".into(),
        )
    })?;
    Ok(Bucket { kind, owner: owner.uuid() })
}

/// How many ids, or rows of a few columns, one statement takes: SQLite binds 32,766 values.
const ROWS_PER_STATEMENT: usize = 1000;

/// Every grant that a person has or had, by number.
///
/// # Errors
/// What the database says.
pub fn grants_of(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<Grant>> {
    grants_of_all(conn, &[person])
}

/// Every grant that some persons have or had, by person and number.
pub(super) fn grants_of_all(conn: &mut Conn, people: &[PersonId]) -> QueryResult<Vec<Grant>> {
    type Row = (GrantId, i32, PersonId, i16, EntityId, Time, Option<Time>);
    let mut found = Vec::new();
    for people in people.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<Row> = grants::table
            .inner_join(bucket_heads::table.on(bucket_heads::bucket.eq(grants::bucket)))
            .filter(grants::person.eq_any(people))
            .order((grants::person, grants::number))
            .select((
                grants::id,
                grants::number,
                grants::person,
                bucket_heads::kind,
                bucket_heads::owner,
                grants::from_at,
                grants::until_at,
            ))
            .load(conn)?;
        for (id, number, person, kind, owner, from_at, until_at) in rows {
            let bucket = bucket_of(kind, owner)?;
            found.push(Grant { id, person, number, bucket, from_at, until_at });
        }
    }
    Ok(found)
}

/// The open grants of some persons, by person and number.
///
/// # Errors
/// What the database says.
pub fn open_grants(conn: &mut Conn, people: &[PersonId]) -> QueryResult<Vec<Grant>> {
    let mut grants = grants_of_all(conn, people)?;
    grants.retain(|grant| grant.until_at.is_none());
    Ok(grants)
}

/// A line of the feed with a document.
pub(super) struct LiveLine {
    pub(super) collection: String,
    pub(super) entity: EntityId,
    pub(super) bucket: Bucket,
    pub(super) document: String,
}

/// The lines of some rows that have a document, in some collections.
pub(super) fn live_of(
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
pub(super) fn live_counts(conn: &mut Conn) -> QueryResult<Vec<(String, i64)>> {
    feed::table
        .filter(feed::doc.is_not_null())
        .group_by(feed::collection)
        .order(feed::collection)
        .select((feed::collection, count_star()))
        .load(conn)
}

/// Every bucket in which something stands, with its head and the version of its last line.
pub(super) fn heads(conn: &mut Conn) -> QueryResult<Vec<(Bucket, i64, i64)>> {
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
        let at = pos & i64::from(u32::MAX);
        Some(bucket_of(kind, owner).map(|bucket| (bucket, version, at)))
    };
    heads.into_iter().filter_map(head).collect()
}

#[derive(Insertable)]
#[diesel(table_name = grants, treat_none_as_default_value = false)]
struct NewGrantRow {
    id: GrantId,
    number: i32,
    person: PersonId,
    bucket: i32,
    from_at: Time,
    until_at: Option<Time>,
}

/// Opens grants of buckets that were opened before.
pub(super) fn insert_grants(conn: &mut Conn, opened: &[Grant]) -> QueryResult<()> {
    let numbers = numbers_of(conn, opened.iter().map(|grant| grant.bucket))?;
    let row = |grant: &Grant| {
        let &Grant { id, number, person, bucket, from_at, until_at } = grant;
        let bucket = *numbers.get(&bucket).ok_or(diesel::NotFound)?;
        Ok(NewGrantRow { id, number, person, bucket, from_at, until_at })
    };
    let rows = opened.iter().map(row).collect::<QueryResult<Vec<_>>>()?;
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(grants::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// The numbers of buckets that were opened.
fn numbers_of(
    conn: &mut Conn,
    buckets: impl Iterator<Item = Bucket>,
) -> QueryResult<BTreeMap<Bucket, i32>> {
    let wanted: BTreeSet<Bucket> = buckets.collect();
    let owners: Vec<EntityId> = wanted.iter().copied().map(owner).collect();
    let mut numbers = BTreeMap::new();
    for owners in owners.chunks(ROWS_PER_STATEMENT) {
        // A unit owns two buckets: of those found some may not be wanted.
        let found: Vec<(i16, EntityId, i32)> = bucket_heads::table
            .filter(bucket_heads::kind.eq_any(BucketKind::ALL.map(BucketKind::number)))
            .filter(bucket_heads::owner.eq_any(owners))
            .select((bucket_heads::kind, bucket_heads::owner, bucket_heads::bucket))
            .load(conn)?;
        for (kind, owner, number) in found {
            numbers.insert(bucket_of(kind, owner)?, number);
        }
    }
    Ok(numbers)
}

/// Closes open grants.
pub(super) fn close_grants(conn: &mut Conn, ids: &[GrantId], now: Time) -> QueryResult<()> {
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        update(grants::table.filter(grants::id.eq_any(ids)))
            .set(grants::until_at.eq(now))
            .execute(conn)?;
    }
    Ok(())
}
