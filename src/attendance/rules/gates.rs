//! What is refused of what somebody captures.

use super::conflict;
use crate::{
    activities::{ShiftFacts, ShiftState},
    attendance::model::{Capture, Whereabouts},
    kernel::{codes::Code, refusal::Refusal, time::Time},
    org::Standing,
    people::{self, Consents, PersonRow},
};

/// What decides whether somebody's presence can be captured.
#[derive(Clone, Copy, Debug)]
pub(in crate::attendance) struct Facts {
    /// What he was to any unit when it happened.
    pub(in crate::attendance) then: Standing,
    /// And what he is now.
    pub(in crate::attendance) now: Standing,
    pub(in crate::attendance) age: Age,
}

/// How old somebody was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::attendance) enum Age {
    /// Grown up, as far as is known.
    Adult,
    /// Under eighteen.
    Minor,
}

impl Age {
    /// How old a person was at an instant.
    pub(in crate::attendance) fn at(person: &PersonRow, at: Time) -> Self {
        if people::is_minor_at(person, at) { Self::Minor } else { Self::Adult }
    }
}

/// A capture without the position where the person did not allow that it is kept: both when it was
/// captured and now that it would be. The consents are those to be located.
pub(in crate::attendance) fn as_allowed(
    capture: Capture,
    now: Time,
    located: &Consents,
) -> Capture {
    let is_allowed = |at| located.at(capture.person, at);
    let is_told = matches!(capture.whereabouts, Whereabouts::Told(_));
    if is_told && !(is_allowed(capture.captured.at) && is_allowed(now)) {
        return Capture { whereabouts: Whereabouts::Refused, ..capture };
    }
    capture
}

/// Whether a presence can begin at all: place, time and sign-up are no matter. Of who is there
/// already it is not asked: what became of the shift meanwhile takes from nobody that he served.
///
/// # Errors
/// [`Code::ShiftCancelled`], [`Code::StateConflict`] of what was never made known,
/// [`Code::NotAMember`], [`Code::MinorOnDanger`].
pub(in crate::attendance) fn may_be_captured(
    shift: &ShiftFacts,
    facts: &Facts,
) -> Result<(), Refusal> {
    if shift.state == ShiftState::Cancelled {
        return Err(Code::ShiftCancelled.into());
    }
    if shift.published_at.is_none() {
        return Err(conflict(shift.activity_state));
    }
    if facts.then == Standing::Stranger && facts.now == Standing::Stranger {
        return Err(Code::NotAMember.into());
    }
    if facts.age == Age::Minor && shift.danger {
        return Err(Code::MinorOnDanger.into());
    }
    Ok(())
}
