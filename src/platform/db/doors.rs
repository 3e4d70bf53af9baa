//! The two doors to the database, the same for both.

use std::{fmt, sync::Arc};

use diesel::QueryResult;
use tokio::sync::oneshot;

use super::{
    conn::{Access, Conn},
    migrations,
    pool::Pool,
    postgresql::Writers,
    sqlite::{Job, Shape, Writer},
    target::Target,
    tx::{Mark, Pending, Tx},
};
use crate::{
    kernel::{bucket::Bucket, refusal::Refusal, time::Time},
    platform::{
        clock::Clock,
        error::{Error, Fault, caught},
        keys::Key,
        random::Random,
        turnstile::Room,
    },
};

/// How much may go on at once, and how much may wait.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections for readers.
    pub readers: usize,
    /// Connections for writers on PostgreSQL: 8 to 16 for two cores (measured).
    pub writers: usize,
    /// Readers who may wait for a connection.
    pub reads_waiting_max: usize,
    /// Closures that may wait for a writer.
    pub writes_waiting_max: usize,
    /// What those closures may weigh together, in bytes of the requests behind them.
    pub bytes_waiting_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            readers: 8,
            writers: 12,
            reads_waiting_max: 1024,
            writes_waiting_max: 4096,
            bytes_waiting_max: 256 * 1024 * 1024,
        }
    }
}

impl Limits {
    fn readers_room(&self) -> Room {
        Room {
            before: "reader",
            at_once: self.readers,
            waiting_max: self.reads_waiting_max,
            // A reader's request is small, whatever its answer.
            bytes_waiting_max: usize::MAX,
        }
    }

    fn writers_room(&self) -> Room {
        Room {
            before: "writer",
            at_once: self.writers,
            waiting_max: self.writes_waiting_max,
            bytes_waiting_max: self.bytes_waiting_max,
        }
    }
}

/// What a closure weighs in the queue when nobody says.
const WEIGHT: usize = 1024;

/// Versions that a transaction gave to audiences, sorted.
pub type Heads = Vec<(Bucket, i64)>;

/// Writes what a transaction left pending, as its last statements: cells, heads, feed, in this
/// order. `app` says how, since the database layer knows neither cells nor feed.
pub type Flush = fn(&mut Conn, &Pending, Time) -> QueryResult<Heads>;

/// What a write left behind, once it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed<T> {
    /// What the closure answered.
    pub value: T,
    /// The audiences it wrote to, with their versions.
    pub heads: Heads,
}

/// The flush with the time that it needs, and the chance and the key of the transactions before it.
#[derive(Clone)]
pub(super) struct Flusher {
    flush: Flush,
    clock: Clock,
    pub(super) random: Random,
    pub(super) hashes: Key,
}

impl Flusher {
    pub(super) fn flush(&self, conn: &mut Conn, pending: &Pending) -> QueryResult<Heads> {
        (self.flush)(conn, pending, self.clock.now())
    }
}

/// The database.
#[derive(Clone, Debug)]
pub struct Db(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    readers: Pool,
    door: Door,
}

#[derive(Debug)]
enum Door {
    Sqlite(Writer),
    Postgresql(Writers),
}

impl Db {
    /// Opens the database and brings its schema up to date. What [`Tx::hash`] answers hangs on
    /// `root`, which is not in the database.
    ///
    /// # Errors
    /// [`Fault::Storage`] when it cannot be opened or migrated.
    pub fn open(
        target: &Target,
        limits: Limits,
        flush: Flush,
        clock: Clock,
        random: Random,
        root: &Key,
    ) -> Result<Self, Fault> {
        migrations::run(&mut target.connect()?)?;
        let reader = target.clone();
        let open = Box::new(move || reader.open(Access::Read));
        let readers = Pool::new(limits.readers_room(), open);
        let flusher = Flusher { flush, clock, random, hashes: root.derive("hashes") };
        let door = match target {
            Target::Sqlite(file) => {
                let writer = Writer::start(file.clone(), limits, flusher);
                Door::Sqlite(writer.map_err(|error| Fault::Storage(error.to_string()))?)
            }
            Target::Postgresql(_) => {
                let writer = target.clone();
                let open = Box::new(move || writer.open(Access::Write));
                let pool = Pool::new(limits.writers_room(), open);
                Door::Postgresql(Writers { pool, flusher })
            }
        };
        Ok(Self(Arc::new(Inner { readers, door })))
    }

    /// Reads in one snapshot. On either database nothing can be written here.
    ///
    /// # Errors
    /// What `work` refuses; a fault when the database fails or too many wait.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
    {
        let turn = self.0.readers.turn(0).await?;
        let read = tokio::task::spawn_blocking(move || {
            let mut conn = turn.begun(Conn::begin_read)?;
            let value = caught(|| work(&mut conn));
            let broken = matches!(value, Err(Error::Fault(Fault::Broken(_))));
            if !broken && conn.roll_back().is_ok() {
                turn.back(conn);
            }
            value
        });
        read.await.map_err(Fault::broken)?
    }

