//! Hashing passwords, a few at a time.

use std::{fmt, sync::Arc};

use super::model::Password;
use crate::platform::{
    error::{Error, Fault},
    random::Random,
    turnstile::{Room, Turnstile},
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier},
};

/// Memory of one hash in KiB, passes, lanes: the floor that OWASP's password storage cheat sheet
/// names for argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// Each hash takes one core and 19 MiB; at 25 ms a hash the last one waits for about a second.
const ROOM: Room =
    Room { before: "password", at_once: 2, waiting_max: 80, bytes_waiting_max: usize::MAX };

/// Hashes and verifies passwords (argon2id, RFC 9106), bounded in number.
#[derive(Clone)]
pub(super) struct Passwords(Arc<Inner>);

struct Inner {
    turnstile: Turnstile,
    random: Random,
    /// Of a password that nobody has: verified when there is no account, so that it takes as long.
    nobodys: String,
}

impl Passwords {
    /// A hasher.
    ///
    /// # Errors
    /// A fault when argon2 does not take [`COST`], which is to say never.
    pub(super) fn new(random: Random) -> Result<Self, Fault> {
        let nobodys = hash(&random.bytes::<16>(), &random)?;
        Ok(Self(Arc::new(Inner { turnstile: Turnstile::new(ROOM), random, nobodys })))
    }

    /// The hash of a new password, as a PHC string.
    ///
    /// # Errors
    /// [`Fault::QueueFull`] when too many wait.
    pub(super) async fn hash(&self, password: Password) -> Result<String, Error> {
        let random = self.0.random.clone();
        Ok(self.in_turn(move || hash(password.bytes(), &random)).await??)
    }

    /// Whether the password belongs to the hash; it never does when there is no hash, and takes as
    /// long to say so.
    ///
    /// # Errors
    /// [`Fault::QueueFull`] when too many wait.
    pub(super) async fn verify(
        &self,
        password: Password,
        hash: Option<String>,
    ) -> Result<bool, Error> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.0.nobodys.clone());
        // The parameters are the hash's own, so that older ones stay valid when COST rises.
        let verify = move || Argon2::default().verify_password(password.bytes(), hash.as_str());
        Ok(self.in_turn(verify).await?.is_ok() && known)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let inside = self.0.turnstile.enter(0).await?;
        // The work goes on when the client hangs up, and counts until it is done.
        let work = move || {
            let done = work();
            drop(inside);
            done
        };
        Ok(tokio::task::spawn_blocking(work).await.map_err(Fault::broken)?)
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passwords(…)")
    }
}

fn hash(password: &[u8], random: &Random) -> Result<String, Fault> {
    let (memory_kib, passes, lanes) = COST;
    let params = Params::new(memory_kib, passes, lanes, None).map_err(Fault::broken)?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = hasher.hash_password_with_salt(password, &random.bytes::<16>());
    Ok(hash.map_err(Fault::broken)?.to_string())
}
