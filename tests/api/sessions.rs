//! Which days are sessions, and what they are booked to. Through the database layer, with the flush
//! of the whole application.

use futures_util::future::{join, join_all};
use muster::{
    cells::{self, SessionDay},
    kernel::{
        figures::{Booking, Served, ServedDifference},
        ids::{Id, UnitId},
    },
};
use test_macros::test_on_both;
use uuid::Uuid;

use crate::support::{app::TestApp, dump::lines};

const UNIT: UnitId = Id::new(Uuid::from_u128(1));

/// A day of an activity of [`UNIT`] that serves in a district.
fn day(date: &str, served_district: &str) -> SessionDay {
    SessionDay {
        activity: Id::new(Uuid::from_u128(2)),
        service_date: date.to_owned(),
        booking: Booking {
            booked_district: Id::new(Uuid::from_u128(3)),
            served_district: served_district.to_owned(),
            unit: UNIT,
            program: None,
            month: 202_611,
        },
    }
}

/// Approves a record of a day, or takes it back, as an act would.
async fn counts(app: &TestApp, day: SessionDay, by: i64) {
    let act = app.muster.db.write(move |tx| {
        cells::lock_days(tx, std::slice::from_ref(&day))?;
        let moved = cells::count_approved(tx, &day, by)?;
        tx.pending().served.extend(moved);
        Ok(())
    });
    act.await.unwrap();
}

fn sessions(app: &TestApp) -> i64 {
    app.look(|conn| cells::served_of(conn, UNIT)).sessions
}

/// The sessions of each district, none left out that ever had one.
fn by_district(app: &TestApp) -> Vec<String> {
    let cells = "SELECT served_district || ': ' || CAST(sessions AS text) AS line \
                 FROM served_cells ORDER BY served_district";
    app.look(|conn| Ok(lines(conn, cells)))
}

#[test_on_both]
async fn a_day_is_a_session_from_its_first_approved_record_to_its_last(app: TestApp) {
    let sunday = || day("2026-11-22", "500103");
    let mut told = Vec::new();

    for by in [1, 1, -1, -1, 1] {
        counts(&app, sunday(), by).await;
        told.push(sessions(&app));
    }

    assert_eq!(told, [1, 1, 1, 0, 1]);
}

#[test_on_both]
async fn each_day_of_an_activity_is_a_session_of_its_own(app: TestApp) {
    counts(&app, day("2026-11-22", "500103"), 1).await;
    counts(&app, day("2026-11-23", "500103"), 1).await;
    counts(&app, day("2026-11-23", "500103"), 1).await;

    assert_eq!(sessions(&app), 2);
}

#[test_on_both]
async fn a_session_stays_where_it_was_booked_until_it_begins_anew(app: TestApp) {
    let (before, after) = (|| day("2026-11-22", "500103"), || day("2026-11-22", "500112"));

    counts(&app, before(), 1).await;
    counts(&app, after(), 1).await;
    assert_eq!(by_district(&app), ["500103: 1"]);
    counts(&app, before(), -1).await;
    counts(&app, after(), -1).await;
    assert_eq!(by_district(&app), ["500103: 0"]);
    counts(&app, after(), 1).await;
    assert_eq!(by_district(&app), ["500103: 0", "500112: 1"]);
}

#[test_on_both]
async fn a_day_that_was_only_locked_is_booked_when_its_first_record_is_approved(app: TestApp) {
    let locked = day("2026-11-22", "500103");
    let lock =
        app.muster.db.write(move |tx| Ok(cells::lock_days(tx, std::slice::from_ref(&locked))?));
    lock.await.unwrap();

    counts(&app, day("2026-11-22", "500112"), 1).await;

    assert_eq!(by_district(&app), ["500112: 1"]);
}

#[test_on_both]
async fn records_of_a_day_that_are_approved_at_once_make_one_session(app: TestApp) {
    let at_once = |by: i64| {
        let gate = app.writers_meet_at("session_days", 2);
        let acts = [by, by].map(|by| counts(&app, day("2026-11-22", "500103"), by));
        join(join_all(acts), gate)
    };

    at_once(1).await;
    assert_eq!(sessions(&app), 1);
    at_once(-1).await;
    assert_eq!(sessions(&app), 0);
}

#[test_on_both]
async fn what_was_served_and_taken_back_in_one_act_leaves_no_cell(app: TestApp) {
    let booking = || day("2026-11-22", "500103").booking;
    let act = app.muster.db.write(move |tx| {
        for times_served in [42, -42] {
            let by = Served { times_served, ..Served::default() };
            tx.pending().served.push(ServedDifference { booking: booking(), by });
        }
        Ok(())
    });

    act.await.unwrap();

    assert_eq!(by_district(&app), [""; 0]);
}
