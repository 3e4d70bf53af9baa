//! What is asked of a database before anything is entered: what it holds, and whether somebody else
//! is at it.

use diesel::{
    QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Bool, Text},
};

use super::{conn::Conn, target::Target};
use crate::platform::error::Fault;

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = Bool)]
    claimed: bool,
}

/// The tables that somebody made, whoever it was: a database without any holds nothing.
///
/// # Errors
/// What the database says.
pub fn tables(conn: &mut Conn) -> QueryResult<Vec<String>> {
    let query = match conn {
        Conn::Sqlite(_) => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' \
             ESCAPE '~'"
        }
        // Names that begin so are the server's own.
        Conn::Postgresql(_) => {
            "SELECT tablename::text AS name FROM pg_catalog.pg_tables \
             WHERE schemaname <> 'information_schema' AND schemaname NOT LIKE 'pg~_%' ESCAPE '~'"
        }
    };
    let tables: Vec<Table> = sql_query(query).load(conn)?;
    Ok(tables.into_iter().map(|table| table.name).collect())
}

/// A PostgreSQL database that one process at a time works on, as long as this is held. Of an SQLite
/// file [`Folder`](super::Folder) says as much.
pub struct Claim {
    _held_by: Conn,
}

impl Claim {
    /// Claims the database at a URL, under a number that all who claim it for the same agree on;
    /// nothing while somebody else holds it.
    ///
    /// # Errors
    /// [`Fault::Storage`] when the database cannot be opened.
    pub fn on(url: &str, number: i64) -> Result<Option<Self>, Fault> {
        let mut conn = Target::Postgresql(url.to_owned()).connect()?;
        let query = format!("SELECT pg_try_advisory_lock({number}) AS claimed");
        let Claimed { claimed } = sql_query(query).get_result(&mut conn)?;
        Ok(claimed.then_some(Self { _held_by: conn }))
    }
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Claim")
    }
}
