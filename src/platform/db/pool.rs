//! Connections for readers, and for writers on PostgreSQL.
//!
//! Not r2d2: a connection on which a closure panicked must leave the pool, which r2d2 has no word
//! for; and a full queue must be refused at once, where r2d2 makes a thread wait.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use diesel::ConnectionResult;

use super::conn::Conn;
use crate::platform::{
    error::Fault,
    turnstile::{Inside, Room, Turnstile},
};

type Open = Box<dyn Fn() -> ConnectionResult<Conn> + Send + Sync>;

/// At most so many connections, and at most so many callers who wait for one.
#[derive(Clone)]
pub(super) struct Pool {
    turnstile: Turnstile,
    connections: Arc<Connections>,
}

struct Connections {
    open: Open,
    idle: Mutex<Vec<Conn>>,
}

/// The right to one connection. Taking it out is blocking work: opening one can take a while.
pub(super) struct Turn {
    connections: Arc<Connections>,
    _inside: Inside,
}

impl Pool {
    pub(super) fn new(room: Room, open: Open) -> Self {
        let idle = Mutex::new(Vec::with_capacity(room.at_once));
        let connections = Arc::new(Connections { open, idle });
        Self { turnstile: Turnstile::new(room), connections }
    }

    /// Waits for a connection to be free, with `bytes` in hand.
    ///
    /// # Errors
    /// Those of [`Turnstile::enter`].
    pub(super) async fn turn(&self, bytes: usize) -> Result<Turn, Fault> {
        let inside = self.turnstile.enter(bytes).await?;
        Ok(Turn { connections: Arc::clone(&self.connections), _inside: inside })
    }

    /// Refuses everybody from now on.
    pub(super) fn shut(&self) {
        self.turnstile.shut();
    }

    /// Waits, blocking, for those who were taken in before it was shut, and closes the connections.
    pub(super) fn finish(&self) {
        self.turnstile.wait_until_empty();
        self.connections.idle().clear();
    }
}

impl Connections {
    fn idle(&self) -> MutexGuard<'_, Vec<Conn>> {
        // A vector of connections is whole after any panic of somebody who held it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// A connection on which `begin` went well: an idle one, or, when the server has hung up on
    /// that, a new one. It is lost unless it is given [`back`](Self::back).
    pub(super) fn begun(
        &self,
        begin: impl Fn(&mut Conn) -> diesel::QueryResult<()>,
    ) -> Result<Conn, Fault> {
        let idle = self.connections.idle().pop();
        if let Some(mut conn) = idle
            && begin(&mut conn).is_ok()
        {
            return Ok(conn);
        }
        let mut conn =
            (self.connections.open)().map_err(|error| Fault::Storage(error.to_string()))?;
        begin(&mut conn)?;
        Ok(conn)
    }

    /// Puts a connection that is in no transaction back for the next one.
    pub(super) fn back(&self, conn: Conn) {
        self.connections.idle().push(conn);
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pool({:?})", self.turnstile)
    }
}
