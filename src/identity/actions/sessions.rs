//! Acts on sessions.

use super::{
    attempts::{acquaintance, failures_key},
    devices::{DEVICES_READ, forget},
};
use crate::{
    acts::{self, Intent, Recorded},
    identity::{
        model::Device,
        rules::{self, Exchange},
        store::{self, AccountRow, SessionRow},
        tokens::Refresh,
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{DeviceId, SessionId},
        time::Time,
    },
    people::{self, PersonRow},
    platform::{db::Tx, error::Error},
};

/// Signs a device in: its password was verified against `account` as it stood before.
///
/// # Errors
/// [`Code::WrongCredentials`] when the password changed meanwhile.
pub(in crate::identity) fn log_in(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    account: &AccountRow,
    session: SessionId,
    device: &Device,
) -> Result<(PersonRow, SessionRow), Error> {
    if acts::done(tx, caller, intent)?.is_some() {
        return signed_in(tx, session);
    }
    let current = store::lock_account_of_phone(tx, &account.phone_index)?;
    let current = current.filter(|current| current.password_hash == account.password_hash);
    let account = current.ok_or(Code::WrongCredentials)?;
    let person = people::person(tx, account.person)?.ok_or(Code::WrongCredentials)?;
    let acquaintance = acquaintance(tx, &account.phone_index, device.id)?;
    store::forget_failures(tx, &failures_key(&account.phone_index, device.id, acquaintance))?;
    let session = start_session(tx, session, &account, device, caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(session.id.entity(), None))?;
    Ok((person, session))
}

/// What an act left behind whose answer was lost on the way from the database.
pub(super) fn signed_in(
    tx: &mut Tx<'_>,
    session: SessionId,
) -> Result<(PersonRow, SessionRow), Error> {
    let session = store::session(tx, session)?.ok_or(Code::SessionEnded)?;
    let person = people::person(tx, session.person)?.ok_or(Code::SessionEnded)?;
    Ok((person, session))
}

pub(super) fn start_session(
    tx: &mut Tx<'_>,
    id: SessionId,
    account: &AccountRow,
    device: &Device,
    now: Time,
) -> Result<SessionRow, Error> {
    store::put_device(tx, account.id, device, now)?;
    store::end_sessions_of_device(tx, account.id, device.id, now)?;
    forget_surplus(tx, account, device.id, now)?;
    let session = SessionRow {
        id,
        account: account.id,
        person: account.person,
        device: device.id,
        started_at: now,
        used_at: now,
        ended_at: None,
        generation: 1,
    };
    store::insert_session(tx, &session)?;
    Ok(session)
}

/// Forgets devices of an account that has too many.
fn forget_surplus(
    tx: &mut Tx<'_>,
    account: &AccountRow,
    current: DeviceId,
    now: Time,
) -> Result<(), Error> {
    let devices = store::devices(tx, account.id, DEVICES_READ)?;
    for device in rules::surplus(&devices, current) {
        forget(tx, account, device, now)?;
    }
    Ok(())
}

/// Exchanges a refresh token. No act: it changes nothing that anybody sees, and happens every ten
/// minutes on every phone.
///
/// An old token ends the session, and that stays so although the answer is a refusal; hence the
/// refusal is the value of a transaction that commits.
///
/// # Errors
/// What the database says.
pub(in crate::identity) fn refresh(
    tx: &mut Tx<'_>,
    presented: Refresh,
    now: Time,
) -> Result<Result<(PersonRow, SessionRow), Code>, Error> {
    let row = store::lock_session(tx, presented.session)?;
    let Some(mut session) = row.filter(|row| rules::lasts(row, now)) else {
        return Ok(Err(Code::SessionEnded));
    };
    match rules::exchange(presented.generation, session.generation) {
        Exchange::Rotate => session.generation = presented.generation.saturating_add(1),
        Exchange::Repeat => {}
        Exchange::Revoke => {
            store::end_session(tx, session.id, now)?;
            return Ok(Err(Code::SessionEnded));
        }
    }
    store::use_session(tx, session.id, session.generation, now)?;
    let person = people::person(tx, session.person)?;
    Ok(person.map(|person| (person, session)).ok_or(Code::SessionEnded))
}

/// Signs a device out.
///
/// # Errors
/// What the database says.
pub(in crate::identity) fn log_out(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    session: SessionId,
) -> Result<(), Error> {
    if acts::done(tx, caller, intent)?.is_some() {
        return Ok(());
    }
    store::end_session(tx, session, caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(session.entity(), None))
}
