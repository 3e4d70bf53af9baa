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
pub(crate) struct Position {
    /// Where that is.
    pub(crate) place: Place,
    /// As it came.
    pub(crate) told: Value,
}

/// What somebody says of where he is.
#[derive(Clone, Debug)]
pub(crate) enum Whereabouts {
    /// Here.
    Told(Position),
    /// Nothing: there was no position to be had, or nobody asked.
    Untold,
    /// That he does not want to say it.
    Refused,
}

/// What somebody captures of himself.
#[derive(Clone, Debug)]
pub(crate) struct OwnCapture {
    /// The id that it is captured under.
    pub(crate) id: AttendanceEventId,
    /// When, which is also when it happened.
    pub(crate) captured: Captured,
    pub(crate) whereabouts: Whereabouts,
    /// A code that was read on site. It is kept and not judged.
    pub(crate) code: Option<String>,
}

/// What a leader says of somebody.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// The id that it is captured under.
    pub(crate) id: AttendanceEventId,
    pub(crate) person: PersonId,
    pub(crate) kind: MarkKind,
    /// When it happened.
    pub(crate) at: Time,
    /// How he says he knows.
    pub(crate) source: MarkSource,
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
