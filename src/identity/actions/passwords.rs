//! Changing a password.

use super::attempts::{acquaintance, failures_key};
use crate::{
    acts::{self, Intent, Recorded},
    identity::store::{self, AccountRow},
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        ids::{DeviceId, Id, SessionId},
        refusal::Refusal,
    },
    platform::{db::Tx, error::Error},
};

/// Gives the account of a phone number another password, for somebody who can no longer sign in,
/// and signs all its devices out. What was counted of failures with it is forgotten.
///
/// # Errors
/// [`Code::NotFound`] where no account has the number.
pub(in crate::identity) fn replace_password(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    phone_index: &[u8],
    password_hash: &str,
) -> Result<(), Error> {
    let account = store::lock_account_of_phone(tx, phone_index)?.ok_or(Code::NotFound)?;
    store::forget_failures_with(tx, phone_index)?;
    store::put_password(tx, account.id, password_hash)?;
    store::end_other_sessions(tx, account.id, Id::NIL, caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(account.id.entity(), None))
}

/// Gives an account another password, and signs all its devices out but the one that asks: whoever
/// changes a password may do so because somebody else knows it. The old one was verified against
/// `account` as it stood before.
///
/// # Errors
/// [`FieldCode::WrongPassword`] when it changed meanwhile.
pub(in crate::identity) fn change_password(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    (device, session): (DeviceId, SessionId),
    account: &AccountRow,
    password_hash: &str,
) -> Result<(), Error> {
    if acts::done(tx, caller, intent)?.is_some() {
        return Ok(());
    }
    let current = store::lock_account_of_phone(tx, &account.phone_index)?;
    let current = current.filter(|current| current.password_hash == account.password_hash);
    let account = current.ok_or_else(|| Refusal::field("/old", FieldCode::WrongPassword))?;
    let acquaintance = acquaintance(tx, &account.phone_index, device)?;
    store::forget_failures(tx, &failures_key(&account.phone_index, device, acquaintance))?;
    store::put_password(tx, account.id, password_hash)?;
    store::end_other_sessions(tx, account.id, session, caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(account.id.entity(), None))
}
