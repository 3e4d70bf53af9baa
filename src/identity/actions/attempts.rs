//! Trying passwords, and numbers to sign in with.

use crate::{
    identity::{
        rules::{self, Acquaintance, Gate, Patience},
        store::{self, FailuresRow},
    },
    kernel::{codes::Code, ids::DeviceId, refusal::Refusal, time::Time},
    platform::{db::Tx, error::Error},
};

/// Lets somebody try a password for a phone number on a device. No act, only a count: the try is a
/// failure until [`log_in`](super::log_in) takes it back, so of many at once each is counted before
/// any is verified.
///
/// # Errors
/// [`Code::TooManyAttempts`].
pub(in crate::identity) fn knock(
    tx: &mut Tx<'_>,
    phone_index: &[u8],
    device: DeviceId,
    now: Time,
) -> Result<(), Error> {
    let acquaintance = acquaintance(tx, phone_index, device)?;
    let key = failures_key(phone_index, device, acquaintance);
    let tried = gate(tx, &key, acquaintance.patience(), now)?;
    count(tx, &key, &tried, now)?;
    tried?;
    Ok(store::forget_failures_before(tx, now.minus(rules::FAILURES_LIFE))?)
}

/// Whether an account can be opened with a number by somebody whose code there is. No act, only a
/// count, under the code: that a number has an account already is told so often and no more. Who is
/// let through is not counted, as an invite lets a whole meeting in. The refusal is the value of a
/// transaction that commits.
///
/// # Errors
/// What the database says.
pub(in crate::identity) fn try_number(
    tx: &mut Tx<'_>,
    key: &[u8],
    phone_index: &[u8],
    now: Time,
) -> Result<Result<(), Refusal>, Error> {
    let tried = gate(tx, key, Patience::WITH_TAKEN_NUMBERS, now)?;
    if let Err(refusal) = tried {
        // Before the number is looked at: this answer too would tell.
        return Ok(Err(refusal));
    }
    if store::account_of_phone(tx, phone_index)?.is_none() {
        return Ok(Ok(()));
    }
    count(tx, key, &tried, now)?;
    store::forget_failures_before(tx, now.minus(rules::FAILURES_LIFE))?;
    Ok(Err(Code::PhoneTaken.into()))
}

pub(super) fn gate(
    tx: &mut Tx<'_>,
    key: &[u8],
    patience: Patience,
    now: Time,
) -> Result<Gate, Error> {
    let earlier = store::lock_failures(tx, key, now)?;
    Ok(rules::may_try(patience, &earlier, now))
}

/// Counts a failure, where one was let through.
pub(super) fn count(tx: &mut Tx<'_>, key: &[u8], gate: &Gate, now: Time) -> Result<(), Error> {
    let Ok(failures) = gate else { return Ok(()) };
    let row = FailuresRow { key: key.to_vec(), failures: *failures, failed_at: now };
    Ok(store::count_failure(tx, &row)?)
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
