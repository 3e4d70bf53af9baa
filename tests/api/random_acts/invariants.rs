//! What always holds of plans and sign-ups, whatever was done.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{all, oracle_plans::Plans};
use crate::support::people::TestPerson;

/// The kinds of notices whose subject is a sign-up that stands no more, with what became of it.
const ENDS: [(&str, &str); 3] = [
    ("offer_expired", "expired"),
    ("sign_up_removed", "removed"),
    ("shift_cancelled", "cancelled_by_org"),
];

/// Kinds of notices that somebody gets of one sign-up once at most.
const ONCE: [&str; 4] =
    ["sign_up_invited", "sign_up_confirmed", "sign_up_waitlisted", "sign_up_withdrawn"];

/// Seats agree with sign-ups, and nobody is or waits in two places at once.
pub(super) fn of_plans(plans: &Plans, told: &str) {
    let mut counted = 0;
    for shift in &plans.shifts {
        for position in shift["positions"].as_array().unwrap() {
            let of_position = |view: &&Value| view["position"] == position["id"];
            let here: Vec<&Value> = plans.sign_ups.iter().filter(of_position).collect();
            counted += here.len();
            seats_agree(position, &here, told);
            assert!(here.iter().all(|view| view["shift"] == shift["id"]), "{shift} {told}");
            let stands = |view: &&&Value| view["ended_at"].is_null();
            for view in here.iter().filter(stands) {
                let times = |of: &Value| (of["starts_at"].clone(), of["ends_at"].clone());
                assert_eq!(times(view), times(shift), "{view} {told}");
            }
        }
    }
    let stands = |view: &&Value| view["ended_at"].is_null();
    let standing: Vec<&Value> = plans.sign_ups.iter().filter(stands).collect();
    assert!(counted >= standing.len(), "a sign-up stands whose position is gone {told}");
    let mut places = BTreeSet::new();
    for view in &standing {
        let place = (view["person_id"].to_string(), view["shift"].to_string());
        assert!(places.insert(place), "stands twice: {view} {told}");
        let clashes = |other: &&&Value| clash(view, other);
        assert_eq!(standing.iter().find(clashes), None, "clashes with {view} {told}");
    }
}

/// Whether somebody wants, or has, something at a time at which he has a place elsewhere.
fn clash(wanted: &Value, place: &Value) -> bool {
    let text = |of: &Value, field: &str| of[field].as_str().unwrap().to_owned();
    wanted["id"] != place["id"]
        && wanted["person_id"] == place["person_id"]
        && wanted["state"] != "invited"
        && place["state"] == "confirmed"
        && text(wanted, "starts_at") < text(place, "ends_at")
        && text(place, "starts_at") < text(wanted, "ends_at")
}

/// As many seats are taken as people have or are offered one, and all who wait have a number.
fn seats_agree(position: &Value, here: &[&Value], told: &str) {
    let count = |states: &[&str]| {
        let is_so = |view: &&&Value| states.iter().any(|state| view["state"] == *state);
        json!(here.iter().filter(is_so).count())
    };
    assert_eq!(position["taken"], count(&["confirmed", "offered"]), "{position} {told}");
    assert_eq!(position["waiting"], count(&["waitlisted"]), "{position} {told}");
    assert!(position["taken"].as_i64() <= position["seats"].as_i64(), "{position} {told}");
    let numbers: Vec<i64> = here.iter().filter_map(|view| view["queue_no"].as_i64()).collect();
    let different: BTreeSet<i64> = numbers.iter().copied().collect();
    assert_eq!(different.len(), numbers.len(), "{numbers:?} {told}");
    let waits = |view: &&&Value| view["state"] == "waitlisted";
    for waiting in here.iter().filter(waits) {
        assert!(waiting["queue_no"].is_i64(), "{waiting} {told}");
        let before = here.iter().find(|view| came_before(view, waiting));
        assert_eq!(before, None, "came before {waiting} {told}");
    }
}

/// Whether somebody had a seat, or an offer of one, who asked for it later than one who waits.
fn came_before(view: &Value, waiting: &Value) -> bool {
    if view["queue_no"].is_i64() {
        let had = ["offered", "expired", "confirmed"].iter().any(|state| view["state"] == *state);
        return had && view["queue_no"].as_i64() > waiting["queue_no"].as_i64();
    }
    // Since when somebody waits who was invited first is not told.
    waiting["version"] == 1 && view["confirmed_at"].as_str() > waiting["requested_at"].as_str()
}

/// The rosters that headquarters reads hold who stands in a shift, and nobody else.
pub(super) async fn of_rosters(headquarters: &TestPerson, plans: &Plans, told: &str) {
    for shift in &plans.shifts {
        let path = format!("/v1/shifts/{}/sign-ups?", shift["id"].as_str().unwrap());
        let roster = all(headquarters, &path).await;
        let stands = |view: &&Value| view["shift"] == shift["id"] && view["ended_at"].is_null();
        let expected = texts(plans.sign_ups.iter().filter(stands));
        assert_eq!(texts(roster.iter()), expected, "roster of {shift} {told}");
    }
}

fn texts<'a>(views: impl Iterator<Item = &'a Value>) -> BTreeSet<String> {
    views.map(Value::to_string).collect()
}

/// Somebody was told what became of each of his sign-ups, once.
pub(super) async fn of_notices(person: &TestPerson, plans: &Plans, told: &str) {
    let notices = all(person, "/v1/me/notices?").await;
    let own = |view: &&Value| view["person_id"] == json!(person.id);
    for view in plans.sign_ups.iter().filter(own) {
        let count = |kind: &str| {
            let of = |notice: &&Value| notice["subject"] == view["id"] && notice["kind"] == kind;
            notices.iter().filter(of).count()
        };
        // Who only waited when his shift was closed had no offer that could run out.
        let lost_nothing = view["state"] == "expired" && view["offered_until"].is_null();
        for (kind, state) in ENDS {
            let ended_so = view["state"] == state && !lost_nothing;
            assert_eq!(count(kind), usize::from(ended_so), "{kind} of {view} {told}");
        }
        assert!(ONCE.iter().all(|kind| count(kind) <= 1), "told twice of {view} {told}");
        let offers = offers(view);
        assert!(offers.contains(&count("sign_up_offered")), "offers of {view} {told}");
    }
    let of_sign_ups = |notice: &&Value| {
        let kind = notice["kind"].as_str().unwrap();
        kind.starts_with("sign_up") || kind == "offer_expired" || kind == "shift_cancelled"
    };
    for notice in notices.iter().filter(of_sign_ups) {
        let known = plans.sign_ups.iter().filter(own).any(|view| view["id"] == notice["subject"]);
        assert!(known, "{notice} tells of no sign-up of his {told}");
    }
}

/// How many offers of a seat somebody may have been told of a sign-up: who waited gets one at most,
/// and a seat only by it.
fn offers(view: &Value) -> Vec<usize> {
    if view["queue_no"].is_null() {
        return vec![0];
    }
    match view["state"].as_str() {
        Some("expired") if view["offered_until"].is_null() => vec![0],
        Some("offered" | "expired" | "confirmed" | "declined") => vec![1],
        Some("waitlisted") => vec![0],
        _ => vec![0, 1],
    }
}
