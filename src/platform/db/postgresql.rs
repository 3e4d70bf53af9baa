//! The writers of PostgreSQL: a transaction for each closure, run again when it collides.
//!
//! No batches here: PostgreSQL groups the fsyncs of concurrent commits by itself, and one
//! connection with many savepoints was slower than a pool (measured).

use std::{sync::Arc, time::Duration};

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::{
    conn::Conn,
    doors::{Committed, Flusher},
    pool::{Pool, Turn},
    tx::{Pending, Tx},
};
use crate::platform::error::{Error, Fault, caught};

/// How often a transaction is run at most.
const TRIES_MAX: u32 = 5;
/// The longest pause before the second try; it doubles with each further one.
const PAUSE_MAX: Duration = Duration::from_millis(10);

/// The door to PostgreSQL for those who write.
#[derive(Debug)]
pub(super) struct Writers {
    pub(super) pool: Pool,
    pub(super) flusher: Flusher,
}

/// How a try ended.
enum Tried<T> {
    Done(Result<Committed<T>, Error>),
    /// The database took this transaction back in favour of another one.
    Collided(DieselError),
}

impl Writers {
    /// Runs `work` in a transaction, and again when it collided with another one.
    ///
    /// A connection that breaks during COMMIT leaves it open whether the commit happened. The
    /// closure is run again then too: each act begins by asking `acts` whether it was done, and
    /// what is no act (a refresh, a count) may be done twice.
    pub(super) async fn write<T, F>(&self, bytes: usize, work: F) -> Result<Committed<T>, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        let work = Arc::new(work);
        // One turn for all tries: who was let in is finished, also when the door closes meanwhile.
        let turn = Arc::new(self.pool.turn(bytes).await?);
        let mut pause = PAUSE_MAX;
        for left in (0..TRIES_MAX).rev() {
            let (turn, work) = (Arc::clone(&turn), Arc::clone(&work));
            let flusher = self.flusher.clone();
            let tried = tokio::task::spawn_blocking(move || attempt(&turn, &flusher, &*work));
            match tried.await.map_err(Fault::broken)? {
                Tried::Done(result) => return result,
                Tried::Collided(error) if left == 0 => return Err(given_up(error).into()),
                Tried::Collided(_) => tokio::time::sleep(self.jittered(pause)).await,
            }
            pause *= 2;
        }
        Err(Fault::broken("a transaction was tried no times").into())
    }

    /// A random pause up to `longest`, so that two that collided do not meet again.
    fn jittered(&self, longest: Duration) -> Duration {
        let micros = u64::try_from(longest.as_micros()).unwrap_or(0);
        Duration::from_micros(self.flusher.random.below(micros))
    }
}

fn attempt<T>(
    turn: &Turn,
    flusher: &Flusher,
    work: &dyn Fn(&mut Tx<'_>) -> Result<T, Error>,
) -> Tried<T> {
    let mut conn = match turn.begun(Conn::begin_write) {
        Ok(conn) => conn,
        Err(fault) => return Tried::Done(Err(fault.into())),
    };
    let done = transact(&mut conn, flusher, work);
    // After a refusal or a collision the connection is as good as before. One that saw a panic or
    // lost its server fails to roll back or is dropped: it never comes back.
    let whole = match &done {
        Ok(_) => true,
        Err(Error::Fault(Fault::Broken(_))) => false,
        Err(_) => conn.roll_back().is_ok(),
    };
    if whole {
        turn.back(conn);
    }
    match done {
        Err(Error::Fault(Fault::Database(error))) if collided(&error) => Tried::Collided(error),
        done => Tried::Done(done),
    }
}

fn transact<T>(
    conn: &mut Conn,
    flusher: &Flusher,
    work: &dyn Fn(&mut Tx<'_>) -> Result<T, Error>,
) -> Result<Committed<T>, Error> {
    let mut pending = Pending::default();
    let mut tx = Tx::new(conn, &mut pending, flusher);
    let value = caught(|| work(&mut tx))?;
    pending.hold()?;
    let heads = caught(|| flusher.flush(conn, &pending).map_err(unconfirmed))?;
    conn.commit().map_err(unconfirmed)?;
    Ok(Committed { value, heads })
}

/// The fault of a transaction that collided to the last. A key that is there each time is no
/// collision but a fault of ours, as it is on SQLite.
fn given_up(error: DieselError) -> Fault {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => error.into(),
        error => Fault::Storage(error.to_string()),
    }
}

/// The fault of a flush or a commit.
fn unconfirmed(error: DieselError) -> Fault {
    if collided(&error) { Fault::Database(error) } else { Fault::Storage(error.to_string()) }
}

/// Whether the same transaction may go through when it is run again.
fn collided(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(kind, about) => match kind {
            // Two that insert the same key at once: on its second run the later one finds it.
            DatabaseErrorKind::UniqueViolation
            | DatabaseErrorKind::SerializationFailure
            | DatabaseErrorKind::ClosedConnection => true,
            // 40P01 has no kind of its own. A server that speaks another language than English
            // gives it another text; the act then fails with a fault and the client repeats it.
            DatabaseErrorKind::Unknown => about.message().contains("deadlock detected"),
            _ => false,
        },
        _ => false,
    }
}
