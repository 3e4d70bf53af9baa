//! Figures counted again from rows, minute for minute, by code that shares nothing with the server.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::support::{app::TestApp, dump::lines};

/// Milliseconds from one instant to another.
type Stretch = (i64, i64);

const MINUTE: i64 = 60_000;

/// Rows of a table, each a list of texts: ids in hexadecimal digits, numbers in decimal ones.
pub(super) fn rows(
    app: &TestApp,
    table: &str,
    ids: &[&str],
    numbers: &[&str],
    texts: &[&str],
) -> Vec<Vec<String>> {
    let id = |column: &&str| match app.is_sqlite() {
        true => format!("lower(hex({column}))"),
        false => format!("replace(CAST({column} AS text), '-', '')"),
    };
    let number = |column: &&str| match *column {
        // PostgreSQL has a word `overlaps` of its own.
        "overlaps" | "countable" => format!("CAST(CAST(\"{column}\" AS integer) AS text)"),
        _ => format!("coalesce(CAST({column} AS text), '')"),
    };
    let text = |column: &&str| format!("coalesce({column}, '')");
    let columns = ids.iter().map(id).chain(numbers.iter().map(number));
    let columns: Vec<String> = columns.chain(texts.iter().map(text)).collect();
    let query = format!("SELECT {} AS line FROM {table} ORDER BY 1", columns.join(" || '|' || "));
    let split = |line: String| line.split('|').map(str::to_owned).collect();
    app.look(|conn| Ok(lines(conn, &query))).into_iter().map(split).collect()
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or_default()
}

/// A column that holds pairs of instants.
fn stretches(json: &str) -> Vec<Stretch> {
    let pairs: Vec<(String, String)> = serde_json::from_str(json).unwrap();
    let millis = |text: &str| text.parse::<DateTime<Utc>>().unwrap().timestamp_millis();
    pairs.iter().map(|(from, until)| (millis(from), millis(until))).collect()
}

/// What lies in some of the stretches and in none of the others, by sweeping over all their ends.
fn swept(whole: &[Stretch], without: &[Stretch]) -> Vec<Stretch> {
    let ends: BTreeSet<i64> =
        whole.iter().chain(without).flat_map(|(from, until)| [*from, *until]).collect();
    let ends: Vec<i64> = ends.into_iter().collect();
    let holds = |of: &[Stretch], at: i64| of.iter().any(|(from, until)| *from <= at && at < *until);
    let pieces = ends.windows(2).map(|pair| (pair[0], pair[1]));
    pieces.filter(|piece| holds(whole, piece.0) && !holds(without, piece.0)).collect()
}

fn minutes(pieces: &[Stretch]) -> i64 {
    pieces.iter().map(|(from, until)| until - from).sum::<i64>() / MINUTE
}

fn clipped(stretch: Stretch, to: Stretch) -> Option<Stretch> {
    let (from, until) = (stretch.0.max(to.0), stretch.1.min(to.1));
    (from < until).then_some((from, until))
}

/// Half hours as in Chongqing: up to 15 minutes over a whole hour count for nothing, up to 45 for
/// half an hour, more for an hour.
fn half_hours(given: i64) -> i64 {
    given / 60 * 60
        + [(16, 0), (46, 30), (60, 60)].iter().find(|(to, _)| given % 60 < *to).unwrap().1
}

/// Sums by unit and month: pending, final, disputed, credited minutes and records; sessions, times
/// served.
pub(super) type Sums = BTreeMap<(String, i64), [i64; 7]>;

/// The month of a date, as cells hold it.
fn month_of(date: &str) -> i64 {
    number(&date.replace('-', "")) / 100
}

struct Attendance {
    record: String,
    person: String,
    shift: String,
    unit: String,
    month: i64,
    overlaps: bool,
    is_open: bool,
    counted: Vec<Stretch>,
}

