//! A transaction in the making: its connection, its savepoints, and what is pending for its end.

use std::ops::{Deref, DerefMut};

use diesel::{QueryResult, connection::SimpleConnection};

use super::{conn::Conn, doors::Flusher};
use crate::{
    kernel::{
        bucket::{Bucket, Change},
        figures::{Difference, ServedDifference},
        refusal::Refusal,
    },
    platform::{
        error::{Error, Fault},
        random::Random,
    },
};

/// What closures have left for the end of their transaction, in the order they said it.
///
/// Documents and differences are written by the flush, sorted, after the last closure: a closure
/// that wrote them itself would lock heads and cells for as long as it runs.
#[derive(Debug, Default)]
pub struct Pending {
    /// Documents; of several for one id in one bucket the last counts.
    pub changes: Vec<Change>,
    /// Differences of figures; those of one cell are summed.
    pub differences: Vec<Difference>,
    /// Differences of what was served; summed likewise.
    pub served: Vec<ServedDifference>,
    /// Set by a fault inside an attempt, which leaves half of it in the transaction.
    given_up: bool,
}

/// How much was pending at some moment.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    changes: usize,
    differences: usize,
    served: usize,
}

impl Pending {
    /// Holds while the transaction may still be committed.
    ///
    /// # Errors
    /// A fault after one inside an attempt, even when the closure went on.
    pub(super) fn hold(&self) -> Result<(), Fault> {
        if self.given_up {
            return Err(Fault::broken("a closure went on after a fault inside an attempt"));
        }
        Ok(())
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            changes: self.changes.len(),
            differences: self.differences.len(),
            served: self.served.len(),
        }
    }

    /// Forgets what was said after `mark`: its savepoint was rolled back.
    pub(super) fn truncate(&mut self, mark: Mark) {
        self.changes.truncate(mark.changes);
        self.differences.truncate(mark.differences);
        self.served.truncate(mark.served);
    }

    /// The audiences that something was said to after `mark`, sorted.
    pub(super) fn touched_since(&self, mark: Mark) -> Vec<Bucket> {
        let said = self.changes.get(mark.changes..).unwrap_or_default();
        let mut buckets: Vec<Bucket> = said.iter().map(|change| change.bucket).collect();
        buckets.sort_unstable();
        buckets.dedup();
        buckets
    }
}

/// A transaction that writes. Store functions take it where they want a [`Conn`].
pub struct Tx<'t> {
    conn: &'t mut Conn,
    pending: &'t mut Pending,
    flusher: &'t Flusher,
    depth: usize,
}

impl<'t> Tx<'t> {
    pub(super) fn new(conn: &'t mut Conn, pending: &'t mut Pending, flusher: &'t Flusher) -> Self {
        Self { conn, pending, flusher, depth: 0 }
    }

    /// Chance for ids and salts of rows that nobody named. A closure that runs again draws others.
    #[must_use]
    pub fn random(&self) -> &'t Random {
        &self.flusher.random
    }

    /// A keyed hash of what came in. A bare one would give away what can be guessed to whoever has
    /// the database: of phone numbers there are few enough to try all.
    #[must_use]
    pub fn hash(&self, value: &[u8]) -> [u8; 32] {
        self.flusher.hashes.hash(value)
    }

    /// What is to be written at the end.
    pub fn pending(&mut self) -> &mut Pending {
        self.pending
    }

    /// Runs `work` in a savepoint: a refusal takes back what `work` wrote and what it left pending,
    /// and the transaction goes on.
    ///
    /// Savepoints are ours, not diesel's: a panic inside diesel's would leave its count of them
    /// wrong, and a later commit would then release a savepoint and call it committed.
    ///
    /// # Errors
    /// A fault, after which the whole transaction is given up, whatever the closure does.
    pub fn attempt<T>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<Result<T, Refusal>, Fault> {
        // After SQLite has rolled back by itself, a savepoint would be a transaction of its own.
        self.pending.hold()?;
        let attempted = self.in_savepoint(work);
        self.pending.given_up = attempted.is_err();
        attempted
    }

    fn in_savepoint<T>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<Result<T, Refusal>, Fault> {
        let mark = self.pending.mark();
        let name = self.depth;
        self.conn.batch_execute(&format!("SAVEPOINT s{name}"))?;
        let (conn, pending) = (&mut *self.conn, &mut *self.pending);
        let mut inner = Tx { conn, pending, flusher: self.flusher, depth: name + 1 };
        let worked = work(&mut inner);
        // A closure that went on after a fault further inside is given up too.
        self.pending.hold()?;
        match worked {
            Ok(value) => {
                self.release(name)?;
                Ok(Ok(value))
            }
            Err(Error::Refusal(refusal)) => {
                self.conn.batch_execute(&format!("ROLLBACK TO SAVEPOINT s{name}"))?;
                self.release(name)?;
                self.pending.truncate(mark);
                Ok(Err(refusal))
            }
            Err(Error::Fault(fault)) => Err(fault),
        }
    }

    fn release(&mut self, name: usize) -> QueryResult<()> {
        self.conn.batch_execute(&format!("RELEASE SAVEPOINT s{name}"))
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}
