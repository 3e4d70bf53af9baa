//! The one writer of SQLite: closures that wait are run together, a savepoint each, in one
//! transaction with one fsync, and all are answered after it.
//!
//! When anything but a refusal happens in a batch (a panic, a statement that fails, a flush that
//! fails, a transaction that SQLite rolled back by itself), the connection is thrown away, which
//! rolls back whatever it had, and each closure is run alone on a new one. So a fault hits only
//! the closure that has it, and nobody is told "stored" of a row that is not there.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use diesel::connection::SimpleConnection;

use super::{
    conn::{Access, Conn},
    doors::{Flusher, Heads, Limits},
    tx::{Pending, Tx},
};
use crate::platform::{
    clock::Stopwatch,
    error::{Fault, caught},
};

/// A batch ends after so many closures: more would only make the first of them wait.
const BATCH_MAX: usize = 256;
/// A batch takes up no further closure after so much work.
const BATCH_WORK_MAX: Duration = Duration::from_millis(25);

/// How much a closure writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Some rows: it shares a transaction.
    Act,
    /// Many: it has a transaction to itself.
    Slice,
}

impl Shape {
    /// What the connection is set to. For slices that follow each other, what one touches is kept
    /// in memory, and what several write to one page goes into the file once.
    const fn settings(self) -> &'static str {
        match self {
            Self::Act => "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 1000",
            Self::Slice => "PRAGMA cache_size = -393216; PRAGMA wal_autocheckpoint = 100000",
        }
    }
}

/// A closure that waits for the writer, with whoever waits for its answer.
pub(super) trait Job: Send {
    /// Runs the closure in a savepoint and keeps what came of it. It may be called again.
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<(), Fault>;
    /// How much the closure writes.
    fn shape(&self) -> Shape;
    /// Runs the closure without a savepoint. Answers whether what it wrote may stay.
    fn run_slice(&mut self, tx: &mut Tx<'_>) -> Result<bool, Fault>;
    /// Answers: what came of it when it was committed, else the fault.
    fn answer(self: Box<Self>, end: Result<&Heads, Fault>);
}

/// A closure and what it weighs in the queue.
type Weighed = (Box<dyn Job>, usize);

/// The door to the writer's thread.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Mutex<Option<SyncSender<Weighed>>>,
    weight: Arc<AtomicUsize>,
    weight_max: usize,
    failure: Arc<Mutex<Option<String>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread. The file is opened by it, when the first closure comes.
    pub(super) fn start(file: PathBuf, limits: Limits, flusher: Flusher) -> std::io::Result<Self> {
        let (sender, jobs) = sync_channel(limits.writes_waiting_max);
        let weight = Arc::new(AtomicUsize::new(0));
        let failure = Arc::new(Mutex::new(None));
        let mut thread = Thread {
            file,
            flusher,
            jobs,
            weight: Arc::clone(&weight),
            failure: Arc::clone(&failure),
            conn: None,
            shape: Shape::Act,
        };
        let handle =
            std::thread::Builder::new().name("muster-writer".to_owned()).spawn(move || {
                // Nothing in it should panic; if it does, the server must know that it stopped.
                let served: Result<(), Fault> = caught(|| {
                    thread.serve();
                    Ok(())
                });
                if let Err(fault) = served {
                    *lock(&thread.failure) = Some(fault.to_string());
                }
            })?;
        Ok(Self {
            queue: Mutex::new(Some(sender)),
            weight,
            weight_max: limits.bytes_waiting_max,
            failure,
            thread: Mutex::new(Some(handle)),
        })
    }

