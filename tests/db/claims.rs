//! What is asked of a database before a demo is made in it.

use diesel::connection::SimpleConnection;
use muster::{
    demo::{self, Held},
    platform::db::{Claim, Target},
};

use crate::support::database::{Database, TestDatabase};

#[test]
fn a_database_that_was_opened_holds_what_no_demo_made() {
    for database in [Database::Sqlite, Database::Postgresql].map(TestDatabase::on) {
        let Some(database) = database else { continue };

        let held = demo::held(&mut database.connect()).unwrap();

        assert_eq!(held, Held::Else);
    }
}

#[test]
fn a_postgresql_database_holds_nothing_only_without_tables_in_whatever_schema() {
    let Some(database) = TestDatabase::on(Database::Postgresql) else { return };
    let mut conn = database.connect();
    conn.batch_execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").unwrap();
    let empty = demo::held(&mut conn).unwrap();
    let theirs = "CREATE SCHEMA theirs; CREATE TABLE theirs.settings (colour TEXT)";
    conn.batch_execute(theirs).unwrap();

    let foreign = demo::held(&mut conn).unwrap();

    assert_eq!((empty, foreign), (Held::Nothing, Held::Else));
}

#[test]
fn what_a_database_holds_is_not_guessed_where_it_cannot_be_asked() {
    let Some(database) = TestDatabase::on(Database::Sqlite) else { return };
    let mut conn = database.connect();
    conn.batch_execute("DROP TABLE settings; CREATE TABLE settings (colour TEXT)").unwrap();

    let held = demo::held(&mut conn);

    assert!(held.is_err(), "{held:?}");
}

#[test]
fn a_postgresql_database_is_claimed_by_one_at_a_time() {
    let Some(database) = TestDatabase::on(Database::Postgresql) else { return };
    let Target::Postgresql(url) = &database.target else { unreachable!() };
    let first = Claim::on(url, 7).unwrap();

    let second = Claim::on(url, 7).unwrap();
    let for_another = Claim::on(url, 8).unwrap();

    assert_eq!([first, second, for_another].map(|claim| claim.is_some()), [true, false, true]);
}
