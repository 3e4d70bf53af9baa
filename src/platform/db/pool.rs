//! Connections for readers, and for writers on PostgreSQL.
//!
//! Not r2d2: a connection on which a closure panicked must leave the pool, which r2d2 has no word
//! for; and a full queue must be refused at once, where r2d2 makes a thread wait.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use diesel::ConnectionResult;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::conn::Conn;
use crate::platform::error::Fault;

type Open = Box<dyn Fn() -> ConnectionResult<Conn> + Send + Sync>;

/// At most so many connections, and at most so many callers who wait for one.
#[derive(Clone)]
pub(super) struct Pool(Arc<Inner>);

struct Inner {
    open: Open,
    idle: Mutex<Vec<Conn>>,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    waiting_max: usize,
}

/// The right to one connection. Taking it out is blocking work: opening one can take a while.
pub(super) struct Turn {
    pool: Pool,
    _permit: OwnedSemaphorePermit,
}

impl Pool {
    pub(super) fn new(size: usize, waiting_max: usize, open: Open) -> Self {
        Self(Arc::new(Inner {
            open,
            idle: Mutex::new(Vec::with_capacity(size)),
            permits: Arc::new(Semaphore::new(size)),
            waiting: AtomicUsize::new(0),
            waiting_max,
        }))
    }

    /// Waits for a connection to be free.
    ///
    /// # Errors
    /// [`Fault::QueueFull`] when too many wait already, [`Fault::Stopping`] after [`Self::close`].
    pub(super) async fn turn(&self) -> Result<Turn, Fault> {
        let inner = &self.0;
        if inner.waiting.fetch_add(1, Ordering::Relaxed) >= inner.waiting_max {
            inner.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Fault::QueueFull);
        }
        let _queued = Queued(&inner.waiting);
        let permit = Arc::clone(&inner.permits).acquire_owned().await;
        let permit = permit.map_err(|_closed| Fault::Stopping)?;
        Ok(Turn { pool: self.clone(), _permit: permit })
    }

    /// Refuses everybody from now on, and closes the idle connections.
    pub(super) fn close(&self) {
        self.0.permits.close();
        self.idle().clear();
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Conn>> {
        // A vector of connections is whole after any panic of somebody who held it.
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts somebody who waits, also when his request is dropped while he does.
struct Queued<'a>(&'a AtomicUsize);

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Turn {
    /// A connection on which `begin` went well: an idle one, or, when the server has hung up on
    /// that, a new one. It is lost unless it is given [`back`](Self::back).
    pub(super) fn begun(
        &self,
        begin: impl Fn(&mut Conn) -> diesel::QueryResult<()>,
    ) -> Result<Conn, Fault> {
        let idle = self.pool.idle().pop();
        if let Some(mut conn) = idle
            && begin(&mut conn).is_ok()
        {
            return Ok(conn);
        }
        let mut conn = (self.pool.0.open)().map_err(|error| Fault::Storage(error.to_string()))?;
        begin(&mut conn)?;
        Ok(conn)
    }

    /// Puts a connection that is in no transaction back for the next one.
    pub(super) fn back(&self, conn: Conn) {
        if !self.pool.0.permits.is_closed() {
            self.pool.idle().push(conn);
        }
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pool({} free)", self.0.permits.available_permits())
    }
}
