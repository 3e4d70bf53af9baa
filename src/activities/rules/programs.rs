//! What is seen of programs.

use serde_json::json;

use crate::{
    activities::store::ProgramRow,
    changelog::{Document, Projected},
    kernel::{bucket::Bucket, ids::EntityId, words::Word},
};

impl Projected for ProgramRow {
    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let themes = self.themes.as_slice().iter().map(|theme| theme.word());
        let body = json!({
            "id": self.id,
            "unit": self.unit,
            "name": self.name,
            "themes": themes.collect::<Vec<_>>(),
            "summary": self.summary,
            "ended_on": self.ended_on,
            "version": self.version,
        });
        vec![Document { collection: "programs", bucket: Bucket::PUBLIC, body }]
    }
}
