//! The SQL of heads.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{QueryResult, insert_into, prelude::*, update};

use super::ROWS_PER_STATEMENT;
use crate::{
    changelog::model::Audience,
    kernel::{
        bucket::{Bucket, BucketKind},
        ids::{EntityId, Id},
    },
    platform::{
        db::{Conn, both},
        random::Random,
    },
    schema::bucket_heads,
};

/// Bucket numbers are positive, so that `pos` is too.
const NUMBERS: u64 = 0x7fff_ffff;

/// Moves the head of a bucket by `count`; answers its number and its new version. The head's row
/// stays locked until the transaction ends.
pub(in crate::changelog) fn move_head(
    conn: &mut Conn,
    bucket: Bucket,
    count: i64,
) -> QueryResult<(i32, i64)> {
    update(bucket_heads::table)
        .filter(bucket_heads::kind.eq(bucket.kind.number()))
        .filter(bucket_heads::owner.eq(owner(bucket)))
        .set(bucket_heads::version.eq(bucket_heads::version + count))
        .returning((bucket_heads::bucket, bucket_heads::version))
        .get_result(conn)
}

/// Numbers of audiences in the order in which a flush locks their heads.
pub(in crate::changelog) fn in_flush_order(
    conn: &mut Conn,
    numbers: &[i32],
) -> QueryResult<Vec<i32>> {
    let mut ordered: BTreeMap<Bucket, i32> = BTreeMap::new();
    for numbers in numbers.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<(i16, EntityId, i32)> = bucket_heads::table
            .filter(bucket_heads::bucket.eq_any(numbers))
            .select((bucket_heads::kind, bucket_heads::owner, bucket_heads::bucket))
            .load(conn)?;
        for (kind, owner, number) in rows {
            ordered.insert(bucket_of(kind, owner)?, number);
        }
    }
    Ok(ordered.into_values().collect())
}

/// Enters up to which version lines of rows that left an audience may be missing, unless they may
/// be up to a later one.
pub(in crate::changelog) fn set_collected(
    conn: &mut Conn,
    number: i32,
    version: i64,
) -> QueryResult<()> {
    update(bucket_heads::table.find(number))
        .filter(bucket_heads::gc_version.lt(version))
        .set(bucket_heads::gc_version.eq(version))
        .execute(conn)?;
    Ok(())
}

fn owner(bucket: Bucket) -> EntityId {
    Id::new(bucket.owner)
}

/// The number of a bucket that was opened.
pub(super) fn number_of(conn: &mut Conn, bucket: Bucket) -> QueryResult<Option<i32>> {
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
pub(in crate::changelog) fn insert_heads(
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

/// The numbers of buckets that were opened.
pub(super) fn numbers_of(
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

pub(super) fn bucket_of(kind: i16, owner: EntityId) -> QueryResult<Bucket> {
    let kind = BucketKind::of_number(kind);
    let kind = kind.ok_or_else(|| {
        diesel::result::Error::DeserializationError(
            "bucket_heads.kind holds a number that is no kind of bucket".into(),
        )
    })?;
    Ok(Bucket { kind, owner: owner.uuid() })
}

/// Audiences by their numbers, without a grant.
///
/// # Errors
/// What the database says.
pub fn heads_numbered(conn: &mut Conn, numbers: &[i32]) -> QueryResult<Vec<Audience>> {
    let mut found = Vec::new();
    for numbers in numbers.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<(i32, i64, i64)> = bucket_heads::table
            .filter(bucket_heads::bucket.eq_any(numbers))
            .select((bucket_heads::bucket, bucket_heads::version, bucket_heads::gc_version))
            .load(conn)?;
        let audience =
            |(number, head, collected)| Audience { number, grant: None, head, collected };
        found.extend(rows.into_iter().map(audience));
    }
    Ok(found)
}