/// All that must hold of figures and minutes. Answers what they come to by unit and month.
pub(super) fn of_figures(app: &TestApp, told: &str) -> Sums {
    let attendances = attendances(app, told);
    let mut expected = records(app, told);
    let mut by_record: BTreeMap<&str, Vec<&Attendance>> = BTreeMap::new();
    for attendance in attendances.iter().filter(|attendance| attendance.is_open) {
        by_record.entry(&attendance.record).or_default().push(attendance);
    }
    for stays in by_record.values() {
        let all: Vec<Stretch> = stays.iter().flat_map(|stay| stay.counted.clone()).collect();
        expected.entry((stays[0].unit.clone(), stays[0].month)).or_default()[0] +=
            minutes(&swept(&all, &[]));
    }
    sessions_and_times_served(app, &mut expected);
    expected.retain(|_, sums| sums.iter().any(|sum| *sum != 0));
    assert_eq!(kept(app), expected, "figures {told}");
    nothing_twice(&attendances, told);
    expected
}

/// The sums that cells hold.
fn kept(app: &TestApp) -> Sums {
    let mut kept = Sums::new();
    let sums = [
        "month",
        "pending_minutes",
        "final_minutes",
        "disputed_minutes",
        "credited_minutes",
        "records",
    ];
    for row in rows(app, "cells", &["unit"], &sums, &[]) {
        let of_unit = kept.entry((row[0].clone(), number(&row[1]))).or_default();
        (0..5).for_each(|at| of_unit[at] += number(&row[at + 2]));
    }
    for row in rows(app, "served_cells", &["unit"], &["month", "sessions", "times_served"], &[]) {
        let of_unit = kept.entry((row[0].clone(), number(&row[1]))).or_default();
        (5..7).for_each(|at| of_unit[at] += number(&row[at - 3]));
    }
    kept.retain(|_, sums| sums.iter().any(|sum| *sum != 0));
    kept
}

/// Every attendance, with what counts of it, which must follow from its times.
fn attendances(app: &TestApp, told: &str) -> Vec<Attendance> {
    let spans: BTreeMap<String, (Stretch, Vec<Stretch>)> =
        rows(app, "shifts", &["id"], &["starts_at", "ends_at"], &["breaks"])
            .into_iter()
            .map(|row| (row[0].clone(), ((number(&row[1]), number(&row[2])), stretches(&row[3]))))
            .collect();
    let ids = ["id", "record_id", "shift", "person", "unit"];
    let numbers =
        ["started_at", "ended_at", "starts_at", "ends_at", "settled_at", "overlaps", "countable"];
    let texts = ["state", "started_by", "ended_by", "ceded", "counted", "service_date"];
    let read = |row: Vec<String>| {
        let counted = stretches(&row[16]);
        let (span, breaks) = &spans[&row[2]];
        let is_as_planned = (number(&row[7]), number(&row[8])) == *span;
        if is_as_planned {
            let backfilled = row[13] == "backfill" || row[14] == "backfill";
            let around = if backfilled { (0, 0) } else { (15 * MINUTE, 30 * MINUTE) };
            let window = (span.0 - around.0, span.1 + around.1);
            let stay = clipped((number(&row[5]), number(&row[6])), window);
            let whole: Vec<Stretch> = stay.filter(|_| row[12] == "complete").into_iter().collect();
            let without = [breaks.as_slice(), &stretches(&row[15])].concat();
            let expected = swept(&whole, &without);
            let total = |of: &[Stretch]| of.iter().map(|(from, until)| until - from).sum::<i64>();
            assert_eq!(total(&swept(&counted, &[])), total(&expected), "counted of {row:?} {told}");
        }
        Attendance {
            record: row[1].clone(),
            person: row[3].clone(),
            shift: row[2].clone(),
            unit: row[4].clone(),
            month: month_of(&row[17]),
            overlaps: row[10] == "1",
            is_open: row[9].is_empty() && row[11] == "1",
            counted,
        }
    };
    rows(app, "attendances", &ids, &numbers, &texts).into_iter().map(read).collect()
}

