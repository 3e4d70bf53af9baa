//! What is kept twice says the same twice, and the doctor sees where it does not.

use diesel::connection::SimpleConnection;
use muster::{
    app,
    kernel::{audit::Audit, words::Word},
};
use serde_json::json;
use test_macros::test_on_both;

use crate::support::{app::TestApp, presence::at, world::World};

/// What the doctor finds once a statement was slipped in behind everybody's back, which is then
/// taken back: each check that finds differences, and how many.
fn found(app: &TestApp, statement: &str) -> String {
    app.look(|conn| {
        conn.batch_execute("BEGIN")?;
        conn.batch_execute(statement)?;
        let audits = app::audit(conn, |_| ())?;
        conn.batch_execute("ROLLBACK")?;
        let differ = audits.iter().filter(|audit| !audit.agrees());
        let told = |audit: &Audit| format!("{} {}", audit.check.word(), audit.differences);
        Ok(differ.map(told).collect::<Vec<_>>().join(", "))
    })
}

/// Somebody served, a leader confirmed it and reported; somebody else is still there.
async fn lived_in(world: &World) {
    let (record, _) = world.lin_serves().await;
    let zhou = world.zhou.signs_in_again().await;
    zhou.decides(&record, "confirm").await.expect(200);
    let shift = zhou.record(&record).await["shift"].as_str().unwrap().to_owned();
    let report = json!({ "times_served": 42 });
    zhou.post(&format!("/v1/shifts/{shift}/reports"), report).await.expect(201);
    zhou.marks(&shift, world.wang.id, "present", &at(22, 9, 0)).await;
}

#[test_on_both]
async fn all_agrees_in_a_federation_that_lives(world: World) {
    lived_in(&world).await;

    let audits = world.app.look(|conn| app::audit(conn, |_| ()));

    let checks: Vec<&str> = audits.iter().map(|audit| audit.check.word()).collect();
    assert_eq!(checks, ["grants", "ledger", "feed", "cells", "days", "served"]);
    for audit in &audits {
        assert!(audit.counted > 0 && audit.agrees(), "{audit:?}");
    }
}

#[test_on_both]
async fn a_figure_that_somebody_changed_is_found(world: World) {
    lived_in(&world).await;

    for (statement, expected) in [
        ("UPDATE cells SET final_minutes = final_minutes + 1 WHERE records = 1", "cells 1"),
        ("DELETE FROM cells WHERE records = 0", "cells 1"),
        ("UPDATE cells SET proof_class = 99 WHERE records = 1", "cells 2"),
        ("UPDATE served_cells SET times_served = 41", "served 1"),
        ("UPDATE session_days SET approved_records = 2 WHERE approved_records = 1", "days 1"),
        ("DELETE FROM session_days WHERE approved_records = 1", "days 1, served 1"),
        (
            "UPDATE service_records SET given_minutes = given_minutes + 1",
            "ledger 1, feed 2, cells 1",
        ),
        ("UPDATE service_records SET entries = 3", "ledger 1"),
        ("UPDATE attendances SET settled_at = 1 WHERE settled_at IS NULL", "feed 2, cells 1"),
    ] {
        assert_eq!(found(&world.app, statement), expected, "{statement}");
    }
}

#[test_on_both]
async fn a_document_or_a_grant_that_is_not_as_it_should_be_is_found(world: World) {
    lived_in(&world).await;

    for (statement, expected) in [
        ("DELETE FROM feed WHERE collection = 'service_records'", "feed 1"),
        ("UPDATE feed SET doc = '{}' WHERE collection = 'desk_service_records'", "feed 1"),
        ("UPDATE feed SET doc = NULL WHERE collection = 'service_records'", "feed 1"),
        ("UPDATE feed SET collection = 'strays' WHERE collection = 'service_records'", "feed 2"),
        ("UPDATE bucket_heads SET version = 0 WHERE kind = 0", "feed 1"),
        ("UPDATE memberships SET version = 9 WHERE person_name = '林小满'", "feed 2"),
        ("DELETE FROM grants WHERE number = 1", "grants 7"),
        ("UPDATE roles SET until_at = 1 WHERE role = 'district_admin'", "grants 1"),
    ] {
        assert_eq!(found(&world.app, statement), expected, "{statement}");
    }
}
