//! What headquarters reads of figures, compared with what was counted again from rows and with what
//! an oracle remembers of units and members.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    oracle::Oracle,
    recount::{Sums, rows},
};
use crate::support::{app::TestApp, figures::additive, people::TestPerson};

/// What rows of a tally hold that add up, by what they are about.
type Rows = BTreeMap<String, [i64; 7]>;

/// All that must hold of what headquarters reads: in all, of each brigade and of each month.
pub(super) async fn of_tally(
    app: &TestApp,
    (headquarters, oracle): (&TestPerson, &Oracle),
    sums: &Sums,
    told: &str,
) {
    let all = added(sums, |_, _| String::new()).remove("").unwrap_or_default();
    for by in ["district,month", "brigade", "month", "theme,proof_class"] {
        let total = &headquarters.tally(&format!("by={by}")).await["total"];

        assert_eq!(additive(total), all, "tally by {by} {told}");
        assert_eq!(total["volunteers_served"], served(app), "tally by {by} {told}");
        let members = oracle.members().len();
        assert_eq!(total["volunteers_registered"], members, "tally by {by} {told}");
    }
    of_brigades(headquarters, oracle, sums, told).await;
    of_months(headquarters, sums, told).await;
}

async fn of_brigades(headquarters: &TestPerson, oracle: &Oracle, sums: &Sums, told: &str) {
    let by_brigade = headquarters.tally("by=brigade").await;

    let expected = added(sums, |unit, _| oracle.brigade(unit));
    assert_eq!(held(&by_brigade, "brigade"), expected, "tally by brigade {told}");
    let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (person, unit) in oracle.members_with_units() {
        members.entry(oracle.brigade(&plain(&unit))).or_default().insert(person);
    }
    for row in by_brigade["items"].as_array().unwrap() {
        let here = members.remove(&plain(row["key"]["brigade"].as_str().unwrap()));
        let expected = here.map_or(0, |people| people.len());
        assert_eq!(row["volunteers_registered"], expected, "{row} {told}");
    }
    assert!(members.is_empty(), "no rows of {members:?} {told}");
}

async fn of_months(headquarters: &TestPerson, sums: &Sums, told: &str) {
    let by_month = headquarters.tally("by=month").await;

    let expected = added(sums, |_, month| format!("{:04}-{:02}", month / 100, month % 100));
    let expected = expected.into_iter().map(|(month, sums)| (plain(&month), sums)).collect();
    assert_eq!(held(&by_month, "month"), expected, "tally by month {told}");
}

/// How many people served.
fn served(app: &TestApp) -> usize {
    let records = rows(app, "service_records", &["person"], &["overlaps"], &["state"]);
    let counts = records.iter().filter(|row| row[1] == "0" && row[2] == "approved");
    counts.map(|row| &row[0]).collect::<BTreeSet<_>>().len()
}

/// Sums added up by something of unit and month, in the order in which a tally tells them.
fn added(sums: &Sums, of: impl Fn(&str, i64) -> String) -> Rows {
    let mut added = Rows::new();
    for ((unit, month), sums) in sums {
        let row = added.entry(of(unit, *month)).or_default();
        (0..7).for_each(|at| row[at] += sums[at]);
    }
    added.values_mut().for_each(|row| row.swap(0, 1));
    added
}

/// What the rows of a tally hold, without those of members alone.
fn held(tally: &Value, key: &str) -> Rows {
    let rows = tally["items"].as_array().unwrap().iter();
    let row = |row: &Value| (plain(row["key"][key].as_str().unwrap()), additive(row));
    rows.map(row).filter(|(_, sums)| sums.iter().any(|sum| *sum != 0)).collect()
}

/// An id, or a month, as databases are read here.
fn plain(text: &str) -> String {
    text.replace('-', "")
}
