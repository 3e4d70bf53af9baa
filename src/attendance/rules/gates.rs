//! What is refused of what somebody captures, and how far his word goes.

use std::time::Duration;

use crate::{
    activities::{ShiftFacts, ShiftState},
    attendance::model::Source,
    kernel::{
        caller::{Captured, Grade},
        codes::Code,
        ids::PersonId,
        refusal::Refusal,
        time::Time,
    },
    org::Standing,
};

/// A time that somebody tells online is bracketed by the request for so long.
const BRACKETED: Duration = Duration::from_secs(10 * 60);
/// A roster that is entered so long after its shift was not held there.
const ROSTER_HELD: Duration = Duration::from_secs(24 * 3600);

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
        let state = shift.activity_state;
        return Err(Refusal::from(Code::StateConflict).with_word("state", state));
    }
    if facts.then == Standing::Stranger && facts.now == Standing::Stranger {
        return Err(Code::NotAMember.into());
    }
    if facts.age == Age::Minor && shift.danger {
        return Err(Code::MinorOnDanger.into());
    }
    Ok(())
}

/// When something was captured that comes online, perhaps with a time that its sender tells.
pub(in crate::attendance) fn captured_online(told: Option<Time>, now: Time) -> Captured {
    match told.filter(|told| *told < now) {
        None => Captured { at: now, grade: Grade::A },
        Some(at) if now.since(at) < BRACKETED => Captured { at, grade: Grade::B },
        Some(at) => Captured { at, grade: Grade::C },
    }
}

/// How somebody knows what he marks: of himself he says it himself.
pub(in crate::attendance) fn source_of_mark(
    source: Source,
    (by, of): (PersonId, PersonId),
    shift_ended: Time,
    now: Time,
) -> Source {
    match source {
        _ if by == of => Source::Own,
        Source::Roster if now > shift_ended.plus(ROSTER_HELD) => Source::Backfill,
        source => source,
    }
}
