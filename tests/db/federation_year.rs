//! A year of a federation: it meets its figures, and slices leave what single acts leave.

use muster::{
    app::{self, Muster},
    demo::federation::{Filled, Filling, Pace, Year},
    kernel::time::Time,
    platform::{
        clock::Clock,
        db::{Conn, Limits},
        keys::Key,
        random::Random,
    },
};
use test_macros::test_on_both;

use crate::{
    support::{
        database::{Database, TestDatabase},
        dump::{columns, lines},
    },
    world::World,
};

/// So many sessions that of every seed something waits to be looked at at the end of the year.
const SMALL: Year =
    Year { year: 2023, people: 240, sessions: 210, hours: 8_000, times_served: 2_345 };
/// Figures of which each act is done by itself.
const TINY: Year = Year { year: 2023, people: 120, sessions: 7, hours: 160, times_served: 100 };

/// Fills a year into a database, and shows what it holds then.
async fn filled(database: &TestDatabase, year: Year, pace: Pace) -> Filled {
    let (clock, hands) = Clock::standing_at(Time::EPOCH);
    let random = Random::seeded(5);
    let key = Key::generate(&random);
    let limits = Limits::default();
    let muster = Muster::open(&database.target, limits, &key, clock, random).unwrap();
    let mut tell = |_| {};
    let filling = Filling::new(&muster, &hands, (year, 5), &mut tell).with_pace(pace);

    let made = filling.fill().await.unwrap();
    muster.db.close();
    made.filled
}

/// What a query of one number answers.
fn number(conn: &mut Conn, query: &str) -> i64 {
    let line = lines(conn, &format!("SELECT CAST(({query}) AS text) AS line"));
    line[0].parse().unwrap()
}

#[test_on_both]
async fn a_year_meets_its_figures(world: World) {
    let filled = filled(&world.database, SMALL, Pace::Slices).await;
    let mut conn = world.database.connect();

    let mut number = |query: &str| number(&mut conn, query);
    let people = "SELECT COUNT(DISTINCT person) FROM memberships WHERE state = 'active'";
    assert_eq!((filled.people, number(people)), (240, 240));
    assert_eq!(number("SELECT SUM(sessions) FROM served_cells"), 210);
    assert_eq!(number("SELECT SUM(times_served) FROM served_cells"), 2_345);
    let hours = number("SELECT SUM(final_minutes) FROM cells") / 60;
    assert!((7_600..=8_400).contains(&hours), "{hours}");
    let counted = [
        "SELECT COUNT(*) FROM shifts",
        "SELECT COUNT(*) FROM attendances WHERE state <> 'absent'",
        "SELECT COUNT(*) FROM acts WHERE kind = 'ledger.approve_record'",
    ];
    let counted = counted.map(&mut number).map(|count| u64::try_from(count).unwrap());
    assert_eq!([filled.shifts, filled.stays, filled.reviewed], counted);
    assert!(number("SELECT SUM(pending_minutes) FROM cells") > 0);
    assert_eq!(number("SELECT COUNT(*) FROM feed WHERE doc IS NULL"), 0);
}

#[test_on_both]
async fn of_a_year_that_was_made_all_agrees(world: World) {
    filled(&world.database, SMALL, Pace::Slices).await;

    let audits = app::audit(&mut world.database.connect(), |_| {}).unwrap();

    let differing: Vec<_> = audits.iter().filter(|audit| !audit.agrees()).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

/// Tables, and the columns of each that are drawn anew each time: of these only whether there is
/// something.
const TOLD: [(&str, &[&str]); 19] = [
    ("person_fields", &[]),
    ("memberships", &["id", "volunteer_no"]),
    ("consents", &["id"]),
    ("sign_ups", &[]),
    ("shift_seats", &[]),
    ("shifts", &[]),
    ("attendances", &[]),
    ("attendance_events", &["evidence_hash"]),
    ("attendance_evidence", &["salt"]),
    ("service_records", &[]),
    ("ledger_entries", &["id"]),
    ("cells", &["changes", "desk_version"]),
    ("served_cells", &[]),
    ("session_days", &[]),
    ("shift_reports", &["note_hash"]),
    ("shift_report_notes", &["salt"]),
    ("notices", &["id"]),
    ("outbox", &["id", "notice"]),
    ("act_details", &["id"]),
];

const DRAWN_ACTS: &str = "'org.appoint', 'org.record_policy', 'activities.submit', \
    'activities.approve', 'activities.publish', 'attendance.retire', 'ledger.approve_record', \
    'identity.make_claim_code', 'identity.claim', 'org.update_unit'";
const DRAWN_DOCUMENTS: &str = "'me', 'roster', 'memberships', 'notices'";

/// All rows, acts, documents and grants, without what is drawn anew each time.
fn told(conn: &mut Conn) -> Vec<String> {
    let text = |conn: &Conn, column: &str| match conn {
        Conn::Sqlite(_) => format!("quote(\"{column}\")"),
        Conn::Postgresql(_) => format!("COALESCE(CAST(\"{column}\" AS text), '-')"),
    };
    let mut all = Vec::new();
    for (table, drawn) in TOLD {
        let named = columns(conn, table);
        let told = |column: &String| match drawn.contains(&column.as_str()) {
            true => format!("CASE WHEN \"{column}\" IS NULL THEN '-' ELSE '+' END"),
            false => text(conn, column),
        };
        let row: Vec<String> = named.iter().map(told).collect();
        let row = row.join(" || ' ' || ");
        all.extend(lines(conn, &format!("SELECT '{table} ' || {row} AS line FROM {table}")));
    }
    for (columns, from) in [
        (
            &["author", "id", "kind", "body_hash", "subject", "unit", "door", "at"][..],
            format!("acts WHERE kind NOT IN ({DRAWN_ACTS})"),
        ),
        (
            &["kind", "owner", "collection", "entity_id", "doc"],
            format!(
                "feed JOIN bucket_heads ON bucket_heads.bucket = feed.bucket \
                 WHERE doc IS NOT NULL AND collection NOT IN ({DRAWN_DOCUMENTS})"
            ),
        ),
        (
            &["person", "number", "kind", "owner", "from_at", "until_at"],
            "grants JOIN bucket_heads ON bucket_heads.bucket = grants.bucket".to_owned(),
        ),
    ] {
        let row: Vec<String> = columns.iter().map(|column| text(conn, column)).collect();
        let row = row.join(" || ' ' || ");
        all.extend(lines(conn, &format!("SELECT {row} AS line FROM {from}")));
    }
    all.sort_unstable();
    all
}

async fn slices_leave_what_single_acts_leave(on: Database) {
    let (Some(one), Some(other)) = (TestDatabase::on(on), TestDatabase::on(on)) else { return };

    let at_once = filled(&one, TINY, Pace::Slices).await;
    let by_act = filled(&other, TINY, Pace::ActByAct).await;

    assert_eq!(at_once, by_act);
    let (one, other) = (told(&mut one.connect()), told(&mut other.connect()));
    let differing = one.iter().zip(&other).find(|(one, other)| one != other);
    assert_eq!((differing, one.len()), (None, other.len()));
}

#[actix_web::test]
async fn slices_leave_on_sqlite_what_single_acts_leave() {
    slices_leave_what_single_acts_leave(Database::Sqlite).await;
}

#[actix_web::test]
async fn slices_leave_on_postgresql_what_single_acts_leave() {
    slices_leave_what_single_acts_leave(Database::Postgresql).await;
}
