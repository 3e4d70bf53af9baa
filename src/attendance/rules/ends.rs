//! Who says when somebody left who did not check out.

use std::time::Duration;

use crate::{
    attendance::{
        model::{AttendanceState, Source, Sources},
        store::AttendanceRow,
    },
    kernel::{
        caller::Captured,
        codes::{Code, FieldCode},
        ids::{Id, PersonId},
        refusal::Refusal,
        time::Time,
    },
    ledger::Flag,
    org::Authority,
};

/// So long after the shift nobody is reminded: he may be on his way out.
const REMINDED_AFTER: Duration = Duration::from_secs(30 * 60);
/// Who left later than so long after the shift did not leave with it.
const LEFT_WITHIN: Duration = Duration::from_secs(30 * 60);
/// What a leader says later than so long after the shift he no longer knows from having been there.
const REMEMBERED_FOR: Duration = Duration::from_secs(24 * 3600);

/// Who says something about a stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::attendance) enum Teller {
    /// Whose stay it is.
    Himself(PersonId),
    /// Who leads the unit.
    Leader(PersonId),
}

impl Teller {
    /// His person.
    pub(in crate::attendance) const fn person(self) -> PersonId {
        match self {
            Self::Himself(person) | Self::Leader(person) => person,
        }
    }

    /// How he knows what he says of a stay now.
    pub(in crate::attendance) fn source(self, row: &AttendanceRow, now: Time) -> Source {
        match self {
            Self::Himself(_) => Source::Own,
            Self::Leader(_) if row.ends_at.plus(REMEMBERED_FOR) < now => Source::Backfill,
            Self::Leader(_) => Source::Roster,
        }
    }
}

/// Who somebody is to a stay of which he may say when it ended.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of it, else [`Code::Forbidden`].
pub(in crate::attendance) fn teller(
    row: &AttendanceRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<Teller, Refusal> {
    if row.person == caller {
        return Ok(Teller::Himself(caller));
    }
    if authority.leads() {
        return Ok(Teller::Leader(caller));
    }
    Err(if authority.reads() { Code::Forbidden } else { Code::NotFound }.into())
}

/// Until when a shift has ended whose stays without an end are due now.
pub(in crate::attendance) fn ended_until(now: Time) -> Time {
    now.minus(REMINDED_AFTER)
}

/// A stay that should have ended, with the end that the system proposes: that of the shift, and of
/// who came later than that his coming, so that nothing would count. Nothing for any other row.
pub(in crate::attendance) fn due_end(row: &AttendanceRow, now: Time) -> Option<AttendanceRow> {
    let open = row.state == AttendanceState::Present && row.settled_at.is_none();
    let at = row.ends_at.max(row.started_at?);
    let due = open && row.ends_at <= ended_until(now);
    due.then(|| proposed(row, at, Id::NIL))
}

/// A stay whose end somebody proposes; nothing when he has proposed the same before.
///
/// # Errors
/// [`Code::StateConflict`] for who did not come, left already, or whose record was confirmed; a
/// fault of `at` when he had not come then, or it is yet to be.
pub(in crate::attendance) fn end_proposed(
    row: &AttendanceRow,
    at: Time,
    by: PersonId,
    now: Time,
) -> Result<Option<AttendanceRow>, Refusal> {
    let open = matches!(row.state, AttendanceState::Present | AttendanceState::CloseProposed);
    let Some(started_at) = row.started_at.filter(|_| open && row.settled_at.is_none()) else {
        return Err(conflict(row));
    };
    if at <= started_at {
        return Err(Refusal::field("/at", FieldCode::TooEarly));
    }
    if now < at {
        return Err(Refusal::field("/at", FieldCode::InFuture));
    }
    let after = proposed(row, at, by);
    Ok(Some(after).filter(|after| after != row))
}

fn proposed(row: &AttendanceRow, at: Time, by: PersonId) -> AttendanceRow {
    AttendanceRow {
        state: AttendanceState::CloseProposed,
        proposed_end_at: Some(at),
        proposed_by: Some(by),
        ..row.clone()
    }
}

/// A stay that ended when it was proposed, as somebody else says than who proposed it; nothing when
/// that was said before. What counts of it is not counted yet.
///
/// # Errors
/// [`Code::StateConflict`] where no end is proposed, [`Code::SecondPersonNeeded`].
pub(in crate::attendance) fn end_confirmed(
    row: &AttendanceRow,
    teller: Teller,
    captured: Captured,
    now: Time,
) -> Result<Option<AttendanceRow>, Refusal> {
    let by_proposal = row.proposed_end_at.is_some() && row.ended_at == row.proposed_end_at;
    if row.state == AttendanceState::Complete && by_proposal {
        return Ok(None);
    }
    let proposal = row.proposed_end_at.zip(row.proposed_by);
    let waits = row.state == AttendanceState::CloseProposed && row.settled_at.is_none();
    let Some((at, proposed_by)) = proposal.filter(|_| waits) else {
        return Err(conflict(row));
    };
    if proposed_by == teller.person() {
        return Err(Code::SecondPersonNeeded.into());
    }
    let source = teller.source(row, now);
    let late = (row.ends_at.plus(LEFT_WITHIN) < at).then_some(Flag::TooLate);
    Ok(Some(AttendanceRow {
        state: AttendanceState::Complete,
        ended_at: Some(at),
        ended_by: Some(source),
        verdict_out: None,
        sources: Sources(row.sources.0.iter().copied().chain([source]).collect()),
        grade: row.grade.max(captured.grade),
        flags: row.flags.with(late),
        ..row.clone()
    }))
}

fn conflict(row: &AttendanceRow) -> Refusal {
    Refusal::from(Code::StateConflict).with_word("state", row.state)
}
