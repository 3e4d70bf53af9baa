//! What an activity must say of itself, what of it may change when, and who sees what of it.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::places::{coarse, place_json};
use crate::{
    activities::{
        model::{
            ActivityChanges, ActivityKind, ActivityState, ActivityText, Audience, CreateActivity,
            MeetingPlace, OwnPlace, PeopleWanted, Sight, lasts,
        },
        store::ActivityRow,
    },
    changelog::{Document, Projected},
    kernel::{
        area::AreaCode,
        bucket::Bucket,
        codes::{Code, FieldCode},
        correction::Correction,
        geo::Wgs84,
        ids::{EntityId, PersonId},
        refusal::{FieldError, Refusal},
        time::{Time, date},
        words::Word,
    },
};

/// A new draft, for the members of its own unit unless it says otherwise.
pub(in crate::activities) fn draft(
    command: &CreateActivity,
    author: PersonId,
    now: Time,
) -> ActivityRow {
    let empty = ActivityRow {
        id: command.id,
        unit: command.unit,
        program: None,
        kind: ActivityKind::Service,
        state: ActivityState::Draft,
        name: command.name.as_str().to_owned(),
        content: None,
        conditions: None,
        safeguards: None,
        risks: None,
        danger: false,
        people_wanted: None,
        person_in_charge: None,
        site: None,
        online: false,
        place_name: None,
        place: None,
        private: false,
        audience: Some(command.unit),
        served_area_code: None,
        starts_on: None,
        ends_on: None,
        published_at: None,
        over_at: None,
        retired_at: None,
        desk_retired_at: None,
        version: 1,
        created_by: author,
        created_at: now,
    };
    activity_changed(&empty, &command.plan)
}

/// An activity with what is to be different about it; its version is still the old one.
pub(in crate::activities) fn activity_changed(
    before: &ActivityRow,
    changes: &ActivityChanges,
) -> ActivityRow {
    let text = |change: &Correction<ActivityText>, before: &Option<String>| {
        change.as_ref().or(before.clone(), |text| text.as_str().to_owned())
    };
    let date = |change: &Correction<NaiveDate>, before: &Option<String>| {
        change.as_ref().or(before.clone(), NaiveDate::to_string)
    };
    let changed = ActivityRow {
        name: changes.name.as_ref().map_or(before.name.clone(), |name| name.as_str().to_owned()),
        kind: changes.kind.unwrap_or(before.kind),
        program: changes.program.or(before.program, |program| program),
        content: text(&changes.content, &before.content),
        conditions: text(&changes.conditions, &before.conditions),
        safeguards: text(&changes.safeguards, &before.safeguards),
        risks: text(&changes.risks, &before.risks),
        danger: changes.danger.unwrap_or(before.danger),
        people_wanted: changes.people_wanted.or(before.people_wanted, PeopleWanted::get),
        person_in_charge: changes.person_in_charge.or(before.person_in_charge, |person| person),
        audience: changes.audience.map_or(before.audience, Audience::unit),
        served_area_code: changes
            .served_area_code
            .as_ref()
            .or(before.served_area_code.clone(), |code: &AreaCode| code.as_str().to_owned()),
        starts_on: date(&changes.starts_on, &before.starts_on),
        ends_on: date(&changes.ends_on, &before.ends_on),
        ..before.clone()
    };
    placed(changed, changes)
}

/// Where it takes place: what is set replaces what was, what is cleared clears only itself.
fn placed(before: ActivityRow, changes: &ActivityChanges) -> ActivityRow {
    let ActivityChanges { site, online, place, .. } = changes;
    let sets_one = matches!(site, Correction::Set(_))
        || *online == Some(true)
        || matches!(place, Correction::Set(_));
    let before = if sets_one { nowhere(before) } else { before };
    let place = place.as_ref();
    ActivityRow {
        site: site.or(before.site, |site| site),
        online: online.unwrap_or(before.online),
        place_name: place.or(before.place_name, |own| own.name.as_str().to_owned()),
        place: place.or(before.place, |own| own.place.clone()),
        private: place.or(Some(before.private), |own: &OwnPlace| own.private).unwrap_or(false),
        ..before
    }
}

fn nowhere(row: ActivityRow) -> ActivityRow {
    ActivityRow { site: None, online: false, place_name: None, place: None, private: false, ..row }
}

/// Whether it can last from its first date to its last; a draft may lack either.
///
/// # Errors
/// A refusal of the field.
pub(in crate::activities) fn may_last(row: &ActivityRow) -> Result<(), Refusal> {
    let read = |text: &Option<String>| text.as_deref().and_then(|text| date(text).ok());
    match (read(&row.starts_on), read(&row.ends_on)) {
        (Some(from), Some(to)) => lasts(from, to).map_err(|code| Refusal::field("/ends_on", code)),
        _ => Ok(()),
    }
}