    /// Puts a closure into the queue; it is answered by itself.
    pub(super) fn submit(&self, job: Box<dyn Job>, weight: usize) {
        if let Some(cause) = lock(&self.failure).clone() {
            return job.answer(Err(Fault::Storage(cause)));
        }
        if self.weight.fetch_add(weight, Ordering::Relaxed) + weight > self.weight_max {
            self.weight.fetch_sub(weight, Ordering::Relaxed);
            return job.answer(Err(Fault::QueueFull));
        }
        let sent = match lock(&self.queue).as_ref() {
            Some(queue) => queue.try_send((job, weight)),
            None => Err(TrySendError::Disconnected((job, weight))),
        };
        match sent {
            Ok(()) => metrics::gauge!("muster_waiting", "for" => "writer").increment(1),
            Err(TrySendError::Full((job, weight))) => {
                self.weight.fetch_sub(weight, Ordering::Relaxed);
                job.answer(Err(Fault::QueueFull));
            }
            Err(TrySendError::Disconnected((job, weight))) => {
                self.weight.fetch_sub(weight, Ordering::Relaxed);
                job.answer(Err(Fault::Stopping));
            }
        }
    }

    /// Why nothing can be written any more, if so. Only a new start of the process mends it.
    pub(super) fn failure(&self) -> Option<String> {
        lock(&self.failure).clone()
    }

    /// Refuses every closure from now on.
    pub(super) fn shut(&self) {
        lock(&self.queue).take();
    }

