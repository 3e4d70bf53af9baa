//! Trying passwords.

use crate::{
    identity::{
        rules::{self, Acquaintance},
        store::{self, FailuresRow},
    },
    kernel::{ids::DeviceId, time::Time},
    platform::{db::Tx, error::Error},
};

/// Lets somebody try a password for a phone number on a device. No act, only a count: the try is a
/// failure until [`log_in`](super::log_in) takes it back, so of many at
/// once each is counted before any is verified.
///
/// # Errors
/// [`Code::TooManyAttempts`](crate::kernel::codes::Code::TooManyAttempts).
pub(in crate::identity) fn knock(
    tx: &mut Tx<'_>,
    phone_index: &[u8],
    device: DeviceId,
    now: Time,
) -> Result<(), Error> {
    let acquaintance = acquaintance(tx, phone_index, device)?;
    let key = failures_key(phone_index, device, acquaintance);
    let earlier = store::lock_failures(tx, &key, now)?;
    let failures = rules::may_try(acquaintance.patience(), &earlier, now)?;
    store::count_failure(tx, &FailuresRow { key, failures, failed_at: now })?;
    Ok(store::forget_failures_before(tx, now.minus(rules::FAILURES_LIFE))?)
}

pub(super) fn acquaintance(
    tx: &mut Tx<'_>,
    phone_index: &[u8],
    device: DeviceId,
) -> Result<Acquaintance, Error> {
    let known = store::knows_device(tx, phone_index, device)?;
    Ok(if known { Acquaintance::Known } else { Acquaintance::Strange })
}

/// Strangers to a number are counted together, each known device apart.
pub(super) fn failures_key(
    phone_index: &[u8],
    device: DeviceId,
    acquaintance: Acquaintance,
) -> Vec<u8> {
    match acquaintance {
        Acquaintance::Strange => phone_index.to_vec(),
        Acquaintance::Known => [phone_index, device.uuid().as_bytes()].concat(),
    }
}
