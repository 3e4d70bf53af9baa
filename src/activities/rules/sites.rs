//! How a site is changed, when it is open, and what is seen of it.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::place_json;
use crate::{
    activities::{
        model::{Location, MeetingPlace, SiteChanges},
        store::SiteRow,
    },
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        ids::EntityId,
        words::Word,
    },
};

/// A site with what is to be different about it; its version is still the old one.
pub(in crate::activities) fn site_changed(before: &SiteRow, changes: &SiteChanges) -> SiteRow {
    let before = before.clone();
    let MeetingPlace { address, area_code, point, fence, given } = before.place;
    let location = changes.location.clone();
    let Location { point, fence, given } = location.unwrap_or(Location { point, fence, given });
    SiteRow {
        name: changes.name.as_ref().map_or(before.name, |name| name.as_str().to_owned()),
        kind: changes.kind.unwrap_or(before.kind),
        place: MeetingPlace {
            address: changes.address.clone().or(address, |address| address),
            area_code: changes.area_code.clone().or(area_code, |code| code),
            point,
            fence,
            given,
        },
        closed_on: changes.closed_on.as_ref().or(before.closed_on, NaiveDate::to_string),
        ..before
    }
}

impl SiteRow {
    /// Whether it is open on a local date. Texts of dates sort as the dates do.
    pub(in crate::activities) fn is_open(&self, on: NaiveDate) -> bool {
        self.closed_on.as_ref().is_none_or(|last| *last >= on.to_string())
    }
}

impl Projected for SiteRow {
    const COLLECTIONS: &'static [Collection] = &["sites"];

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
