//! When a site is open, and what is seen of it.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::place_json;
use crate::{
    activities::store::SiteRow,
    changelog::{Document, Projected},
    kernel::{bucket::Bucket, ids::EntityId, words::Word},
};

impl SiteRow {
    /// Whether it is open on a local date. Texts of dates sort as the dates do.
    pub(in crate::activities) fn is_open(&self, on: NaiveDate) -> bool {
        self.closed_on.as_ref().is_none_or(|last| *last >= on.to_string())
    }
}

impl Projected for SiteRow {
    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    /// All of it: a site is never somebody's home.
    fn documents(&self) -> Vec<Document> {
        let mut fields = place_json(&self.place);
        let others = [
            ("id", json!(self.id)),
            ("unit", json!(self.unit)),
            ("name", json!(self.name)),
            ("kind", json!(self.kind.word())),
            ("closed_on", json!(self.closed_on)),
            ("version", json!(self.version)),
        ];
        fields.extend(others.map(|(name, value)| (name.to_owned(), value)));
        let body = Value::Object(fields);
        vec![Document { collection: "sites", bucket: Bucket::PUBLIC, body }]
    }
}
