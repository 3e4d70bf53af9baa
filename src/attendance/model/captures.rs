//! What somebody captures of a presence, his own or another's.

use serde_json::Value;

use super::{EventKind, MarkKind, MarkSource, Source};
use crate::kernel::{
    caller::Captured,
    geo::Place,
    ids::{AttendanceEventId, PersonId, ShiftId},
    time::Time,
};

/// A position that a phone told.
#[derive(Clone, Debug)]
pub struct Position {
    /// Where that is.
    pub place: Place,
    /// As it came.
    pub told: Value,
}

/// What somebody says of where he is.
#[derive(Clone, Debug)]
pub enum Whereabouts {
    /// Here.
    Told(Position),
    /// Nothing: there was no position to be had, or nobody asked.
    Untold,
    /// That he does not want to say it.
    Refused,
}

/// What somebody captures of himself.
#[derive(Clone, Debug)]
pub struct OwnCapture {
    /// The id that it is captured under.
    pub id: AttendanceEventId,
    /// When, which is also when it happened.
    pub captured: Captured,
    /// Where he says he is.
    pub whereabouts: Whereabouts,
    /// A code that was read on site. It is kept and not judged.
    pub code: Option<String>,
}

/// What a leader says of somebody.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The id that it is captured under.
    pub id: AttendanceEventId,
    /// Of whom.
    pub person: PersonId,
    /// What.
    pub kind: MarkKind,
    /// When it happened.
    pub at: Time,
    /// How he says he knows.
    pub source: MarkSource,
}

/// One thing that is said about somebody's presence in a shift.
#[derive(Clone, Debug)]
pub(in crate::attendance) struct Capture {
    /// The id that it is captured under.
    pub(in crate::attendance) id: AttendanceEventId,
    pub(in crate::attendance) shift: ShiftId,
    /// Whose presence it is.
    pub(in crate::attendance) person: PersonId,
    pub(in crate::attendance) kind: EventKind,
    pub(in crate::attendance) source: Source,
    /// When it happened.
    pub(in crate::attendance) at: Time,
    /// When it was captured, and how far that can be trusted.
    pub(in crate::attendance) captured: Captured,
    pub(in crate::attendance) whereabouts: Whereabouts,
    /// A code that was read on site. It is kept and not judged.
    pub(in crate::attendance) code: Option<String>,
}
