//! The SQL of failed attempts.

use diesel::{QueryResult, delete, insert_into, prelude::*, update};

use crate::{
    kernel::time::Time,
    platform::db::{Conn, PortableExt},
    schema::login_failures,
};

/// Failed log-ins under a key.
#[derive(Clone, Queryable, Insertable)]
#[diesel(table_name = login_failures)]
pub(in crate::identity) struct FailuresRow {
    pub(in crate::identity) key: Vec<u8>,
    pub(in crate::identity) failures: i32,
    pub(in crate::identity) failed_at: Time,
}

/// Locks the failures under a key until the transaction ends; none yet are a row too, so that of
/// many first ones at once each waits for the one before it.
pub(in crate::identity) fn lock_failures(
    conn: &mut Conn,
    key: &[u8],
    now: Time,
) -> QueryResult<FailuresRow> {
    insert_into(login_failures::table)
        .values(FailuresRow { key: key.to_vec(), failures: 0, failed_at: now })
        .on_conflict_do_nothing()
        .portable()
        .execute(conn)?;
    update(login_failures::table.find(key))
        .set(login_failures::failures.eq(login_failures::failures))
        .returning(login_failures::all_columns)
        .get_result(conn)
}

pub(in crate::identity) fn count_failure(conn: &mut Conn, row: &FailuresRow) -> QueryResult<()> {
    update(login_failures::table.find(&row.key))
        .set((
            login_failures::failures.eq(row.failures),
            login_failures::failed_at.eq(row.failed_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets what was counted with a number: by strangers, and by each device that it knows.
pub(in crate::identity) fn forget_failures_with(
    conn: &mut Conn,
    phone_index: &[u8],
) -> QueryResult<()> {
    let last = [phone_index, &[0xff; 16]].concat();
    delete(login_failures::table)
        .filter(login_failures::key.between(phone_index, last.as_slice()))
        .execute(conn)?;
    Ok(())
}

/// Forgets the failures of everybody that are too old to matter.
pub(in crate::identity) fn forget_failures_before(
    conn: &mut Conn,
    before: Time,
) -> QueryResult<()> {
    delete(login_failures::table.filter(login_failures::failed_at.lt(before))).execute(conn)?;
    Ok(())
}

pub(in crate::identity) fn forget_failures(conn: &mut Conn, key: &[u8]) -> QueryResult<()> {
    delete(login_failures::table.find(key)).execute(conn)?;
    Ok(())
}
