//! Making setup codes.

use std::time::Duration;

use crate::{
    identity::{codes::Codes, keyring::Keyring, store},
    kernel::time::Time,
    org,
    platform::{db::Tx, error::Error},
};

/// How long a setup code can be used; a new start of the server prints a new one.
pub(super) const SETUP_CODE_LIFE: Duration = Duration::from_secs(24 * 3600);

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
    let code = Codes::setup(tx.random());
    store::replace_setup_code(tx, &keyring.codes.hash(&code), now)?;
    Ok(Some(code))
}
