//! What a person sees of a notice.

use serde_json::json;

use super::store::NoticeRow;
use crate::{
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        ids::EntityId,
        words::Word,
    },
};

impl Projected for NoticeRow {
    const COLLECTIONS: &'static [Collection] = &["notices"];

    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let body = json!({
            "id": self.id,
            "kind": self.kind.word(),
            "subject": self.subject,
            "unit": self.unit,
            "made_at": self.made_at,
            "read_at": self.read_at,
        });
        vec![Document { collection: "notices", bucket: Bucket::person(self.person), body }]
    }
}
