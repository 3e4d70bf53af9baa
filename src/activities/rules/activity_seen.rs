//! What is seen of activities.

use serde_json::{Map, Value, json};

use super::places::{coarse, place_json};
use crate::{
    activities::{
        model::{Audience, MeetingPlace, Sight},
        store::ActivityRow,
    },
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        geo::Wgs84,
        ids::EntityId,
        words::Word,
    },
};

impl ActivityRow {
    /// The point of somebody's home, where it takes place in one.
    pub(in crate::activities) fn home(&self) -> Option<Wgs84> {
        self.place.as_ref().filter(|_| self.private)?.point
    }
}

/// The place of its own that somebody may know of, with its name: of a home the town and a coarse
/// point, but for the desk.
pub(in crate::activities) fn place_seen(
    row: &ActivityRow,
    sight: Sight,
) -> Option<(Option<String>, MeetingPlace)> {
    let place = row.place.as_ref()?;
    match sight {
        Sight::Audience if row.private => Some((None, coarse(place))),
        Sight::Audience | Sight::Desk => Some((row.place_name.clone(), place.clone())),
    }
}

/// The place in a document. Name and address of a home stand in none.
fn place_told(row: &ActivityRow, sight: Sight) -> Value {
    let told = |(name, place): (Option<String>, MeetingPlace)| {
        let mut fields = place_json(&place);
        fields.insert("name".to_owned(), json!(name));
        if row.private {
            fields.extend(["name", "address"].map(|field| (field.to_owned(), Value::Null)));
        }
        fields.insert("private".to_owned(), json!(row.private));
        Value::Object(fields)
    };
    place_seen(row, sight).map_or(Value::Null, told)
}

/// What both audiences are told.
fn told(row: &ActivityRow, sight: Sight) -> Map<String, Value> {
    let fields = [
        ("id", json!(row.id)),
        ("unit", json!(row.unit)),
        ("program", json!(row.program)),
        ("kind", json!(row.kind.word())),
        ("countable", json!(row.kind.is_countable())),
        ("name", json!(row.name)),
        ("content", json!(row.content)),
        ("conditions", json!(row.conditions)),
        ("safeguards", json!(row.safeguards)),
        ("risks", json!(row.risks)),
        ("danger", json!(row.danger)),
        ("people_wanted", json!(row.people_wanted)),
        ("person_in_charge", json!(row.person_in_charge)),
        ("site", json!(row.site)),
        ("online", json!(row.online)),
        ("place", place_told(row, sight)),
        ("audience", json!(Audience::from(row.audience).to_string())),
        ("served_area_code", json!(row.served_area_code)),
        ("starts_on", json!(row.starts_on)),
        ("ends_on", json!(row.ends_on)),
        ("state", json!(row.state.word())),
        ("published_at", json!(row.published_at)),
        ("over_at", json!(row.over_at)),
        ("version", json!(row.version)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl Projected for ActivityRow {
    const COLLECTIONS: &'static [Collection] = &["activities", "desk_activities"];

    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let desk = || {
            let mut body = told(self, Sight::Desk);
            body.insert("created_at".to_owned(), json!(self.created_at));
            let (bucket, body) = (Bucket::desk(self.unit), Value::Object(body));
            Document { collection: "desk_activities", bucket, body }
        };
        let audience = || Document {
            collection: "activities",
            bucket: self.audience.map_or(Bucket::PUBLIC, Bucket::unit),
            body: Value::Object(told(self, Sight::Audience)),
        };
        let published = self.published_at.is_some() && self.retired_at.is_none();
        let desk = self.desk_retired_at.is_none().then(desk);
        desk.into_iter().chain(published.then(audience)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activities::{
            model::{ActivityChanges, CreateActivity, Name, OwnPlace},
            rules::draft,
        },
        kernel::{area::AreaCode, correction::Correction, ids::Id, time::Time},
    };

    fn home() -> OwnPlace {
        let place = MeetingPlace {
            address: Some("民权路 28 号".to_owned()),
            area_code: Some(AreaCode::parse("500103").unwrap()),
            point: Some(Wgs84::new(29.563_046, 106.551_612).unwrap()),
            ..MeetingPlace::default()
        };
        OwnPlace { name: Name::parse("老人家中").unwrap(), private: true, place }
    }

    fn at_home(published_at: Option<Time>) -> ActivityRow {
        let id = |number| uuid::Uuid::from_u128(number);
        let name = Name::parse("探访").unwrap();
        let plan = ActivityChanges { place: Correction::Set(home()), ..ActivityChanges::default() };
        let command = CreateActivity { id: Id::new(id(1)), unit: Id::new(id(2)), name, plan };
        ActivityRow { published_at, ..draft(&command, Id::new(id(3)), Time::EPOCH) }
    }

    #[test]
    fn a_home_is_coarse_for_the_audience_and_its_name_and_address_stand_in_no_document() {
        let documents = at_home(Some(Time::EPOCH)).documents();

        let told = |document: &Document| {
            let place = &document.body["place"];
            let shown = |field: &str| place[field].to_string();
            let lat = place["point"]["lat"].to_string();
            [document.collection.to_owned(), shown("name"), shown("address"), lat]
        };
        let told: Vec<_> = documents.iter().map(told).collect();
        assert_eq!(told[0], ["desk_activities", "null", "null", "29.563046"]);
        assert_eq!(told[1], ["activities", "null", "null", "29.563"]);
    }

    #[test]
    fn an_activity_stands_before_its_audience_once_published_and_until_it_is_retired() {
        let published_at = Some(Time::EPOCH);
        let retired_at = published_at;
        let row = at_home(None);
        for (row, expected) in [
            (row.clone(), "desk_activities"),
            (ActivityRow { published_at, ..row.clone() }, "desk_activities activities"),
            (ActivityRow { published_at, retired_at, ..row.clone() }, "desk_activities"),
            (ActivityRow { published_at, retired_at, desk_retired_at: retired_at, ..row }, ""),
        ] {
            let documents = row.documents();
            let collections: Vec<_> = documents.iter().map(|one| one.collection).collect();
            assert_eq!(collections.join(" "), expected);
        }
    }
}
