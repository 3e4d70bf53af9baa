//! Both migration trees, inside the binary, run at each start.

use diesel::{PgConnection, connection::SimpleConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::conn::Conn;
use crate::platform::error::Fault;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("migrations/postgresql");

/// Any number that no other program on the same server takes.
const LOCK: i64 = 7_307_101_301;

/// Brings the schema up to date; each migration is a transaction of its own.
pub(super) fn run(conn: &mut Conn) -> Result<(), Fault> {
    let done = match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(|_| ()),
        Conn::Postgresql(conn) => {
            alone(conn, |conn| conn.run_pending_migrations(POSTGRESQL).map(|_| ()))
        }
    };
    done.map_err(|error| {
        Fault::Storage(format!("the schema could not be brought up to date: {error}"))
    })
}

/// Whether the schema is that of this version.
///
/// # Errors
/// [`Fault::Storage`] when it is not.
pub(super) fn up_to_date(conn: &mut Conn) -> Result<(), Fault> {
    let pending = match conn {
        Conn::Sqlite(conn) => conn.has_pending_migration(SQLITE),
        Conn::Postgresql(conn) => conn.has_pending_migration(POSTGRESQL),
    };
    match pending {
        Ok(false) => Ok(()),
        Ok(true) => Err(Fault::Storage("its schema is older than this version".to_owned())),
        Err(error) => Err(Fault::Storage(error.to_string())),
    }
}

/// Several nodes may start at once; one of them migrates, the others wait.
fn alone<T>(
    conn: &mut PgConnection,
    work: impl FnOnce(&mut PgConnection) -> diesel::migration::Result<T>,
) -> diesel::migration::Result<T> {
    conn.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?;
    let done = work(conn);
    conn.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
    done
}
