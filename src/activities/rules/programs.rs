//! How a program is changed, when it goes on, and what is seen of it.

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    activities::{model::ProgramChanges, store::ProgramRow},
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        ids::EntityId,
        words::Word,
    },
};

/// A program with what is to be different about it; its version is still the old one.
pub(in crate::activities) fn program_changed(
    before: &ProgramRow,
    changes: &ProgramChanges,
) -> ProgramRow {
    let before = before.clone();
    ProgramRow {
        name: changes.name.as_ref().map_or(before.name, |name| name.as_str().to_owned()),
        themes: changes.themes.clone().unwrap_or(before.themes),
        summary: changes.summary.clone().or(before.summary, |summary| summary),
        ended_on: changes.ended_on.as_ref().or(before.ended_on, NaiveDate::to_string),
        ..before
    }
}

impl ProgramRow {
    /// Whether it goes on on a local date. Texts of dates sort as the dates do.
    pub(in crate::activities) fn goes_on(&self, on: NaiveDate) -> bool {
        self.ended_on.as_ref().is_none_or(|last| *last >= on.to_string())
    }
}

impl Projected for ProgramRow {
    const COLLECTIONS: &'static [Collection] = &["programs"];

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
