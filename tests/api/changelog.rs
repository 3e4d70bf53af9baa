//! What acts leave behind: grants, documents, figures, reasons. Through the database layer, with the
//! flush of the whole application.

use std::collections::{BTreeMap, BTreeSet};

use muster::{
    acts::{self, Intent, Outcome, Recorded},
    cells,
    changelog::{self, Changed},
    kernel::{
        bucket::Bucket,
        caller::{Caller, Captured, Door, Grade},
        figures::{Booking, Cell, Difference, Sums},
        ids::{Id, PersonId, UnitId},
        proof::ProofClass,
        time::Time,
    },
    platform::{db::Tx, error::Error},
};
use test_macros::test_on_both;
use uuid::Uuid;

use crate::support::{app::TestApp, note::Note};

const UNIT: UnitId = Id::new(Uuid::from_u128(1));
const LIN: PersonId = Id::new(Uuid::from_u128(2));

/// Runs an act and answers the new versions of the buckets.
async fn act(
    app: &TestApp,
    act: impl Fn(&mut Tx<'_>) -> Result<(), Error> + Send + Sync + 'static,
) -> Vec<i64> {
    let heads = app.muster.db.write(act).await.unwrap().heads;
    heads.into_iter().map(|(_, version)| version).collect()
}

async fn open_unit(app: &TestApp) {
    act(app, |tx| changelog::open(tx, &[Bucket::unit(UNIT)])).await;
    act(app, |tx| changelog::open(tx, &[Bucket::desk(UNIT)])).await;
}

#[test_on_both]
async fn a_line_of_the_feed_is_the_newest_and_remembers_when_its_row_first_came(app: TestApp) {
    open_unit(&app).await;
    let unit = Bucket::unit(UNIT);
    let told = |before: Option<&'static str>, after: Option<&'static str>| {
        move |tx: &mut Tx<'_>| {
            let (before, after) =
                (before.map(|text| Note(unit, text)), after.map(|text| Note(unit, text)));
            tx.changed(before.as_ref(), after.as_ref());
            Ok(())
        }
    };

    assert_eq!(act(&app, told(None, Some("a"))).await, [1]);
    assert_eq!(act(&app, told(Some("a"), Some("b"))).await, [2]);
    assert_eq!(act(&app, told(Some("b"), None)).await, [3]);

    let feed = app.look(|conn| changelog::feed_of(conn, unit, 0, 10));
    let line = feed.first().unwrap();
    assert_eq!((feed.len(), line.version, line.first_version), (1, 3, 1));
    assert_eq!(line.document, None);
    assert_eq!(app.look(|conn| changelog::feed_of(conn, unit, 3, 10)), []);
}

#[test_on_both]
async fn a_row_that_moves_to_another_audience_leaves_the_first(app: TestApp) {
    open_unit(&app).await;
    let (unit, desk) = (Bucket::unit(UNIT), Bucket::desk(UNIT));

    act(&app, move |tx| {
        tx.changed(None, Some(&Note(unit, "a")));
        tx.changed(Some(&Note(unit, "a")), Some(&Note(desk, "a")));
        Ok(())
    })
    .await;

    let document = |bucket| {
        let feed = app.look(|conn| changelog::feed_of(conn, bucket, 0, 10));
        feed.first().and_then(|line| line.document.clone())
    };
    assert_eq!(document(unit), None);
    assert_eq!(document(desk).as_deref(), Some(r#"{"name":"a"}"#));
}

#[test_on_both]
async fn a_grant_is_closed_and_a_new_one_has_a_new_number(app: TestApp) {
    open_unit(&app).await;
    let wants = |buckets: &[Bucket], at: i64| {
        let wanted = BTreeMap::from([(LIN, buckets.iter().copied().collect::<BTreeSet<_>>())]);
        move |tx: &mut Tx<'_>| changelog::reconcile(tx, &wanted, Time::from_millis(at))
    };

    act(&app, wants(&[Bucket::PUBLIC, Bucket::unit(UNIT)], 1)).await;
    act(&app, wants(&[Bucket::PUBLIC], 2)).await;
    act(&app, wants(&[Bucket::PUBLIC, Bucket::unit(UNIT)], 3)).await;

    let grants = app.look(|conn| changelog::grants_of(conn, LIN));
    let told = grants.iter().map(|grant| {
        let until = grant.until_at.map(Time::millis);
        (grant.number, grant.bucket, grant.from_at.millis(), until)
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (1, Bucket::PUBLIC, 1, None),
            (2, Bucket::unit(UNIT), 1, Some(2)),
            (3, Bucket::unit(UNIT), 3, None),
        ]
    );
}

#[test_on_both]
async fn differences_of_a_cell_add_up_and_name_the_desks_version(app: TestApp) {
    open_unit(&app).await;
    let cell = || Cell {
        booking: Booking {
            booked_district: UNIT,
            served_district: "500101".to_owned(),
            unit: UNIT,
            program: None,
            month: 202_611,
        },
        proof_class: ProofClass::SelfOnsite,
    };
    let confirmed = move |minutes: i64| {
        move |tx: &mut Tx<'_>| {
            let by = Sums { final_minutes: minutes, records: minutes.signum(), ..Sums::default() };
            tx.pending().differences.push(Difference { cell: cell(), by });
            tx.pending().differences.push(Difference { cell: cell(), by });
            tx.changed(None, Some(&Note(Bucket::desk(UNIT), "confirmed")));
            Ok(())
        }
    };

    act(&app, confirmed(90)).await;
    act(&app, confirmed(-30)).await;

    let sums = app.look(|conn| cells::sums_of(conn, UNIT));
    assert_eq!(sums, Sums { final_minutes: 120, records: 0, ..Sums::default() });
    assert_eq!(app.look(|conn| cells::desk_versions_of(conn, UNIT)), [2]);
}

#[test_on_both]
async fn a_reason_can_be_erased_and_its_hash_stays(app: TestApp) {
    let now = app.muster.clock.now();
    let caller = Caller {
        person: LIN,
        device: None,
        now,
        captured: Captured { at: now, grade: Grade::A },
        door: Door::CommandLine,
        request_id: String::new(),
    };
    let intent = Intent::new(Id::new(Uuid::from_u128(9)), "test.act", &[], b"{}");

    act(&app, move |tx| {
        let recorded = Recorded {
            subject: UNIT.entity(),
            unit: Some(UNIT),
            outcome: Outcome::Applied,
            reason: Some("因为下雨"),
        };
        acts::record(tx, &caller, &intent, &recorded)
    })
    .await;

    let everything = app.everything();
    let lines = everything.lines().filter(|line| line.contains("因为下雨"));
    assert_eq!(lines.count(), 1, "{everything}");
    assert!(everything.contains("test.act") && everything.contains("command_line"));
}
