//! What the audiences see of a person.

use serde_json::json;

use super::store::PersonRow;
use crate::{
    changelog::{Document, Projected},
    kernel::{bucket::Bucket, ids::EntityId},
};

impl Projected for PersonRow {
    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let body = json!({
            "id": self.id,
            "volunteer_no": self.volunteer_no,
            "name": self.name,
            "locale": self.locale,
            "version": self.version,
        });
        vec![Document { collection: "me", bucket: Bucket::person(self.id), body }]
    }
}
