//! What everybody may pull of attendances and records, worked out from what everybody reads of his
//! own over HTTP, and headquarters of all.

use std::collections::BTreeSet;

use serde_json::Value;

use super::oracle::{Oracle, shown};

/// The collections of documents of presence.
pub(super) const COLLECTIONS: [&str; 4] =
    ["attendances", "desk_attendances", "service_records", "desk_service_records"];

const ATTENDANCE: [&str; 19] = [
    "id",
    "record_id",
    "also",
    "shift",
    "activity",
    "unit",
    "state",
    "started_at",
    "ended_at",
    "proposed_end_at",
    "proposed_by",
    "proof_class",
    "verdict_in",
    "verdict_out",
    "flags",
    "overlaps",
    "service_date",
    "settled_at",
    "version",
];

const RECORD: [&str; 26] = [
    "id",
    "shift",
    "activity",
    "unit",
    "program",
    "state",
    "activity_name",
    "service_date",
    "place",
    "content",
    "unit_name",
    "person_in_charge",
    "given_minutes",
    "credited_minutes",
    "policy",
    "proof_class",
    "flags",
    "starts_at",
    "ended_at",
    "due_on",
    "late",
    "recorded_at",
    "recorded_by",
    "decided_at",
    "disputed_at",
    "version",
];

/// All rows, as those read them who read most of them.
pub(super) struct Presence {
    pub(super) attendances: Vec<Value>,
    /// Those that nobody has confirmed too.
    pub(super) records: Vec<Value>,
}

impl Presence {
    /// The documents of a collection that a person may read now.
    pub(super) fn documents(
        &self,
        oracle: &Oracle,
        collection: &str,
        person: &str,
    ) -> BTreeSet<String> {
        let desks = oracle.desks(person);
        let of_desk = |view: &&Value| desks.contains(view["unit"].as_str().unwrap());
        let own = |view: &&Value| view["person_id"] == person;
        let recorded = || self.records.iter().filter(|view| !view["recorded_at"].is_null());
        match collection {
            "attendances" => shown(self.attendances.iter().filter(own), &ATTENDANCE),
            "desk_attendances" => shown(
                self.attendances.iter().filter(of_desk),
                &[&ATTENDANCE[..], &["person_id", "grade"]].concat(),
            ),
            "service_records" => shown(recorded().filter(own), &RECORD),
            "desk_service_records" => {
                shown(recorded().filter(of_desk), &[&RECORD[..], &["person_id", "grade"]].concat())
            }
            _ => BTreeSet::new(),
        }
    }
}
