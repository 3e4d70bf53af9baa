//! What was captured, given and reported is never changed: both databases refuse it.

use diesel::connection::SimpleConnection;
use muster::platform::error::Error;
use serde_json::json;
use test_macros::test_on_both;

use crate::support::{app::TestApp, dump::lines, world::World};

const ON_BOTH: [&str; 3] = [
    "UPDATE TABLE SET id = id",
    "DELETE FROM TABLE",
    "INSERT INTO TABLE SELECT * FROM TABLE WHERE true ON CONFLICT (id) DO UPDATE SET id = excluded.id",
];
const ON_SQLITE: [&str; 2] =
    ["REPLACE INTO TABLE SELECT * FROM TABLE", "UPDATE OR REPLACE TABLE SET id = id"];
const ON_POSTGRESQL: [&str; 1] = ["TRUNCATE TABLE CASCADE"];

/// Tries each statement that would change a line of a table, of which there must be one; each must
/// be refused, and change nothing.
async fn refuses(app: &TestApp, table: &str) {
    let count = format!("SELECT CAST(count(*) AS text) AS line FROM {table}");
    assert_ne!(app.look(|conn| Ok(lines(conn, &count))), ["0"]);
    let before = app.everything();
    let others = if app.is_sqlite() { &ON_SQLITE[..] } else { &ON_POSTGRESQL };
    for statement in ON_BOTH.iter().chain(others) {
        let tried = statement.replacen("TABLE", table, 2);
        let answer = app.muster.db.write(move |tx| Ok(tx.batch_execute(&tried)?)).await;

        let Err(Error::Fault(fault)) = answer else { panic!("{statement} was not refused") };
        let cause = fault.to_string();
        assert!(cause.contains(&format!("{table} is append-only")), "{statement}: {cause}");
        assert_eq!(app.everything(), before, "{statement}");
    }
}

#[test_on_both]
async fn what_was_captured_of_a_presence_is_never_changed(world: World) {
    world.lin_serves().await;

    refuses(&world.app, "attendance_events").await;
}

#[test_on_both]
async fn a_line_of_the_ledger_is_never_changed(world: World) {
    let (record, _) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    zhou.decides(&record, "confirm").await.expect(200);

    refuses(&world.app, "ledger_entries").await;
}

#[test_on_both]
async fn a_report_of_a_shift_is_never_changed(world: World) {
    let shift = world.shift((22, 9, 11), 5).await;
    let zhou = world.zhou.hours_later(2).await;
    let path = format!("/v1/shifts/{shift}/reports");
    zhou.post(&path, json!({ "times_served": 42 })).await.expect(201);

    refuses(&world.app, "shift_reports").await;
}
