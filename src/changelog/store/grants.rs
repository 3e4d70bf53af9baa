//! The SQL of grants.

use diesel::{QueryResult, insert_into, prelude::*, update};

use super::{
    ROWS_PER_STATEMENT,
    heads::{bucket_of, numbers_of},
};
use crate::{
    changelog::model::{Audience, Grant},
    kernel::{
        ids::{EntityId, GrantId, PersonId},
        time::Time,
    },
    platform::db::{Conn, both},
    schema::{bucket_heads, grants},
};

/// Every grant that a person has or had, by number.
///
/// # Errors
/// What the database says.
pub fn grants_of(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<Grant>> {
    grants_of_all(conn, &[person])
}

/// Every grant that some persons have or had, by person and number.
pub(in crate::changelog) fn grants_of_all(
    conn: &mut Conn,
    people: &[PersonId],
) -> QueryResult<Vec<Grant>> {
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
pub(in crate::changelog) fn insert_grants(conn: &mut Conn, opened: &[Grant]) -> QueryResult<()> {
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

/// Closes open grants.
pub(in crate::changelog) fn close_grants(
    conn: &mut Conn,
    ids: &[GrantId],
    now: Time,
) -> QueryResult<()> {
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        update(grants::table.filter(grants::id.eq_any(ids)))
            .set(grants::until_at.eq(now))
            .execute(conn)?;
    }
    Ok(())
}

/// The audiences that a person reads now, in page order.
///
/// # Errors
/// What the database says.
pub fn granted(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<Audience>> {
    let rows: Vec<(i32, i32, i64, i64)> = grants::table
        .inner_join(bucket_heads::table.on(bucket_heads::bucket.eq(grants::bucket)))
        .filter(grants::person.eq(person))
        .filter(grants::until_at.is_null())
        .order((bucket_heads::kind, bucket_heads::bucket))
        .select((
            bucket_heads::bucket,
            grants::number,
            bucket_heads::version,
            bucket_heads::gc_version,
        ))
        .load(conn)?;
    let audience =
        |(number, grant, head, collected)| Audience { number, grant: Some(grant), head, collected };
    Ok(rows.into_iter().map(audience).collect())
}
