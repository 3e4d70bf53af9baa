//! What is refused of what somebody captures.

use super::conflict;
use crate::{
    activities::{ActivityState, ShiftFacts, ShiftState},
    kernel::{codes::Code, refusal::Refusal},
    org::Standing,
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

/// Whether a presence can be captured at all: place, time and sign-up are no matter.
///
/// # Errors
/// [`Code::ShiftCancelled`], [`Code::StateConflict`] of what was never made known,
/// [`Code::NotAMember`], [`Code::MinorOnDanger`].
pub(in crate::attendance) fn may_be_captured(
    shift: &ShiftFacts,
    facts: &Facts,
) -> Result<(), Refusal> {
    let is_off = shift.state == ShiftState::Cancelled;
    if is_off || shift.activity_state == ActivityState::Cancelled {
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
