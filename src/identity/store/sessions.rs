//! The SQL of sessions.

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    kernel::{
        ids::{AccountId, DeviceId, PersonId, SessionId},
        time::Time,
    },
    platform::db::Conn,
    schema::sessions,
};

/// A signed-in time of a device.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = sessions)]
pub(in crate::identity) struct SessionRow {
    pub(in crate::identity) id: SessionId,
    pub(in crate::identity) account: AccountId,
    pub(in crate::identity) person: PersonId,
    pub(in crate::identity) device: DeviceId,
    pub(in crate::identity) started_at: Time,
    pub(in crate::identity) used_at: Time,
    pub(in crate::identity) ended_at: Option<Time>,
    pub(in crate::identity) generation: i64,
}

pub(in crate::identity) fn session(
    conn: &mut Conn,
    id: SessionId,
) -> QueryResult<Option<SessionRow>> {
    sessions::table.find(id).first(conn).optional()
}

/// Locks a session until the transaction ends.
pub(in crate::identity) fn lock_session(
    conn: &mut Conn,
    id: SessionId,
) -> QueryResult<Option<SessionRow>> {
    update(sessions::table.find(id))
        .set(sessions::generation.eq(sessions::generation))
        .returning(sessions::all_columns)
        .get_result(conn)
        .optional()
}

pub(in crate::identity) fn insert_session(conn: &mut Conn, row: &SessionRow) -> QueryResult<()> {
    insert_into(sessions::table).values(row).execute(conn)?;
    Ok(())
}

pub(in crate::identity) fn use_session(
    conn: &mut Conn,
    id: SessionId,
    generation: i64,
    now: Time,
) -> QueryResult<()> {
    update(sessions::table.find(id))
        .set((sessions::generation.eq(generation), sessions::used_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

pub(in crate::identity) fn end_session(
    conn: &mut Conn,
    id: SessionId,
    now: Time,
) -> QueryResult<()> {
    update(sessions::table.find(id)).set(sessions::ended_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Ends what an account had running on a device: signing in again there is a new session.
pub(in crate::identity) fn end_sessions_of_device(
    conn: &mut Conn,
    account: AccountId,
    device: DeviceId,
    now: Time,
) -> QueryResult<()> {
    update(sessions::table)
        .filter(sessions::account.eq(account))
        .filter(sessions::device.eq(device))
        .filter(sessions::ended_at.is_null())
        .set(sessions::ended_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Ends what an account has running anywhere but in one session.
pub(in crate::identity) fn end_other_sessions(
    conn: &mut Conn,
    account: AccountId,
    session: SessionId,
    now: Time,
) -> QueryResult<()> {
    update(sessions::table)
        .filter(sessions::account.eq(account))
        .filter(sessions::id.ne(session))
        .filter(sessions::ended_at.is_null())
        .set(sessions::ended_at.eq(now))
        .execute(conn)?;
    Ok(())
}
