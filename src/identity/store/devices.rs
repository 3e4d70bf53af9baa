//! The SQL of devices.

use std::cmp::Reverse;

use diesel::{
    QueryResult, delete,
    dsl::{case_when, exists, max},
    insert_into,
    prelude::*,
    select,
};

use crate::{
    identity::model::Device,
    kernel::{
        ids::{AccountId, DeviceId},
        time::Time,
    },
    platform::db::{Conn, PortableExt},
    schema::{accounts, devices, sessions},
};

/// An installation that signed in to an account.
#[derive(Clone, Queryable)]
pub(in crate::identity) struct DeviceRow {
    pub(in crate::identity) id: DeviceId,
    pub(in crate::identity) name: String,
    pub(in crate::identity) created_at: Time,
    /// When one of its sessions was last used.
    pub(in crate::identity) used_at: Option<Time>,
    /// The same of a session that nobody ended.
    pub(in crate::identity) open_used_at: Option<Time>,
}

/// The devices of an account, the one last used first, at most `limit`.
pub(in crate::identity) fn devices(
    conn: &mut Conn,
    account: AccountId,
    limit: i64,
) -> QueryResult<Vec<DeviceRow>> {
    let open = case_when(sessions::ended_at.is_null(), sessions::used_at);
    let own = sessions::account.eq(devices::account).and(sessions::device.eq(devices::id));
    let mut found: Vec<DeviceRow> = devices::table
        .left_join(sessions::table.on(own))
        .filter(devices::account.eq(account))
        .group_by((devices::id, devices::name, devices::created_at))
        .select((
            devices::id,
            devices::name,
            devices::created_at,
            max(sessions::used_at.nullable()),
            max(open.nullable()),
        ))
        .limit(limit)
        .load(conn)?;
    // Here, since the databases do not agree where a column stands that is null.
    found.sort_by_key(|device| (Reverse(device.used_at), device.id));
    Ok(found)
}

/// Forgets a device; answers whether there was such a one.
pub(in crate::identity) fn delete_device(
    conn: &mut Conn,
    account: AccountId,
    device: DeviceId,
) -> QueryResult<bool> {
    Ok(delete(devices::table.find((account, device))).execute(conn)? == 1)
}

/// Enters a device of an account, or its new name.
pub(in crate::identity) fn put_device(
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

/// Whether a device has signed in to the account of a phone number before.
pub(in crate::identity) fn knows_device(
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
