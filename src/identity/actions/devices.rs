//! Acts on devices.

use super::attempts::failures_key;
use crate::{
    acts::{self, Intent, Recorded},
    identity::{
        rules::Acquaintance,
        store::{self, AccountRow, DeviceRow},
    },
    kernel::{caller::Caller, codes::Code, ids::DeviceId, time::Time},
    platform::{
        db::{Conn, Tx},
        error::Error,
    },
};

/// Devices of an account that are read at once: more than it has, since each log-in forgets the
/// surplus.
pub(super) const DEVICES_READ: i64 = 200;

/// The devices of the caller's account, the one last used first.
///
/// # Errors
/// [`Code::SessionEnded`] for somebody without an account.
pub(in crate::identity) fn devices(
    conn: &mut Conn,
    caller: &Caller,
) -> Result<Vec<DeviceRow>, Error> {
    let account = store::account_of_person(conn, caller.person)?.ok_or(Code::SessionEnded)?;
    Ok(store::devices(conn, account.id, DEVICES_READ)?)
}

/// Forgets a device of the caller's: it is signed out at once, and is a stranger from then on.
///
/// # Errors
/// [`Code::NotFound`] for a device that is not his.
pub(in crate::identity) fn forget_device(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    device: DeviceId,
) -> Result<(), Error> {
    if acts::done(tx, caller, intent)?.is_some() {
        return Ok(());
    }
    let account = store::account_of_person(tx, caller.person)?.ok_or(Code::SessionEnded)?;
    // Where log-ins meet: none begins a session on the device meanwhile.
    let account = store::lock_account_of_phone(tx, &account.phone_index)?.ok_or(Code::NotFound)?;
    if !forget(tx, &account, device, caller.now)? {
        return Err(Code::NotFound.into());
    }
    acts::record(tx, caller, intent, &Recorded::applied(device.entity(), None))
}

/// Ends what runs on a device and forgets that it is known; answers whether it was.
pub(super) fn forget(
    tx: &mut Tx<'_>,
    account: &AccountRow,
    device: DeviceId,
    now: Time,
) -> Result<bool, Error> {
    store::end_sessions_of_device(tx, account.id, device, now)?;
    store::forget_failures(tx, &failures_key(&account.phone_index, device, Acquaintance::Known))?;
    Ok(store::delete_device(tx, account.id, device)?)
}
