//! Everything in a database as text, to compare two moments of it or two databases.

use std::fmt::Write;

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

/// Every row of every table, sorted.
pub(crate) fn everything(conn: &mut Conn) -> String {
    let mut text = String::new();
    for table in tables(conn) {
        let columns = columns(conn, &table);
        let as_text = |name: &String| match conn {
            Conn::Sqlite(_) => format!("quote({name})"),
            Conn::Postgresql(_) => format!("coalesce({name}::text, 'NULL')"),
        };
        let row = columns.iter().map(as_text).collect::<Vec<_>>().join(" || ' ' || ");
        writeln!(text, "{table} ({})", columns.join(" ")).unwrap();
        for line in lines(conn, &format!("SELECT {row} AS line FROM {table} ORDER BY 1")) {
            writeln!(text, "  {line}").unwrap();
        }
    }
    text
}
