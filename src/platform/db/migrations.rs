//! Both migration trees, inside the binary, run at each start.

use std::collections::BTreeSet;

use diesel::{
    PgConnection, backend::Backend, connection::SimpleConnection, migration::MigrationSource,
    prelude::*,
};
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

diesel::table! {
    /// Diesel's own list of what was run.
    __diesel_schema_migrations (version) {
        version -> Text,
    }
}

/// How the schema of a database stands to that of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Schema {
    /// It is the same.
    Current,
    /// Something is yet to be run.
    Older,
    /// Something was run that this version does not know.
    Newer,
}

/// Compares what was run with what this version has. It only reads: diesel's own question would
/// make the list where it is missing, which who may only read may not.
pub(super) fn schema(conn: &mut Conn) -> diesel::migration::Result<Schema> {
    let list = __diesel_schema_migrations::table.select(__diesel_schema_migrations::version);
    let run: BTreeSet<String> = list.load(conn)?.into_iter().collect();
    let known = match conn {
        Conn::Sqlite(_) => versions::<diesel::sqlite::Sqlite>(&SQLITE),
        Conn::Postgresql(_) => versions::<diesel::pg::Pg>(&POSTGRESQL),
    }?;
    Ok(match (run.is_subset(&known), known.is_subset(&run)) {
        (true, true) => Schema::Current,
        (true, false) => Schema::Older,
        (false, _) => Schema::Newer,
    })
}

fn versions<B: Backend>(tree: &EmbeddedMigrations) -> diesel::migration::Result<BTreeSet<String>> {
    let migrations = MigrationSource::<B>::migrations(tree)?;
    Ok(migrations.iter().map(|migration| migration.name().version().to_string()).collect())
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
