//! Where a database lies, and ways to it besides the doors.

use std::{fmt, path::PathBuf};

use diesel::ConnectionResult;

use super::{
    conn::{Access, Conn},
    migrations::{self, Schema},
};
use crate::platform::error::Fault;

/// Which database.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// An SQLite file; it is made when it is absent.
    Sqlite(PathBuf),
    /// A PostgreSQL database by URL.
    Postgresql(String),
}

impl Target {
    /// A connection of a pool.
    pub(super) fn open(&self, access: Access) -> ConnectionResult<Conn> {
        let mut conn = self.connected(access)?;
        if matches!(self, Self::Postgresql(_)) {
            conn.bound_waits()?;
        }
        Ok(conn)
    }

    fn connected(&self, access: Access) -> ConnectionResult<Conn> {
        match self {
            Self::Sqlite(file) => Conn::open_sqlite(file, access),
            Self::Postgresql(url) => Conn::open_postgresql(url),
        }
    }

    /// Reads in one snapshot, on a connection of its own, what another process may be serving. The
    /// schema is not brought up to date for it, and no answer is too late.
    ///
    /// # Errors
    /// [`Unread`].
    pub fn read<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Fault>) -> Result<T, Unread> {
        let conn = self.connected(Access::Read);
        let mut conn = conn.map_err(|error| Unread::Unopened(error.to_string()))?;
        conn.begin_read().map_err(Fault::from)?;
        let schema = migrations::schema(&mut conn);
        match schema.map_err(|error| Unread::Unopened(error.to_string()))? {
            Schema::Current => {}
            Schema::Older => return Err(Unread::Older),
            Schema::Newer => return Err(Unread::Newer),
        }
        let value = work(&mut conn)?;
        conn.roll_back().map_err(Fault::from)?;
        Ok(value)
    }

    /// A connection of one's own, for migrations and for tests that look behind the curtain.
    ///
    /// # Errors
    /// [`Fault::Storage`] when the database cannot be opened.
    pub fn connect(&self) -> Result<Conn, Fault> {
        self.connected(Access::Write).map_err(|error| Fault::Storage(error.to_string()))
    }
}

/// Why a database could not be read as it is.
#[derive(Debug)]
pub enum Unread {
    /// It cannot be opened, or is none of ours.
    Unopened(String),
    /// Its schema is older than this version's.
    Older,
    /// Its schema is newer than this version's.
    Newer,
    /// What was read failed.
    Fault(Fault),
}

impl From<Fault> for Unread {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl fmt::Debug for Target {
    /// Without the URL, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(f, "SQLite at {}", file.display()),
            Self::Postgresql(_) => f.write_str("PostgreSQL"),
        }
    }
}
