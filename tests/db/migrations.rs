//! Both trees of migrations make the same shape, and go back without a trace.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use muster::platform::db::Conn;
use test_macros::test_on_both;

use crate::{
    settings::{stores, texts},
    support::{
        database::{Database, TestDatabase},
        dump::{columns, tables},
    },
    world::World,
};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("migrations/postgresql");

const NULLABLE_ON_SQLITE: &str = r#"
    SELECT t.name || '.' || c.name AS text FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '__diesel%'
    AND NOT c."notnull" AND c.pk = 0"#;
const NULLABLE_ON_POSTGRESQL: &str = r"
    SELECT table_name || '.' || column_name AS text FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_diesel%' AND is_nullable = 'YES'";

const INDEXES_ON_SQLITE: &str = "
    SELECT tbl_name || '.' || name AS text FROM sqlite_schema
    WHERE type = 'index' AND sql IS NOT NULL";
const INDEXES_ON_POSTGRESQL: &str = "
    SELECT tablename || '.' || indexname AS text FROM pg_indexes
    WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)";

const SCHEMA_OF_SQLITE: &str = "
    SELECT type || ' ' || name || ': ' || coalesce(sql, '') AS text FROM sqlite_schema";
const SCHEMA_OF_POSTGRESQL: &str = "
    SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) AS text
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace";

/// Tables with their columns, columns that may be null, and indexes.
fn shape(conn: &mut Conn) -> [Vec<String>; 3] {
    let (nullable, indexes) = match conn {
        Conn::Sqlite(_) => (NULLABLE_ON_SQLITE, INDEXES_ON_SQLITE),
        Conn::Postgresql(_) => (NULLABLE_ON_POSTGRESQL, INDEXES_ON_POSTGRESQL),
    };
    let tables = tables(conn).into_iter();
    let tables = tables.map(|table| format!("{table}: {}", columns(conn, &table).join(" ")));
    [tables.collect(), sorted(conn, nullable), sorted(conn, indexes)]
}

/// The whole schema as text, but for what diesel keeps of its migrations.
fn schema(conn: &mut Conn) -> Vec<String> {
    let query = match conn {
        Conn::Sqlite(_) => SCHEMA_OF_SQLITE,
        Conn::Postgresql(_) => SCHEMA_OF_POSTGRESQL,
    };
    let mut lines = sorted(conn, query);
    lines.retain(|line| !line.contains("__diesel"));
    lines
}

/// The texts that a query answers, in an order that does not depend on the database.
fn sorted(conn: &mut Conn, query: &str) -> Vec<String> {
    let mut texts = texts(conn, query).unwrap();
    texts.sort_unstable();
    texts
}

fn down(conn: &mut Conn) {
    match conn {
        Conn::Sqlite(conn) => conn.revert_all_migrations(SQLITE).map(drop),
        Conn::Postgresql(conn) => conn.revert_all_migrations(POSTGRESQL).map(drop),
    }
    .unwrap();
}

fn up(conn: &mut Conn) {
    match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(drop),
        Conn::Postgresql(conn) => conn.run_pending_migrations(POSTGRESQL).map(drop),
    }
    .unwrap();
}

#[test]
fn both_databases_have_the_same_tables_columns_and_indexes() {
    let Some(postgresql) = TestDatabase::on(Database::Postgresql) else { return };
    let sqlite = TestDatabase::on(Database::Sqlite).unwrap();

    let on_sqlite = shape(&mut sqlite.connect());
    let on_postgresql = shape(&mut postgresql.connect());

    assert!(on_sqlite.iter().all(|part| !part.is_empty()));
    assert_eq!(on_sqlite, on_postgresql);
}

#[test_on_both]
async fn down_leaves_nothing_and_up_again_makes_the_same(world: World) {
    let mut conn = world.database.connect();
    let first = schema(&mut conn);

    down(&mut conn);
    let between = schema(&mut conn);
    up(&mut conn);
    world.db.write(stores("row")).await.unwrap();

    assert!(!first.is_empty());
    assert_eq!(between, [""; 0]);
    assert_eq!(schema(&mut conn), first);
}