/// Pointers to what is not there of that which must be made known: content, time, place, conditions,
/// number of people, safeguards, risks (Volunteer Service Regulations, State Council Order 685,
/// article 12), and who answers for it.
fn missing(row: &ActivityRow) -> Vec<&'static str> {
    let takes_place = row.site.is_some() || row.online || row.place.is_some();
    let elements = [
        ("/content", row.content.is_some()),
        ("/conditions", row.conditions.is_some()),
        ("/safeguards", row.safeguards.is_some()),
        ("/risks", row.risks.is_some()),
        ("/people_wanted", row.people_wanted.is_some()),
        ("/person_in_charge", row.person_in_charge.is_some()),
        ("/place", takes_place),
        ("/starts_on", row.starts_on.is_some()),
        ("/ends_on", row.ends_on.is_some()),
    ];
    elements.into_iter().filter(|(_, is_there)| !is_there).map(|(pointer, _)| pointer).collect()
}

/// Whether everything is there that must be made known.
///
/// # Errors
/// [`Code::ActivityIncomplete`] with a pointer to each that is missing.
pub(in crate::activities) fn may_submit(row: &ActivityRow) -> Result<(), Refusal> {
    refused(Code::ActivityIncomplete, faults(missing(row), FieldCode::Missing))
}

/// Whether a change may be made now. What was approved keeps what it was approved for, and nothing
/// that must be made known is taken out of it.
///
/// # Errors
/// [`Code::StateConflict`] while the superior has it and after it is over, else
/// [`Code::InvalidFields`].
pub(in crate::activities) fn may_change_activity(
    before: &ActivityRow,
    after: &ActivityRow,
) -> Result<(), Refusal> {
    match before.state {
        ActivityState::Draft => Ok(()),
        ActivityState::Approved | ActivityState::Published => {
            let mut wrong = faults(settled(before, after), FieldCode::Settled);
            wrong.extend(faults(missing(after), FieldCode::Missing));
            refused(Code::InvalidFields, wrong)
        }
        ActivityState::Submitted | ActivityState::Ended | ActivityState::Cancelled => {
            Err(Refusal::from(Code::StateConflict).with_word("state", before.state))
        }
    }
}

/// Pointers to what differs and was approved as it was.
fn settled(before: &ActivityRow, after: &ActivityRow) -> Vec<&'static str> {
    let settled = [
        ("/kind", before.kind == after.kind),
        ("/program", before.program == after.program),
        ("/danger", before.danger == after.danger),
        ("/audience", before.audience == after.audience),
        ("/served_area_code", before.served_area_code == after.served_area_code),
        ("/starts_on", before.starts_on == after.starts_on),
        ("/ends_on", before.ends_on == after.ends_on),
    ];
    settled.into_iter().filter(|(_, is_same)| !is_same).map(|(pointer, _)| pointer).collect()
}

fn faults(pointers: Vec<&str>, code: FieldCode) -> Vec<FieldError> {
    pointers.into_iter().map(|pointer| FieldError { pointer: pointer.to_owned(), code }).collect()
}

fn refused(code: Code, fields: Vec<FieldError>) -> Result<(), Refusal> {
    if fields.is_empty() { Ok(()) } else { Err(Refusal { code, params: Vec::new(), fields }) }
}

/// Whether it takes place elsewhere than it did: those who come have to know.
pub(in crate::activities) fn is_moved(before: &ActivityRow, after: &ActivityRow) -> bool {
    let at = |row: &ActivityRow| (row.site, row.online, row.place.clone(), row.private);
    at(before) != at(after) || before.place_name != after.place_name
}

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

/// The place in a document. The address of a home stands in none.
fn place_told(row: &ActivityRow, sight: Sight) -> Value {
    let told = |(name, place): (Option<String>, MeetingPlace)| {
        let mut fields = place_json(&place);
        if row.private {
            fields.insert("address".to_owned(), Value::Null);
        }
        fields.insert("name".to_owned(), json!(name));
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
        ("served_area_code", json!(row.served_area_code)),
        ("starts_on", json!(row.starts_on)),
        ("ends_on", json!(row.ends_on)),
        ("state", json!(row.state.word())),
        ("published_at", json!(row.published_at)),
        ("version", json!(row.version)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl Projected for ActivityRow {
    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let desk = || {
            let mut body = told(self, Sight::Desk);
            body.insert("audience".to_owned(), json!(Audience::from(self.audience).to_string()));
            body.insert("over_at".to_owned(), json!(self.over_at));
            body.insert("created_by".to_owned(), json!(self.created_by));
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
