//! The SQL of accounts, devices, sessions and setup codes.

use diesel::{QueryResult, delete, dsl::exists, insert_into, prelude::*, select, update};

use super::model::Device;
use crate::{
    kernel::{
        ids::{AccountId, DeviceId, PersonId, SessionId},
        time::Time,
    },
    platform::db::{Conn, PortableExt},
    schema::{accounts, devices, login_failures, sessions, setup_codes},
};

/// A login of a person.
#[derive(Clone, Queryable, Insertable)]
#[diesel(table_name = accounts)]
pub(super) struct AccountRow {
    pub(super) id: AccountId,
    pub(super) person: PersonId,
    pub(super) phone_index: Vec<u8>,
    pub(super) password_hash: String,
    pub(super) created_at: Time,
}

/// A signed-in time of a device.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = sessions)]
pub(super) struct SessionRow {
    pub(super) id: SessionId,
    pub(super) account: AccountId,
    pub(super) person: PersonId,
    pub(super) device: DeviceId,
    pub(super) started_at: Time,
    pub(super) used_at: Time,
    pub(super) ended_at: Option<Time>,
    pub(super) generation: i64,
}

/// Failed log-ins under a key.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = login_failures)]
pub(super) struct FailuresRow {
    pub(super) key: Vec<u8>,
    pub(super) failures: i32,
    pub(super) failed_at: Time,
}

pub(super) fn account_of_phone(
    conn: &mut Conn,
    phone_index: &[u8],
) -> QueryResult<Option<AccountRow>> {
    accounts::table.filter(accounts::phone_index.eq(phone_index)).first(conn).optional()
}

/// Locks the account of a phone number until the transaction ends.
pub(super) fn lock_account_of_phone(
    conn: &mut Conn,
    phone_index: &[u8],
) -> QueryResult<Option<AccountRow>> {
    update(accounts::table.filter(accounts::phone_index.eq(phone_index)))
        .set(accounts::created_at.eq(accounts::created_at))
        .returning(accounts::all_columns)
        .get_result(conn)
        .optional()
}

pub(super) fn insert_account(conn: &mut Conn, row: &AccountRow) -> QueryResult<()> {
    insert_into(accounts::table).values(row).execute(conn)?;
    Ok(())
}

/// Enters a device of an account, or its new name.
pub(super) fn put_device(
    conn: &mut Conn,
    account: AccountId,
    device: &Device,
    now: Time,
) -> QueryResult<()> {
    insert_into(devices::table)
        .values((
            devices::account.eq(account),
            devices::id.eq(device.id),
            devices::name.eq(&device.name),
            devices::created_at.eq(now),
        ))
        .on_conflict((devices::account, devices::id))
        .do_update()
        .set(devices::name.eq(&device.name))
        .portable()
        .execute(conn)?;
    Ok(())
}

pub(super) fn session(conn: &mut Conn, id: SessionId) -> QueryResult<Option<SessionRow>> {
    sessions::table.find(id).first(conn).optional()
}

/// Locks a session until the transaction ends.
pub(super) fn lock_session(conn: &mut Conn, id: SessionId) -> QueryResult<Option<SessionRow>> {
    update(sessions::table.find(id))
        .set(sessions::generation.eq(sessions::generation))
        .returning(sessions::all_columns)
        .get_result(conn)
        .optional()
}

pub(super) fn insert_session(conn: &mut Conn, row: &SessionRow) -> QueryResult<()> {
    insert_into(sessions::table).values(row).execute(conn)?;
    Ok(())
}

pub(super) fn use_session(
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

pub(super) fn end_session(conn: &mut Conn, id: SessionId, now: Time) -> QueryResult<()> {
    update(sessions::table.find(id)).set(sessions::ended_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Ends what an account had running on a device: signing in again there is a new session.
pub(super) fn end_sessions_of_device(
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

/// Replaces the setup codes that nobody used by a new one.
pub(super) fn replace_setup_code(conn: &mut Conn, code_hash: &[u8], now: Time) -> QueryResult<()> {
    delete(setup_codes::table.filter(setup_codes::used_at.is_null())).execute(conn)?;
    insert_into(setup_codes::table)
        .values((setup_codes::code_hash.eq(code_hash), setup_codes::made_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Whether there is such a code that nobody used.
pub(super) fn has_setup_code(conn: &mut Conn, code_hash: &[u8]) -> QueryResult<bool> {
    let codes = setup_codes::table.filter(setup_codes::code_hash.eq(code_hash));
    select(exists(codes.filter(setup_codes::used_at.is_null()))).get_result(conn)
}

/// Marks a setup code as used; answers when it was made, none when there is no such unused code.
pub(super) fn use_setup_code(
    conn: &mut Conn,
    code_hash: &[u8],
    now: Time,
) -> QueryResult<Option<Time>> {
    update(setup_codes::table.filter(setup_codes::code_hash.eq(code_hash)))
        .filter(setup_codes::used_at.is_null())
        .set(setup_codes::used_at.eq(now))
        .returning(setup_codes::made_at)
        .get_result(conn)
        .optional()
}

/// Whether a device has signed in to the account of a phone number before.
pub(super) fn knows_device(
    conn: &mut Conn,
    phone_index: &[u8],
    device: DeviceId,
) -> QueryResult<bool> {
    let known = accounts::table
        .inner_join(devices::table.on(devices::account.eq(accounts::id)))
        .filter(accounts::phone_index.eq(phone_index))
        .filter(devices::id.eq(device));
    select(exists(known)).get_result(conn)
}

/// Locks the failures under a key until the transaction ends; none yet are a row too, so that of
/// many first ones at once each waits for the one before it.
pub(super) fn lock_failures(conn: &mut Conn, key: &[u8], now: Time) -> QueryResult<FailuresRow> {
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

pub(super) fn count_failure(conn: &mut Conn, row: &FailuresRow) -> QueryResult<()> {
    update(login_failures::table.find(&row.key))
        .set((
            login_failures::failures.eq(row.failures),
            login_failures::failed_at.eq(row.failed_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Forgets the failures of everybody that are too old to matter.
pub(super) fn forget_failures_before(conn: &mut Conn, before: Time) -> QueryResult<()> {
    delete(login_failures::table.filter(login_failures::failed_at.lt(before))).execute(conn)?;
    Ok(())
}

pub(super) fn forget_failures(conn: &mut Conn, key: &[u8]) -> QueryResult<()> {
    delete(login_failures::table.find(key)).execute(conn)?;
    Ok(())
}
