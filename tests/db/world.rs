//! A database that is opened over a test's own flush, and what tests do with it.

use std::{
    future::{Future, Ready, ready},
    pin::Pin,
};

use actix_web::rt::task::{JoinHandle, spawn_blocking};
use diesel::QueryResult;
use futures_util::FutureExt;
use muster::{
    kernel::bucket::Change,
    platform::{
        clock::Clock,
        db::{Conn, Db, Limits, Target, Tx},
        error::{Error, Fault},
        keys::Key,
        random::Random,
    },
};

use crate::{
    flush::flush,
    gate::{Gate, gate},
    settings,
    support::database::{Database, TestDatabase},
};

/// One writer on PostgreSQL too, so that closures queue there as they do on SQLite.
pub(crate) const ONE_WRITER: Limits = Limits {
    readers: 2,
    writers: 1,
    reads_waiting_max: 100,
    writes_waiting_max: 100,
    bytes_waiting_max: 1024 * 1024,
};

/// Writers who can meet.
pub(crate) const TWO_WRITERS: Limits = Limits { writers: 2, ..ONE_WRITER };

/// An answer that somebody still waits for.
pub(crate) type Waiting<'w, T> = Pin<Box<dyn Future<Output = T> + 'w>>;

/// A database of the test's own.
pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) database: TestDatabase,
}

impl World {
    /// What `#[test_on_both]` calls.
    pub(crate) fn on(database: Database) -> Ready<Option<Self>> {
        ready(Self::with(database, ONE_WRITER))
    }

    pub(crate) fn on_sqlite() -> Self {
        Self::with(Database::Sqlite, ONE_WRITER).unwrap()
    }

    /// None when this machine has no PostgreSQL.
    pub(crate) fn on_postgresql(limits: Limits) -> Option<Self> {
        Self::with(Database::Postgresql, limits)
    }

    fn with(database: Database, limits: Limits) -> Option<Self> {
        let database = TestDatabase::on(database)?;
        Some(Self { db: open(&database.target, limits), database })
    }

    /// The same database after its process has ended and begun again.
    pub(crate) fn reopened(self, limits: Limits) -> Self {
        let Self { db, database } = self;
        db.close();
        Self { db: open(&database.target, limits), database }
    }

    /// What a stranger sees who comes now: everything that is stored, as `key=times`.
    pub(crate) fn rows(&self) -> Vec<String> {
        self.look(settings::rows)
    }

    /// Looks into the database by a connection of its own.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut Conn) -> QueryResult<T>) -> T {
        look(&mut self.database.connect()).unwrap()
    }

    /// Keeps the one writer busy until the gate is opened. What is queued meanwhile makes one
    /// batch on SQLite: the closure at the gate ends with a fault, and with it ends its own batch.
    pub(crate) async fn writer_held(&self) -> Gate {
        let (mut gate, stop) = gate();
        let held = self.db.write_weighing(0, move |_| -> Result<(), Error> {
            stop.wait();
            Err(Fault::broken("the gate is open").into())
        });
        // It goes on by itself; nobody waits for its answer.
        drop(queued(held));
        gate.reached().await;
        gate
    }

    /// Closes the database on a thread of its own. Ends when the door is shut; then the handle
    /// ends when all is finished.
    pub(crate) async fn closing(&self) -> JoinHandle<()> {
        let db = self.db.clone();
        let closing = spawn_blocking(move || db.close());
        while self.db.read(|_| Ok(())).await.is_ok() {}
        closing
    }
}

/// Opens a database over the flush of these tests.
pub(crate) fn open(target: &Target, limits: Limits) -> Db {
    let random = Random::seeded(0);
    let key = Key::generate(&random);
    Db::open(target, limits, flush, Clock::of_machine(), random, &key).unwrap()
}

/// Begins to ask, without waiting for the answer.
pub(crate) fn queued<'w, T>(asked: impl Future<Output = T> + 'w) -> Waiting<'w, T> {
    let mut waiting: Waiting<'w, T> = Box::pin(asked);
    assert!((&mut waiting).now_or_never().is_none(), "it was answered before it could wait");
    waiting
}

/// A closure that stores `key` and leaves `changes` to the flush.
pub(crate) fn leaves<const N: usize>(
    key: &'static str,
    changes: [Change; N],
) -> impl Fn(&mut Tx<'_>) -> Result<(), Error> + Send + Sync + 'static {
    move |tx| {
        settings::store(tx, key)?;
        tx.pending().changes.extend(changes.iter().cloned());
        Ok(())
    }
}

/// The fault that was answered.
#[track_caller]
pub(crate) fn fault<T>(answer: Result<T, Error>) -> Fault {
    match answer {
        Err(Error::Fault(fault)) => fault,
        Err(Error::Refusal(refusal)) => panic!("a refusal, no fault: {refusal:?}"),
        Ok(_) => panic!("no fault"),
    }
}
