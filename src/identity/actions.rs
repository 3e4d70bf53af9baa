//! Acts on accounts and sessions.

use std::time::Duration;

use super::{
    keyring::Keyring,
    model::{self, Device, SetUp},
    rules::{self, Acquaintance, Exchange},
    store::{self, AccountRow, FailuresRow, SessionRow},
    tokens::Refresh,
};
use crate::{
    acts::{self, Intent, Recorded},
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{DeviceId, SessionId},
        time::Time,
    },
    org,
    people::{self, NewPerson, PersonRow, Profile, Sealer},
    platform::{db::Tx, error::Error},
};

/// How long a setup code can be used; a new start of the server prints a new one.
const SETUP_CODE_LIFE: Duration = Duration::from_secs(24 * 3600);

/// What the top of the tree is called until somebody gives it its own name.
const FEDERATION_NAME: &str = "总会";

/// Makes a setup code while nobody administers the federation; the codes before it end. It is
/// answered in clear once, and kept as a hash. No act: there is nobody yet to be its author.
///
/// # Errors
/// What the database says.
pub fn offer_setup_code(
    tx: &mut Tx<'_>,
    keyring: &Keyring,
    now: Time,
) -> Result<Option<String>, Error> {
    if org::has_headquarters(tx, now)? {
        return Ok(None);
    }
    let code = model::new_setup_code(tx.random());
    store::replace_setup_code(tx, &keyring.code_hash(&code), now)?;
    Ok(Some(code))
}

/// The first act of all: from a setup code the first person with his account, the federation, and
/// his role as its administrator.
///
/// # Errors
/// [`Code::SetupCodeInvalid`] for a code that is wrong, used, or old; also when somebody
/// administers the federation already. [`Code::PhoneTaken`].
pub(super) fn set_up(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    intent: &Intent,
    command: &SetUp,
) -> Result<(PersonRow, SessionRow), Error> {
    if acts::done(tx, caller, intent)?.is_some() {
        return signed_in(tx, command.session);
    }
    let now = caller.now;
    let made_at = store::use_setup_code(tx, &command.code_hash, now)?;
    let valid = made_at.is_some_and(|made_at| now < made_at.plus(SETUP_CODE_LIFE));
    if !valid || org::has_headquarters(tx, now)? {
        return Err(Code::SetupCodeInvalid.into());
    }
    let phone_index = sealer.phone_index(&command.phone);
    if store::lock_account_of_phone(tx, &phone_index)?.is_some() {
        return Err(Code::PhoneTaken.into());
    }
    let new = NewPerson {
        id: command.person,
        entered_by: command.person,
        profile: Profile {
            phone: Some(command.phone.clone()),
            ..Profile::named(command.name.clone())
        },
    };
    let person = people::create(tx, sealer, &new, now)?;
    let account = AccountRow {
        id: command.account,
        person: person.id,
        phone_index: phone_index.to_vec(),
        password_hash: command.password_hash.clone(),
        created_at: now,
    };
    store::insert_account(tx, &account)?;
    let federation = org::federation(tx, FEDERATION_NAME, now)?;
    org::appoint_headquarters(tx, person.id, federation.id, now)?;
    let session = start_session(tx, command.session, &account, &command.device, now)?;
    let recorded = Recorded::applied(account.id.entity(), Some(federation.id));
    acts::record(tx, caller, intent, &recorded)?;
    Ok((person, session))
}

/// Lets somebody try a password for a phone number on a device. No act, only a count: the try is a
/// failure until [`log_in`] takes it back, so of many at
/// once each is counted before any is verified.
///
/// # Errors
/// [`Code::TooManyAttempts`].
pub(super) fn knock(
    tx: &mut Tx<'_>,
    phone_index: &[u8],
    device: DeviceId,
    now: Time,
) -> Result<(), Error> {
    let acquaintance = acquaintance(tx, phone_index, device)?;
    let key = failures_key(phone_index, device, acquaintance);
    let earlier = store::lock_failures(tx, &key, now)?;
    let failures = rules::may_try(acquaintance, &earlier, now)?;
    store::count_failure(tx, &FailuresRow { key, failures, failed_at: now })?;
    Ok(store::forget_failures_before(tx, now.minus(rules::FAILURES_LIFE))?)
}

fn acquaintance(
    tx: &mut Tx<'_>,
    phone_index: &[u8],
    device: DeviceId,
) -> Result<Acquaintance, Error> {
    let known = store::knows_device(tx, phone_index, device)?;
    Ok(if known { Acquaintance::Known } else { Acquaintance::Strange })
}

/// Strangers to a number are counted together, each known device apart.
fn failures_key(phone_index: &[u8], device: DeviceId, acquaintance: Acquaintance) -> Vec<u8> {
    match acquaintance {
        Acquaintance::Strange => phone_index.to_vec(),
        Acquaintance::Known => [phone_index, device.uuid().as_bytes()].concat(),
    }
}

/// Signs a device in: its password was verified against `account` as it stood before.
///
/// # Errors
/// [`Code::WrongCredentials`] when the password changed meanwhile.
pub(super) fn log_in(
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
fn signed_in(tx: &mut Tx<'_>, session: SessionId) -> Result<(PersonRow, SessionRow), Error> {
    let session = store::session(tx, session)?.ok_or(Code::SessionEnded)?;
    let person = people::person(tx, session.person)?.ok_or(Code::SessionEnded)?;
    Ok((person, session))
}

fn start_session(
    tx: &mut Tx<'_>,
    id: SessionId,
    account: &AccountRow,
    device: &Device,
    now: Time,
) -> Result<SessionRow, Error> {
    store::put_device(tx, account.id, device, now)?;
    store::end_sessions_of_device(tx, account.id, device.id, now)?;
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

/// Exchanges a refresh token. No act: it changes nothing that anybody sees, and happens every ten
/// minutes on every phone.
///
/// An old token ends the session, and that stays so although the answer is a refusal; hence the
/// refusal is the value of a transaction that commits.
///
/// # Errors
/// What the database says.
pub(super) fn refresh(
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
pub(super) fn log_out(
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