    /// Waits until the closures taken before it was shut are answered, and closes the file.
    pub(super) fn finish(&self) {
        if let Some(thread) = lock(&self.thread).take() {
            // It catches panics; whatever else ends it has been put down as the failure.
            let _ended = thread.join();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Thread {
    file: PathBuf,
    flusher: Flusher,
    jobs: Receiver<Weighed>,
    weight: Arc<AtomicUsize>,
    failure: Arc<Mutex<Option<String>>>,
    conn: Option<Conn>,
    /// What the connection is set up for.
    shape: Shape,
}

impl Thread {
    fn serve(&mut self) {
        while let Ok(first) = self.jobs.recv() {
            let mut next = Some(self.weighed(first));
            while let Some(first) = next.take() {
                next = match first.shape() {
                    Shape::Act => self.batch(first),
                    Shape::Slice => {
                        self.slice(first);
                        None
                    }
                };
            }
        }
        if let Some(mut conn) = self.conn.take() {
            // The log file shrinks to nothing when the last one leaves; the next start is faster.
            let _best_effort = conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    fn weighed(&self, (job, weight): Weighed) -> Box<dyn Job> {
        self.weight.fetch_sub(weight, Ordering::Relaxed);
        metrics::gauge!("muster_waiting", "for" => "writer").decrement(1);
        job
    }

    /// Runs a closure with those that come meanwhile. Answers the slice that ended the batch.
    fn batch(&mut self, first: Box<dyn Job>) -> Option<Box<dyn Job>> {
        let (mut batch, mut slice) = (vec![first], None);
        match self.together(&mut batch, &mut slice) {
            Ok(heads) => answer_all(batch, &heads),
            // A batch of one has had its try.
            Err(fault) if batch.len() == 1 => answer_first(batch, fault),
            Err(_) => batch.into_iter().for_each(|job| self.alone(job)),
        }
        slice
    }

    /// Runs the batch, and what joins it while it runs, in one transaction. A slice does not join:
    /// it ends the batch.
    fn together(
        &mut self,
        batch: &mut Vec<Box<dyn Job>>,
        slice: &mut Option<Box<dyn Job>>,
    ) -> Result<Heads, Fault> {
        let work = Stopwatch::start();
        let mut pending = Pending::default();
        let mut conn = self.begun(Shape::Act)?;
        let mut next = 0;
        while let Some(job) = batch.get_mut(next) {
            self.run(job.as_mut(), &mut conn, &mut pending)?;
            next += 1;
            if next < batch.len() || next == BATCH_MAX || work.elapsed() >= BATCH_WORK_MAX {
                continue;
            }
            match self.jobs.try_recv().ok().map(|job| self.weighed(job)) {
                Some(job) if job.shape() == Shape::Slice => *slice = Some(job),
                job => batch.extend(job),
            }
        }
        self.end(conn, &pending)
    }

    /// Runs a slice in a transaction without savepoints. While one is open, SQLite keeps a copy of
    /// every page that is written, and goes through all copies at the end of each statement.
    fn slice(&mut self, mut job: Box<dyn Job>) {
        let mut pending = Pending::default();
        let done = self.begun(Shape::Slice).and_then(|mut conn| {
            let mut tx = Tx::new(&mut conn, &mut pending, &self.flusher);
            let stays = caught(|| job.run_slice(&mut tx))?;
            tx.pending().hold()?;
            if stays {
                return self.end(conn, &pending);
            }
            conn.roll_back().map_err(|error| self.told(&error))?;
            self.conn = Some(conn);
            Ok(Heads::new())
        });
        match done {
            Ok(heads) => job.answer(Ok(&heads)),
            Err(fault) => job.answer(Err(fault)),
        }
    }

    /// Runs one closure in a transaction of its own.
    fn alone(&mut self, job: Box<dyn Job>) {
        let mut batch = vec![job];
        let mut pending = Pending::default();
        let done = self.begun(Shape::Act).and_then(|mut conn| {
            batch.iter_mut().try_for_each(|job| self.run(job.as_mut(), &mut conn, &mut pending))?;
            self.end(conn, &pending)
        });
        match done {
            Ok(heads) => answer_all(batch, &heads),
            Err(fault) => answer_first(batch, fault),
        }
    }

    /// The connection, in a new transaction. It is the thread's again only after a commit.
    fn begun(&mut self, shape: Shape) -> Result<Conn, Fault> {
        if let Some(cause) = lock(&self.failure).clone() {
            return Err(Fault::Storage(cause));
        }
        let kept = self.conn.take();
        let mut conn = match kept {
            Some(conn) => conn,
            None => {
                self.shape = Shape::Act;
                Conn::open_sqlite(&self.file, Access::Write)
                    .map_err(|error| Fault::Storage(error.to_string()))?
            }
        };
        if self.shape != shape {
            conn.batch_execute(shape.settings()).map_err(|error| self.told(&error))?;
            self.shape = shape;
        }
        conn.begin_write().map_err(|error| Fault::Storage(error.to_string()))?;
        Ok(conn)
    }

    fn run(&self, job: &mut dyn Job, conn: &mut Conn, pending: &mut Pending) -> Result<(), Fault> {
        let mut tx = Tx::new(conn, pending, &self.flusher);
        caught(|| job.run(&mut tx))?;
        tx.pending().hold()
    }

    /// Flushes what is pending, commits, and keeps the connection.
    fn end(&mut self, mut conn: Conn, pending: &Pending) -> Result<Heads, Fault> {
        pending.hold()?;
        let heads =
            caught(|| self.flusher.flush(&mut conn, pending).map_err(|error| self.told(&error)))?;
        conn.commit().map_err(|error| self.told(&error))?;
        self.conn = Some(conn);
        Ok(heads)
    }

    /// The fault of a flush or a commit. After an I/O error nobody knows what the disk holds: a
    /// second fsync may report success for pages that the first one dropped, so the writer stops.
    fn told(&self, error: &diesel::result::Error) -> Fault {
        let cause = error.to_string();
        if cause.contains("disk I/O error") {
            tracing::error!(cause, "the disk failed; nothing is written until a new start");
            *lock(&self.failure) = Some(cause.clone());
        }
        Fault::Storage(cause)
    }
}

fn answer_all(batch: Vec<Box<dyn Job>>, heads: &Heads) {
    batch.into_iter().for_each(|job| job.answer(Ok(heads)));
}

fn answer_first(batch: Vec<Box<dyn Job>>, fault: Fault) {
    if let Some(job) = batch.into_iter().next() {
        job.answer(Err(fault));
    }
}
