//! Everything in a database as text, to compare two moments of it or two databases.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use muster::platform::db::Conn;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// What a query of one text column named `line` answers.
pub(crate) fn lines(conn: &mut Conn, query: &str) -> Vec<String> {
    let rows: Vec<Line> = sql_query(query).load(conn).unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

/// The tables of the schema, but for diesel's own.
pub(crate) fn tables(conn: &mut Conn) -> Vec<String> {
    let query = match conn {
        Conn::Sqlite(_) => {
            "SELECT name AS line FROM sqlite_schema WHERE type = 'table' \
             AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__diesel%' ORDER BY name"
        }
        Conn::Postgresql(_) => {
            "SELECT table_name::text AS line FROM information_schema.tables \
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_diesel%' ORDER BY 1"
        }
    };
    lines(conn, query)
}

/// The columns of a table, by name.
pub(crate) fn columns(conn: &mut Conn, table: &str) -> Vec<String> {
    let query = match conn {
        Conn::Sqlite(_) => {
            format!("SELECT name AS line FROM pragma_table_info('{table}') ORDER BY name")
        }
        Conn::Postgresql(_) => format!(
            "SELECT column_name::text AS line FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY 1"
        ),
    };
    lines(conn, &query)
}

/// Every row of every table, a line each, sorted. In one query: the matrix asks a thousand times.
pub(crate) fn everything(conn: &mut Conn) -> String {
    let rows: Vec<String> = tables(conn)
        .iter()
        .map(|table| format!("SELECT {} AS line FROM {table}", row(conn, table)))
        .collect();
    lines(conn, &format!("{} ORDER BY 1", rows.join(" UNION ALL "))).join("\n")
}

/// A row of a table as one text, its table's name first.
fn row(conn: &mut Conn, table: &str) -> String {
    if matches!(conn, Conn::Postgresql(_)) {
        return format!("'{table} ' || {table}::text");
    }
    let columns = columns(conn, table);
    let quoted: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
    format!("'{table} ' || {}", quoted.join(" || ' ' || "))
}
