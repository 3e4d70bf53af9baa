//! The one place that asks what time it is.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use crate::kernel::time::Time;

/// Tells the time: the machine's, or in tests one that stands still until it is moved.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Time + Send + Sync>);

/// Moves the hands of a [`Clock`] that stands still.
#[derive(Clone, Debug)]
pub struct Hands(Arc<AtomicI64>);

impl Clock {
    /// The machine's clock.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the machine's clock")]
    pub fn of_machine() -> Self {
        Self(Arc::new(|| Time::from_millis(chrono::Utc::now().timestamp_millis())))
    }

    /// A clock that stands at `start`, and its hands.
    #[must_use]
    pub fn standing_at(start: Time) -> (Self, Hands) {
        let millis = Arc::new(AtomicI64::new(start.millis()));
        let hands = Hands(Arc::clone(&millis));
        (Self(Arc::new(move || Time::from_millis(millis.load(Ordering::SeqCst)))), hands)
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Time {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

impl Hands {
    /// Turns the clock to `time`, forward or back.
    pub fn set(&self, time: Time) {
        self.0.store(time.millis(), Ordering::SeqCst);
    }

    /// Turns the clock forward.
    pub fn advance(&self, by: std::time::Duration) {
        self.set(Time::from_millis(self.0.load(Ordering::SeqCst)).plus(by));
    }
}

/// Measures how long something takes. For limits of work and for metrics, never for the domain.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts to measure.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the machine's clock")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// How long it has been.
    #[must_use]
    pub fn elapsed(self) -> std::time::Duration {
        self.0.elapsed()
    }
}
