//! The one source of chance: the machine's, or in tests a seeded one.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::kernel::{ids::Id, time::Time};

/// Draws ids, salts, codes and jitter.
#[derive(Clone)]
pub struct Random(Arc<Mutex<StdRng>>);

impl Random {
    /// Chance that nobody can predict, seeded by the operating system.
    #[must_use]
    pub fn of_machine() -> Self {
        Self(Arc::new(Mutex::new(rand::make_rng())))
    }

    /// The same draws for the same seed: for tests and for the demo's figures, never for secrets.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    fn with<T>(&self, draw: impl FnOnce(&mut StdRng) -> T) -> T {
        // A generator is whole after any panic of somebody who held it.
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// `N` random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.with(|rng| rng.fill_bytes(&mut bytes));
        bytes
    }

    /// A whole number from 0 to `limit` − 1; 0 when `limit` is 0.
    #[must_use]
    pub fn below(&self, limit: u64) -> u64 {
        if limit == 0 { 0 } else { self.with(|rng| rng.random_range(0..limit)) }
    }

    /// A new id: UUIDv7 (RFC 9562), its time part from `now`.
    #[must_use]
    pub fn id<Of>(&self, now: Time) -> Id<Of> {
        let millis = u64::try_from(now.millis()).unwrap_or(0);
        let builder = uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes());
        Id::new(builder.into_uuid())
    }

    /// A random UUID without a time, where one must not be told.
    #[must_use]
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}
