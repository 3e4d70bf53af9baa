//! What a leader enters for others.

use std::collections::BTreeSet;

use super::presence::{Presence, refused};
use crate::{
    activities::{self, ShiftFacts},
    acts::Intent,
    attendance::{
        model::{Capture, Mark, Source, Whereabouts},
        rules,
        store::{self, AttendanceRow},
    },
    kernel::{
        caller::{Caller, Captured, Grade},
        codes::Code,
        ids::{PersonId, ShiftId},
        minutes::CreditPolicy,
        refusal::Refusal,
    },
    org,
    platform::{db::Tx, error::Error},
};

/// Enters marks in a shift, each an act of its own. Answers for each the attendance that stands for
/// it, in their order.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of the shift, [`Code::Forbidden`] for who does not lead
/// its unit. For each mark those of [`Presence::enter`]; [`Code::NotFound`] also for a person whom
/// he does not see and who is not on the roster either.
pub(crate) fn mark(
    tx: &mut Tx<'_>,
    caller: &Caller,
    policy: CreditPolicy,
    shift: ShiftId,
    marks: &[(Intent, Mark)],
) -> Result<Vec<Result<AttendanceRow, Refusal>>, Error> {
    let facts = activities::shift_facts(tx, &[shift])?.pop().ok_or(Code::NotFound)?;
    activities::authority_over_shift(tx, caller, &facts)?.may_lead()?;
    let persons: Vec<PersonId> = marks.iter().map(|(_, mark)| mark.person).collect();
    let persons: Vec<PersonId> = known_to(tx, caller, shift, &persons)?.into_iter().collect();
    let mut presence = Presence::of(tx, policy, &[shift], &persons)?;
    let mut entered = Vec::with_capacity(marks.len());
    for (intent, mark) in marks {
        let capture = of_mark(caller, &facts, mark);
        entered.push((mark.id, refused(presence.enter(tx, caller, intent, &capture))?));
    }
    presence.finish(tx, caller, entered)
}

/// Those of some persons of whom a leader knows whom he marks in a shift: whom he sees, who has a
/// place there or was captured there before, and he himself.
///
/// # Errors
/// What the database says.
pub(super) fn known_to(
    tx: &mut Tx<'_>,
    caller: &Caller,
    shift: ShiftId,
    persons: &[PersonId],
) -> Result<BTreeSet<PersonId>, Error> {
    let mut known = org::seen_by(tx, caller.person, persons, caller.now)?;
    known.insert(caller.person);
    known.extend(activities::places_of(tx, &[shift], persons)?.into_iter().map(|(_, who)| who));
    known.extend(store::of_persons_in(tx, shift, persons)?.into_iter().map(|row| row.person));
    Ok(known)
}

/// A mark as it is entered. What somebody says of himself is no better for being said as a mark.
pub(super) fn of_mark(caller: &Caller, shift: &ShiftFacts, mark: &Mark) -> Capture {
    let (by_of, ended) = ((caller.person, mark.person), shift.span.until());
    let source = rules::source_of_mark(mark.source.into(), by_of, ended, caller.now);
    let captured = match source {
        Source::Own => rules::captured_online(Some(mark.at), caller.now),
        _ => Captured { at: caller.captured.at, grade: Grade::A },
    };
    Capture {
        id: mark.id,
        shift: shift.id,
        person: mark.person,
        kind: mark.kind.into(),
        source,
        at: mark.at,
        captured,
        whereabouts: Whereabouts::Untold,
        code: None,
    }
}
