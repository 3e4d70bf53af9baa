//! A database of one's own for each test: a copy of a template that was migrated once.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    sync::{Once, OnceLock},
};

use muster::platform::{
    clock::Clock,
    db::{Conn, Db, Flush, Limits, Target},
    keys::Key,
    random::Random,
};
use tempfile::TempDir;

use super::postgres::{self, Cluster};

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgresql,
}

/// A database that is gone when the test is.
pub(crate) struct TestDatabase {
    pub(crate) target: Target,
    _folder: Option<TempDir>,
}

impl TestDatabase {
    /// A migrated, empty database; none when this machine has no such server.
    pub(crate) fn on(database: Database) -> Option<Self> {
        say_which_databases_run();
        match database {
            Database::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("muster.sqlite3");
                fs::copy(sqlite_template(), &file).unwrap();
                Some(Self { target: Target::Sqlite(file), _folder: Some(folder) })
            }
            Database::Postgresql => {
                let url = postgres::cluster()?.create_database(Some(postgres_template()?));
                Some(Self { target: Target::Postgresql(url), _folder: None })
            }
        }
    }

    pub(crate) fn connect(&self) -> Conn {
        self.target.connect().unwrap()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let (Target::Postgresql(url), Some(cluster)) = (&self.target, postgres::cluster()) {
            cluster.drop_database(Cluster::name_in(url));
        }
    }
}

/// Opens a database once, which migrates it.
pub(crate) fn migrate(target: &Target) {
    let nothing: Flush = |_, _, _| Ok(Vec::new());
    let limits = Limits::default();
    let random = Random::seeded(0);
    let key = Key::generate(&random);
    Db::open(target, limits, nothing, Clock::of_machine(), random, &key).unwrap().close();
}

fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let make = || {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("template.sqlite3");
        migrate(&Target::Sqlite(file.clone()));
        // A template is one file: what still lies in its log goes into it.
        let mut conn = Target::Sqlite(file.clone()).connect().unwrap();
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        diesel::connection::SimpleConnection::batch_execute(&mut conn, checkpoint).unwrap();
        (folder, file)
    };
    &TEMPLATE.get_or_init(make).1
}

fn postgres_template() -> Option<&'static str> {
    static TEMPLATE: OnceLock<Option<String>> = OnceLock::new();
    let make = || {
        let url = postgres::cluster()?.create_database(None);
        migrate(&Target::Postgresql(url.clone()));
        Some(Cluster::name_in(&url).to_owned())
    };
    TEMPLATE.get_or_init(make).as_deref()
}

/// Says once, past the test runner's capture, on which databases these tests run.
fn say_which_databases_run() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let postgresql = match postgres::cluster() {
            Some(cluster) => format!("PostgreSQL {}", cluster.version()),
            None => "NOT PostgreSQL (no server on this machine)".to_owned(),
        };
        let _closed = writeln!(std::io::stderr(), "databases: SQLite and {postgresql}");
    });
}
