//! When a program goes on, and what is seen of it.

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    activities::store::ProgramRow,
    changelog::{Document, Projected},
    kernel::{bucket::Bucket, ids::EntityId, words::Word},
};

impl ProgramRow {
    /// Whether it goes on on a local date. Texts of dates sort as the dates do.
    pub(in crate::activities) fn goes_on(&self, on: NaiveDate) -> bool {
        self.ended_on.as_ref().is_none_or(|last| *last >= on.to_string())
    }
}

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
