//! A turnstile: so many at once, so many in the queue before it, so many bytes in that queue.
//!
//! Whoever comes too late is refused at once, so that a server under too much load answers "later"
//! quickly instead of everybody slowly. Somebody who stops waiting (a client that hung up) leaves
//! the queue by that.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::Fault;

/// How many may come, and how much they may bring.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// What it is before, as the metric `muster_waiting` names it.
    pub before: &'static str,
    /// Who may be inside at once.
    pub at_once: usize,
    /// Who may wait.
    pub waiting_max: usize,
    /// What those who wait may weigh together, in bytes.
    pub bytes_waiting_max: usize,
}

/// The turnstile. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Turnstile(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    permits: Arc<Semaphore>,
    room: Room,
    state: Mutex<State>,
    left: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Waiting or inside.
    here: usize,
    bytes_waiting: usize,
    closed: bool,
}

/// Somebody who is inside; he leaves when this is dropped.
#[derive(Debug)]
pub struct Inside {
    _permit: OwnedSemaphorePermit,
    _here: Here,
}

/// Somebody who is waiting or inside.
#[derive(Debug)]
struct Here(Turnstile);

/// What somebody who waits brings.
#[derive(Debug)]
struct Brought(Turnstile, usize);

impl Turnstile {
    /// A turnstile with so much room.
    #[must_use]
    pub fn new(room: Room) -> Self {
        let permits = Arc::new(Semaphore::new(room.at_once));
        let (state, left) = (Mutex::default(), Condvar::new());
        Self(Arc::new(Inner { permits, room, state, left }))
    }

    /// Goes in, if need be after waiting, with `bytes` to carry.
    ///
    /// # Errors
    /// [`Fault::QueueFull`] when there is no room to wait, [`Fault::Stopping`] after
    /// [`Self::shut`].
    pub async fn enter(&self, bytes: usize) -> Result<Inside, Fault> {
        let (here, brought) = self.queue(bytes)?;
        let permit = Arc::clone(&self.0.permits).acquire_owned().await;
        drop(brought);
        Ok(Inside { _permit: permit.map_err(Fault::broken)?, _here: here })
    }

    fn queue(&self, bytes: usize) -> Result<(Here, Brought), Fault> {
        let Room { before, at_once, waiting_max, bytes_waiting_max } = self.0.room;
        let mut state = self.state();
        if state.closed {
            return Err(Fault::Stopping);
        }
        let full = state.here >= at_once.saturating_add(waiting_max);
        if full || state.bytes_waiting.saturating_add(bytes) > bytes_waiting_max {
            return Err(Fault::QueueFull);
        }
        state.here += 1;
        state.bytes_waiting += bytes;
        metrics::gauge!("muster_waiting", "for" => before).increment(1);
        Ok((Here(self.clone()), Brought(self.clone(), bytes)))
    }

    /// Lets nobody in any more.
    pub fn shut(&self) {
        self.state().closed = true;
    }

    /// Waits, blocking, until everybody has left who was here.
    pub fn wait_until_empty(&self) {
        let mut state = self.state();
        while state.here > 0 {
            state = self.0.left.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Numbers are whole after any panic of somebody who held them.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        self.0.state().here -= 1;
        self.0.0.left.notify_all();
    }
}

impl Drop for Brought {
    fn drop(&mut self) {
        self.0.state().bytes_waiting -= self.1;
        metrics::gauge!("muster_waiting", "for" => self.0.0.room.before).decrement(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn turnstile() -> Turnstile {
        Turnstile::new(Room { before: "test", at_once: 1, waiting_max: 1, bytes_waiting_max: 10 })
    }

    #[test]
    fn one_is_inside_one_waits_and_the_third_is_refused() {
        let turnstile = turnstile();
        let inside = turnstile.enter(10).now_or_never().unwrap().unwrap();
        let mut waiting = Box::pin(turnstile.enter(10));
        assert!((&mut waiting).now_or_never().is_none());

        let third = turnstile.enter(0).now_or_never().unwrap();
        drop(inside);

        assert!(matches!(third, Err(Fault::QueueFull)));
        assert!(waiting.now_or_never().unwrap().is_ok());
    }

    #[test]
    fn whoever_stops_waiting_leaves_the_queue() {
        let turnstile = turnstile();
        let inside = turnstile.enter(0).now_or_never().unwrap().unwrap();
        for _ in 0..100 {
            let mut waiting = Box::pin(turnstile.enter(10));
            assert!((&mut waiting).now_or_never().is_none());
        }
        drop(inside);

        assert!(turnstile.enter(10).now_or_never().unwrap().is_ok());
    }

    #[test]
    fn whoever_brings_too_much_is_refused() {
        assert!(matches!(turnstile().enter(11).now_or_never().unwrap(), Err(Fault::QueueFull)));
    }
}
