//! What these tests write: rows of `settings`, whose values count how often they were stored.

use diesel::{
    QueryResult, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query,
    sql_types::Text,
};
use muster::platform::{
    db::{Conn, Tx},
    error::Error,
};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

/// Stores `key`, as its first time or as one time more.
pub(crate) fn store(conn: &mut Conn, key: &str) -> QueryResult<()> {
    conn.batch_execute(&format!(
        "INSERT INTO settings (key, value) VALUES ('{key}', '1') ON CONFLICT (key) DO UPDATE \
         SET value = CAST(CAST(settings.value AS integer) + 1 AS text)"
    ))
}

/// Stores `key` as new, which fails when it is there.
pub(crate) fn insert(conn: &mut Conn, key: &str) -> QueryResult<()> {
    conn.batch_execute(&format!("INSERT INTO settings (key, value) VALUES ('{key}', '1')"))
}

/// Everything that is stored, as `key=times`, by key.
pub(crate) fn rows(conn: &mut Conn) -> QueryResult<Vec<String>> {
    texts(conn, "SELECT key || '=' || value AS text FROM settings ORDER BY key")
}

/// What a query answers as its only column, which it calls `text`.
pub(crate) fn texts(conn: &mut Conn, query: &str) -> QueryResult<Vec<String>> {
    let rows: Vec<Row> = sql_query(query).load(conn)?;
    Ok(rows.into_iter().map(|row| row.text).collect())
}

/// A closure that stores `key`.
pub(crate) fn stores(
    key: &'static str,
) -> impl Fn(&mut Tx<'_>) -> Result<(), Error> + Send + Sync + 'static {
    move |tx| Ok(store(tx, key)?)
}

/// A closure that stores `key` and panics.
pub(crate) fn panics_after(
    key: &'static str,
) -> impl Fn(&mut Tx<'_>) -> Result<(), Error> + Send + Sync + 'static {
    move |tx| {
        store(tx, key)?;
        panic!("{key} is bad luck")
    }
}

/// A closure that answers what `query` answers as its only text.
pub(crate) fn asks(
    query: &'static str,
) -> impl Fn(&mut Tx<'_>) -> Result<String, Error> + Send + Sync + 'static {
    move |tx| Ok(texts(tx, query)?.concat())
}