    /// Writes: all that `work` does, or nothing. Answers when it is on disk.
    ///
    /// `work` may run several times, each time on a database in which the earlier ones did not
    /// happen.
    ///
    /// # Errors
    /// What `work` refuses; [`Fault::QueueFull`] when too much waits; [`Fault::Storage`] when the
    /// database did not confirm the commit.
    pub async fn write<T, F>(&self, work: F) -> Result<Committed<T>, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        self.write_weighing(WEIGHT, work).await
    }

    /// [`Self::write`] for a request of so many bytes: large ones fill the queue sooner.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn write_weighing<T, F>(&self, bytes: usize, work: F) -> Result<Committed<T>, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        match &self.0.door {
            Door::Postgresql(writers) => writers.write(bytes, work).await,
            Door::Sqlite(writer) => writes(writer, work, (Shape::Act, bytes)).await,
        }
    }

    /// [`Self::write`] for a slice: thousands of rows at once, in a transaction that nobody shares.
    /// Whoever waits meanwhile waits for all of it, so it is not for requests.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn write_slice<T, F>(&self, work: F) -> Result<Committed<T>, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        match &self.0.door {
            Door::Postgresql(writers) => writers.write(WEIGHT, work).await,
            Door::Sqlite(writer) => writes(writer, work, (Shape::Slice, WEIGHT)).await,
        }
    }

    /// Why nothing can be written any more, if so; then only a new start of the process helps.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        match &self.0.door {
            Door::Sqlite(writer) => writer.failure(),
            Door::Postgresql(_) => None,
        }
    }

    /// Refuses new work, finishes what waits, and closes the connections. It blocks until then.
    pub fn close(&self) {
        // Both doors first: a reader who takes long must not keep the writers' door open.
        match &self.0.door {
            Door::Sqlite(writer) => writer.shut(),
            Door::Postgresql(writers) => writers.pool.shut(),
        }
        self.0.readers.shut();
        match &self.0.door {
            Door::Sqlite(writer) => writer.finish(),
            Door::Postgresql(writers) => writers.pool.finish(),
        }
        self.0.readers.finish();
    }
}

impl fmt::Debug for Flusher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Flusher")
    }
}

/// Queues a closure and waits for its answer.
async fn writes<T, F>(
    writer: &Writer,
    work: F,
    (shape, bytes): (Shape, usize),
) -> Result<Committed<T>, Error>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    let waiting = Waiting { work, shape, outcome: None, touched: Vec::new(), reply };
    writer.submit(Box::new(waiting), bytes);
    answer.await.unwrap_or_else(|_gone| Err(Fault::Stopping.into()))
}

/// A closure in SQLite's queue, and the one who waits for its answer.
struct Waiting<T, F> {
    work: F,
    shape: Shape,
    outcome: Option<Result<T, Refusal>>,
    touched: Vec<Bucket>,
    reply: oneshot::Sender<Result<Committed<T>, Error>>,
}

impl<T, F> Job for Waiting<T, F>
where
    T: Send,
    F: Fn(&mut Tx<'_>) -> Result<T, Error> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        self.outcome = None;
        let mark = tx.pending().mark();
        self.outcome = Some(tx.attempt(&self.work)?);
        self.touched = tx.pending().touched_since(mark);
        Ok(())
    }

    fn shape(&self) -> Shape {
        self.shape
    }

    fn run_slice(&mut self, tx: &mut Tx<'_>) -> Result<bool, Fault> {
        self.outcome = Some(match (self.work)(tx) {
            Ok(value) => Ok(value),
            Err(Error::Refusal(refusal)) => Err(refusal),
            Err(Error::Fault(fault)) => return Err(fault),
        });
        self.touched = tx.pending().touched_since(Mark::default());
        Ok(matches!(self.outcome, Some(Ok(_))))
    }

    fn answer(self: Box<Self>, end: Result<&Heads, Fault>) {
        let answer = match (end, self.outcome) {
            (Ok(heads), Some(Ok(value))) => {
                let touched =
                    |(bucket, _): &&(Bucket, i64)| self.touched.binary_search(bucket).is_ok();
                Ok(Committed { value, heads: heads.iter().filter(touched).copied().collect() })
            }
            (Ok(_), Some(Err(refusal))) => Err(refusal.into()),
            (Ok(_), None) => Err(Fault::broken("a closure was answered before it ran").into()),
            (Err(fault), _) => Err(fault.into()),
        };
        // Whoever asked may have hung up; what was written stays written.
        let _gone = self.reply.send(answer);
    }
}
