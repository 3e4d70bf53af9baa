//! What is seen of a record.

use serde_json::{Map, Value, json};

use crate::{
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        ids::EntityId,
        words::Word,
    },
    ledger::store::RecordRow,
};

/// What both audiences are told. Reasons are words about people, and stand in no document.
fn told(row: &RecordRow) -> Map<String, Value> {
    let flags: Vec<&str> = row.flags.0.iter().map(|flag| flag.word()).collect();
    let fields = [
        ("id", json!(row.id)),
        ("shift", json!(row.shift)),
        ("activity", json!(row.activity)),
        ("unit", json!(row.unit)),
        ("program", json!(row.program)),
        ("state", json!(row.shown_state().word())),
        ("activity_name", json!(row.activity_name)),
        ("service_date", json!(row.service_date)),
        ("place", json!(row.place)),
        ("content", json!(row.content)),
        ("unit_name", json!(row.unit_name)),
        ("person_in_charge", json!(row.person_in_charge)),
        ("given_minutes", json!(row.given_minutes)),
        ("credited_minutes", json!(row.credited_minutes)),
        ("policy", json!(row.policy.word())),
        ("proof_class", json!(row.proof_class.word())),
        ("flags", json!(flags)),
        ("starts_at", json!(row.starts_at)),
        ("ended_at", json!(row.ended_at)),
        ("due_on", json!(row.due_on)),
        ("late", json!(row.late)),
        ("recorded_at", json!(row.recorded_at)),
        ("recorded_by", json!(row.recorded_by)),
        ("decided_at", json!(row.decided_at)),
        ("disputed_at", json!(row.disputed_at)),
        ("version", json!(row.version)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl Projected for RecordRow {
    const COLLECTIONS: &'static [Collection] = &["service_records", "desk_service_records"];

    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let own = Document {
            collection: "service_records",
            bucket: Bucket::person(self.person),
            body: Value::Object(told(self)),
        };
        let desk = || {
            let mut body = told(self);
            body.insert("person_id".to_owned(), json!(self.person));
            body.insert("grade".to_owned(), json!(self.grade.word()));
            let (bucket, body) = (Bucket::desk(self.unit), Value::Object(body));
            Document { collection: "desk_service_records", bucket, body }
        };
        [Some(own), self.desk_retired_at.is_none().then(desk)].into_iter().flatten().collect()
    }
}