/// The sums of all records by unit; the ledger must add up to each.
fn records(app: &TestApp, told: &str) -> Sums {
    let mut ledger: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for row in rows(app, "ledger_entries", &["record"], &["given_minutes", "credited_minutes"], &[])
    {
        let sum = ledger.entry(row[0].clone()).or_default();
        *sum = (sum.0 + number(&row[1]), sum.1 + number(&row[2]));
    }
    let mut sums = Sums::new();
    let numbers = ["given_minutes", "credited_minutes", "overlaps"];
    for row in rows(app, "service_records", &["id", "unit"], &numbers, &["state", "service_date"]) {
        let (given, credited, state) = (number(&row[2]), number(&row[3]), row[5].as_str());
        let counts = !["rejected", "voided"].contains(&state);
        let expected = if counts { (given, credited) } else { (0, 0) };
        assert_eq!(ledger.get(&row[0]).copied().unwrap_or_default(), expected, "{row:?} {told}");
        assert_eq!(credited, half_hours(given), "{row:?} {told}");
        let of_unit = sums.entry((row[1].clone(), month_of(&row[6]))).or_default();
        match state {
            _ if !counts => {}
            _ if row[4] == "1" => of_unit[0] += given,
            "in_review" => of_unit[0] += given,
            "approved" => {
                of_unit[1] += given;
                of_unit[3] += credited;
                of_unit[4] += 1;
            }
            "disputed" => of_unit[2] += given,
            _ => panic!("{row:?} {told}"),
        }
    }
    sums
}

/// A session is a day of an activity with an approved record; of the reports of a shift the newest
/// counts.
fn sessions_and_times_served(app: &TestApp, sums: &mut Sums) {
    let days: BTreeSet<(String, String, String)> =
        rows(app, "service_records", &["unit", "activity"], &[], &["service_date", "state"])
            .into_iter()
            .filter(|row| row[3] == "approved")
            .map(|row| (row[0].clone(), row[1].clone(), row[2].clone()))
            .collect();
    for (unit, _, date) in days {
        sums.entry((unit, month_of(&date))).or_default()[5] += 1;
    }
    type Report = (i64, (String, i64), i64);
    let mut newest: BTreeMap<String, Report> = BTreeMap::new();
    let numbers = ["number", "times_served", "month"];
    for row in rows(app, "shift_reports", &["shift", "unit"], &numbers, &[]) {
        let report = (number(&row[2]), (row[1].clone(), number(&row[4])), number(&row[3]));
        let kept = newest.entry(row[0].clone()).or_insert_with(|| report.clone());
        if kept.0 < report.0 {
            *kept = report;
        }
    }
    for (_, of, times_served) in newest.into_values() {
        sums.entry(of).or_default()[6] += times_served;
    }
}

/// Of two stays of one person at the same time both say so, and no instant of the others is counted
/// in two shifts.
fn nothing_twice(attendances: &[Attendance], told: &str) {
    for (at, one) in attendances.iter().enumerate() {
        for other in &attendances[at + 1..] {
            let meets = one.person == other.person
                && one.shift != other.shift
                && one.counted.iter().any(|stretch| {
                    other.counted.iter().any(|with| clipped(*stretch, *with).is_some())
                });
            assert!(
                !meets || one.overlaps && other.overlaps,
                "a minute counts in {} and in {} {told}",
                one.record,
                other.record
            );
        }
    }
    let meets_none = |one: &Attendance| {
        attendances.iter().all(|other| {
            one.person != other.person
                || one.shift == other.shift
                || one.counted.iter().all(|stretch| {
                    other.counted.iter().all(|with| clipped(*stretch, *with).is_none())
                })
        })
    };
    let wrong = attendances.iter().find(|one| one.overlaps && meets_none(one));
    assert!(wrong.is_none(), "{} overlaps with nothing {told}", wrong.unwrap().record);
}
