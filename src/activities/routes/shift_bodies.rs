//! What is asked for when a shift is added or changed.

use std::collections::BTreeSet;

use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    activities::model::{AddShift, ApplyTo, Breaks, ShiftChanges, Slot, WantedPosition},
    kernel::{
        codes::FieldCode,
        correction::Correction,
        ids::{ActivityId, PositionId, ShiftId},
        interval::Interval,
        refusal::{Fields, Refusal},
        text,
        time::Time,
    },
    platform::http::wire_word,
};

wire_word!(ApplyTo);

/// Positions of a shift at most.
const POSITIONS_MAX: usize = 20;
/// Characters of a position's name at most.
const NAME_CHARS_MAX: usize = 60;
/// Characters of a note, and of what a position requires, at most.
const TEXT_CHARS_MAX: usize = 500;
/// Seats of a position at most.
const SEATS_MAX: i64 = 1000;

/// A kind of work in a shift.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PositionBody {
    /// Its id, if the client makes it. In a change it names the position that is meant; without it
    /// that is the one of the same name.
    id: Option<PositionId>,
    /// What it is called, differently from the others of the shift.
    #[schema(max_length = 60)]
    name: String,
    /// How many people are wanted in it.
    #[schema(minimum = 1, maximum = 1000)]
    seats: i64,
    /// What whoever takes it must bring along.
    #[schema(max_length = 500)]
    requirements: Option<String>,
}

/// A time in which nobody works.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakBody {
    /// A whole minute.
    starts_at: Time,
    /// A whole minute.
    ends_at: Time,
}

/// A shift to add to an activity.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AddShiftBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    pub(super) id: Option<ShiftId>,
    /// A whole minute; its local date is one of the activity's days.
    starts_at: Time,
    /// A whole minute, at most 24 hours later.
    ends_at: Time,
    /// From 1 to 20.
    #[schema(min_items = 1, max_items = 20)]
    positions: Vec<PositionBody>,
    /// From when on nobody can sign up: not later than the end, and the start unless told.
    sign_up_closes_at: Option<Time>,
    /// In it and apart from each other, of whole minutes.
    #[serde(default)]
    #[schema(max_items = 5)]
    breaks: Vec<BreakBody>,
    /// What whoever comes should know. It may have several lines.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// What is to be different about a shift: what is absent stays, what is null is cleared.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpdateShiftBody {
    /// The version of the shift that the change is made from, if `If-Match` does not say it.
    pub(super) expected_version: Option<i64>,
    /// Which others of the activity are to become like it, of those that have not begun.
    apply_to: Option<ApplyTo>,
    /// A whole minute, which cannot be cleared. The others move by as much.
    #[serde(default)]
    #[schema(value_type = Option<Time>)]
    starts_at: Correction<Time>,
    /// A whole minute, which cannot be cleared. The others last as long, when this makes it longer
    /// or shorter.
    #[serde(default)]
    #[schema(value_type = Option<Time>)]
    ends_at: Correction<Time>,
    /// It moves along with the start; cleared, it is the start.
    #[serde(default)]
    #[schema(value_type = Option<Time>)]
    sign_up_closes_at: Correction<Time>,
    /// All of them; they move along with the start.
    #[serde(default)]
    #[schema(value_type = Option<Vec<BreakBody>>, max_items = 5)]
    breaks: Correction<Vec<BreakBody>>,
    /// All of them, which cannot be cleared; in the others they are matched by their names.
    #[serde(default)]
    #[schema(value_type = Option<Vec<PositionBody>>, min_items = 1, max_items = 20)]
    positions: Correction<Vec<PositionBody>>,
    /// What whoever comes should know. It may have several lines.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500)]
    note: Correction<String>,
}

