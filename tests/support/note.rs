//! A row of no feature, to see what becomes of it in the feed.

use muster::{
    changelog::{Document, Projected},
    kernel::{
        bucket::Bucket,
        ids::{EntityId, Id},
    },
};
use serde_json::json;
use uuid::Uuid;

/// A row that stands in one bucket, under a name.
pub(crate) struct Note(pub(crate) Bucket, pub(crate) &'static str);

impl Projected for Note {
    const COLLECTIONS: &'static [&'static str] = &["notes"];

    fn entity(&self) -> EntityId {
        Id::new(Uuid::from_u128(3))
    }

    fn documents(&self) -> Vec<Document> {
        let body = json!({ "name": self.1 });
        vec![Document { collection: "notes", bucket: self.0, body }]
    }
}
