//! What a second person makes of a record.

use crate::{
    kernel::{caller::Caller, codes::Code, refusal::Refusal},
    ledger::{model::RecordState, store::RecordRow},
};

/// A record that a second person approves; nothing when it counts already.
///
/// # Errors
/// [`Code::StaysOverlap`], [`Code::StateConflict`].
pub(in crate::ledger) fn approved(
    row: &RecordRow,
    caller: &Caller,
) -> Result<Option<RecordRow>, Refusal> {
    match row.state {
        RecordState::Approved => Ok(None),
        RecordState::InReview if row.overlaps => Err(Code::StaysOverlap.into()),
        RecordState::InReview => Ok(Some(decided(row, RecordState::Approved, caller))),
        _ => Err(does_not_fit(row)),
    }
}

/// A record that a second person rejects; nothing when it is rejected already.
///
/// # Errors
/// [`Code::StateConflict`].
pub(in crate::ledger) fn rejected(
    row: &RecordRow,
    caller: &Caller,
) -> Result<Option<RecordRow>, Refusal> {
    match row.state {
        RecordState::Rejected => Ok(None),
        RecordState::InReview => Ok(Some(decided(row, RecordState::Rejected, caller))),
        _ => Err(does_not_fit(row)),
    }
}

pub(super) fn decided(row: &RecordRow, state: RecordState, caller: &Caller) -> RecordRow {
    let (decided_at, decided_by) = (Some(caller.now), Some(caller.person));
    RecordRow { state, decided_at, decided_by, ..row.clone() }
}

pub(super) fn does_not_fit(row: &RecordRow) -> Refusal {
    Refusal::from(Code::StateConflict).with_word("state", row.shown_state())
}