impl AddShiftBody {
    pub(super) fn command(&self, id: ShiftId, activity: ActivityId) -> Result<AddShift, Refusal> {
        let mut fields = Fields::default();
        let breaks = breaks(&mut fields, &self.breaks);
        let (starts_at, ends_at) = (self.starts_at, self.ends_at);
        let sign_up_closes_at = self.sign_up_closes_at.unwrap_or(starts_at);
        let slot = Slot { starts_at, ends_at, sign_up_closes_at, breaks };
        slot.judge(&mut fields);
        let positions = positions(&mut fields, &self.positions);
        let note = self.note.as_deref().map(|note| text::lines(note, TEXT_CHARS_MAX)).transpose();
        let note = fields.take("/note", note);
        fields.finish(|| Some(AddShift { id, activity, slot, positions, note: note? }))
    }
}

impl UpdateShiftBody {
    pub(super) fn changes(&self) -> Result<ShiftChanges, Refusal> {
        let mut fields = Fields::default();
        let starts_at = fields.take("/starts_at", self.starts_at.kept());
        let ends_at = fields.take("/ends_at", self.ends_at.kept());
        let given = match &self.breaks {
            Correction::Keep => None,
            Correction::Clear => Some(Breaks::default()),
            Correction::Set(given) => Some(breaks(&mut fields, given)),
        };
        let wanted = fields.take("/positions", self.positions.as_ref().kept()).flatten();
        let wanted = wanted.map(|wanted| positions(&mut fields, wanted));
        let note = self.note.read(|note| text::lines(note, TEXT_CHARS_MAX));
        let note = fields.take("/note", note);
        fields.finish(|| {
            Some(ShiftChanges {
                apply_to: self.apply_to.unwrap_or(ApplyTo::This),
                starts_at: starts_at?,
                ends_at: ends_at?,
                sign_up_closes_at: self.sign_up_closes_at,
                breaks: given,
                positions: wanted,
                note: note?,
            })
        })
    }
}

fn breaks(fields: &mut Fields, given: &[BreakBody]) -> Breaks {
    let mut breaks = Vec::new();
    for (index, pause) in given.iter().enumerate() {
        let pointer = format!("/breaks/{index}/ends_at");
        breaks.extend(fields.take(&pointer, Interval::new(pause.starts_at, pause.ends_at)));
    }
    Breaks::sorted(breaks)
}

/// The positions as they were given; what is wrong with them is noted.
fn positions(fields: &mut Fields, given: &[PositionBody]) -> Vec<WantedPosition> {
    let number = match given.len() {
        0 => Err(FieldCode::Missing),
        1..=POSITIONS_MAX => Ok(()),
        _ => Err(FieldCode::TooMany),
    };
    if fields.take("/positions", number).is_none() {
        return Vec::new();
    }
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    let mut positions = Vec::new();
    for (index, body) in given.iter().enumerate() {
        let at = format!("/positions/{index}");
        if body.id.is_some_and(|id| !ids.insert(id)) {
            fields.take::<()>(&format!("{at}/id"), Err(FieldCode::Repeated));
        }
        if let Some(wanted) = body.wanted(fields, &at) {
            if !names.insert(wanted.name.clone()) {
                fields.take::<()>(&format!("{at}/name"), Err(FieldCode::Repeated));
            }
            positions.push(wanted);
        }
    }
    positions
}

impl PositionBody {
    fn wanted(&self, fields: &mut Fields, at: &str) -> Option<WantedPosition> {
        let name = fields.take(&format!("{at}/name"), text::line(&self.name, NAME_CHARS_MAX));
        let seats = Some(self.seats).filter(|seats| (1..=SEATS_MAX).contains(seats));
        let seats = seats.and_then(|seats| i32::try_from(seats).ok()).ok_or(FieldCode::OutOfRange);
        let seats = fields.take(&format!("{at}/seats"), seats);
        let requirements = self.requirements.as_deref();
        let requirements = requirements.map(|text| text::lines(text, TEXT_CHARS_MAX)).transpose();
        let requirements = fields.take(&format!("{at}/requirements"), requirements);
        Some(WantedPosition {
            id: self.id,
            name: name?,
            seats: seats?,
            requirements: requirements?,
        })
    }
}
