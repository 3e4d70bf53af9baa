//! The SQL of devices.

use diesel::{QueryResult, dsl::exists, insert_into, prelude::*, select};

use crate::{
    identity::model::Device,
    kernel::{
        ids::{AccountId, DeviceId},
        time::Time,
    },
    platform::db::{Conn, PortableExt},
    schema::{accounts, devices},
};

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
