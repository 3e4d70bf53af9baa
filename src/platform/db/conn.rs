//! The connection over both databases, and the few things that its derive cannot type.

#![expect(missing_docs, reason = "the derive writes public types without documentation")]

use std::path::Path;

use diesel::{
    Connection, ConnectionResult, PgConnection, QueryResult, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sqlite::Sqlite,
};

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// To PostgreSQL.
    Postgresql(PgConnection),
    /// To an SQLite file.
    Sqlite(SqliteConnection),
}

/// A statement that the derive refuses to type, although both databases take it as it is: upserts.
///
/// It leans on `MultiBackend::walk_variant_ast`, which diesel's derive generates without promising
/// it; that is why `Cargo.toml` pins diesel to one minor version.
pub struct Portable<Q>(Q);

/// Adds [`portable`](PortableExt::portable) to statements.
pub trait PortableExt: Sized {
    /// The same statement, to be run on a [`Conn`].
    fn portable(self) -> Portable<Self> {
        Portable(self)
    }
}

impl<Q> PortableExt for Q where Q: QueryFragment<Pg> + QueryFragment<Sqlite> {}

impl<Q> QueryFragment<MultiBackend> for Portable<Q>
where
    Q: QueryFragment<Pg> + QueryFragment<Sqlite>,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(&self.0, pass)
    }
}

impl<Q: QueryId> QueryId for Portable<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query> Query for Portable<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<Conn> for Portable<Q> {}

/// One body for both databases, where the derive cannot type it: inserts of several rows.
macro_rules! both {
    ($conn:ident => $body:expr) => {
        match $conn {
            $crate::platform::db::Conn::Postgresql($conn) => $body,
            $crate::platform::db::Conn::Sqlite($conn) => $body,
        }
    };
}
pub(crate) use both;

/// What an SQLite connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Anything: the writer, and migrations.
    Write,
    /// Nothing but reading.
    Read,
}

/// How each SQLite connection is set up, whoever opened the file before.
///
/// FULL: a commit is on disk before it is answered, also through a power cut.
/// `recursive_triggers`: REPLACE fires the triggers that keep append-only tables append-only.
/// `secure_delete`: what is erased is overwritten. The page size counts at creation only.
const SQLITE_SETTINGS: &str = "
    PRAGMA busy_timeout = 5000;
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA recursive_triggers = ON;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -65536;";

/// What a reader's page cache holds, in KiB: there are several of them, and the system caches too.
const READER_CACHE: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -8192";

/// Limits of a request to PostgreSQL, in milliseconds, far over what an act takes.
const POSTGRESQL_TIMEOUTS: &str = "
    SET statement_timeout = 30000;
    SET lock_timeout = 10000;
    SET idle_in_transaction_session_timeout = 60000";

/// A server that does not answer is given up after so many seconds, and a connection over which
/// nothing comes back after so many milliseconds, unless the URL says otherwise.
const CONNECTION_TIMEOUTS: [(&str, u32); 2] =
    [("connect_timeout", 10), ("tcp_user_timeout", 30_000)];

fn with_timeouts(url: &str) -> String {
    let mut url = url.to_owned();
    for (name, value) in CONNECTION_TIMEOUTS {
        if url.contains("://") && !url.contains(name) {
            let separator = if url.contains('?') { '&' } else { '?' };
            url.push_str(&format!("{separator}{name}={value}"));
        }
    }
    url
}

impl Conn {
    /// Opens an SQLite file, which is made when it is absent.
    pub(super) fn open_sqlite(file: &Path, access: Access) -> ConnectionResult<Self> {
        let mut conn = SqliteConnection::establish(&file.to_string_lossy())?;
        conn.batch_execute(SQLITE_SETTINGS)
            .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
        if access == Access::Read {
            conn.batch_execute(READER_CACHE)
                .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
        }
        Ok(Self::Sqlite(conn))
    }

    /// Connects to PostgreSQL.
    pub(super) fn open_postgresql(url: &str) -> ConnectionResult<Self> {
        let mut conn = PgConnection::establish(&with_timeouts(url))?;
        // Commits wait for the disk whatever the server's default; a reader's clock is UTC.
        conn.batch_execute("SET synchronous_commit = on; SET TIME ZONE 'UTC'")
            .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
        Ok(Self::Postgresql(conn))
    }

    /// Lets no statement and no lock hold a connection of a pool for ever. Migrations may take
    /// longer, so they do not ask for this.
    pub(super) fn bound_waits(&mut self) -> ConnectionResult<()> {
        self.batch_execute(POSTGRESQL_TIMEOUTS)
            .map_err(diesel::ConnectionError::CouldntSetupConfiguration)
    }

    /// Begins a transaction that writes.
    ///
    /// SQLite takes the write lock at once, so that no statement fails half-way for want of it.
    pub(super) fn begin_write(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgresql(conn) => conn.batch_execute("BEGIN ISOLATION LEVEL READ COMMITTED"),
            Self::Sqlite(conn) => conn.batch_execute("BEGIN IMMEDIATE"),
        }
    }

    /// Begins a transaction that sees one snapshot and writes nothing.
    pub(super) fn begin_read(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgresql(conn) => {
                conn.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
            Self::Sqlite(conn) => conn.batch_execute("BEGIN DEFERRED"),
        }
    }

    /// Commits; on both databases this returns after the disk has it.
    ///
    /// PostgreSQL answers a COMMIT after a failed statement that somebody overlooked with success,
    /// and rolls back. The SELECT before it fails then; both go in one message.
    pub(super) fn commit(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgresql(conn) => conn.batch_execute("SELECT 1; COMMIT"),
            Self::Sqlite(conn) => conn.batch_execute("COMMIT"),
        }
    }

    /// Rolls the whole transaction back.
    pub(super) fn roll_back(&mut self) -> QueryResult<()> {
        self.batch_execute("ROLLBACK")
    }
}
