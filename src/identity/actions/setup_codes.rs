//! Making setup codes.

use std::time::Duration;

use crate::{
    identity::{codes::Codes, keyring::Keyring, model::CodeHash, store},
    kernel::time::Time,
    org,
    platform::{
        db::{Conn, Tx},
        error::Error,
    },
};

/// How long a setup code can be used; a new start of the server prints a new one.
pub(super) const SETUP_CODE_LIFE: Duration = Duration::from_secs(24 * 3600);

/// Makes a setup code while nobody who administers the federation can sign in; the codes before it
/// end. It is answered in clear once, and kept as a hash. No act: there is nobody yet to be its
/// author.
///
/// # Errors
/// What the database says.
pub fn offer_setup_code(
    tx: &mut Tx<'_>,
    keyring: &Keyring,
    now: Time,
) -> Result<Option<String>, Error> {
    if is_administered(tx, now)? {
        return Ok(None);
    }
    let code = Codes::draw(tx.random());
    store::replace_setup_code(tx, &keyring.codes.hash(&code), now)?;
    Ok(Some(code))
}

/// Whether a setup code can be used now.
///
/// # Errors
/// What the database says.
pub(in crate::identity) fn sets_up(
    conn: &mut Conn,
    code: &CodeHash,
    now: Time,
) -> Result<bool, Error> {
    let found = store::has_setup_code(conn, code, now.minus(SETUP_CODE_LIFE))?;
    Ok(found && !is_administered(conn, now)?)
}

/// Whether anybody who administers the federation has an account. Who has none is no way in: if the
/// others laid their roles down, nobody could make him a claim code.
pub(super) fn is_administered(conn: &mut Conn, now: Time) -> Result<bool, Error> {
    let administrators = org::administrators(conn, now)?;
    Ok(store::any_has_account(conn, &administrators)?)
}
