//! What is seen of an attendance.

use serde_json::{Map, Value, json};

use super::proof_class;
use crate::{
    attendance::store::AttendanceRow,
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        ids::{EntityId, PersonId},
        words::Word,
    },
};

/// What both audiences are told: never where somebody was, only what it says about the fence.
fn told(row: &AttendanceRow) -> Map<String, Value> {
    let flags: Vec<&str> = row.flags.0.iter().map(|flag| flag.word()).collect();
    let fields = [
        ("id", json!(row.id)),
        ("record_id", json!(row.record_id)),
        ("also", json!(row.aliases.also)),
        ("shift", json!(row.shift)),
        ("activity", json!(row.activity)),
        ("unit", json!(row.unit)),
        ("state", json!(row.state.word())),
        ("started_at", json!(row.started_at)),
        ("ended_at", json!(row.ended_at)),
        ("proposed_end_at", json!(row.proposed_end_at)),
        ("proposed_by", json!(row.proposed_by)),
        ("proof_class", json!(proof_class(row).word())),
        ("verdict_in", json!(row.verdict_in.map(Word::word))),
        ("verdict_out", json!(row.verdict_out.map(Word::word))),
        ("flags", json!(flags)),
        ("overlaps", json!(row.overlaps)),
        ("service_date", json!(row.service_date)),
        ("settled_at", json!(row.settled_at)),
        ("version", json!(row.version)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl AttendanceRow {
    /// What one reader is told of it: nobody reads at his own who wants it void.
    pub(in crate::attendance) fn seen_by(self, reader: PersonId) -> Self {
        let void_asked_by = self.void_asked_by.filter(|_| self.person != reader);
        Self { void_asked_by, ..self }
    }
}

impl Projected for AttendanceRow {
    const COLLECTIONS: &'static [Collection] = &["attendances", "desk_attendances"];

    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let own = || Document {
            collection: "attendances",
            bucket: Bucket::person(self.person),
            body: Value::Object(told(self)),
        };
        let desk = || {
            let mut body = told(self);
            body.insert("person_id".to_owned(), json!(self.person));
            body.insert("grade".to_owned(), json!(self.grade.word()));
            body.insert("void_asked_by".to_owned(), json!(self.void_asked_by));
            let (bucket, body) = (Bucket::desk(self.unit), Value::Object(body));
            Document { collection: "desk_attendances", bucket, body }
        };
        let own = self.retired_at.is_none().then(own);
        own.into_iter().chain(self.desk_retired_at.is_none().then(desk)).collect()
    }
}
