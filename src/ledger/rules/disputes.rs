//! What becomes of a record that the volunteer contests.

use super::approvals::{decided, does_not_fit};
use crate::{
    kernel::{caller::Caller, refusal::Refusal, time::Time},
    ledger::{model::RecordState, store::RecordRow},
};

/// A record that the volunteer contests; nothing when he does already. It keeps what it was.
///
/// # Errors
/// [`Code::StateConflict`](crate::kernel::codes::Code::StateConflict) while nobody has decided.
pub(in crate::ledger) fn disputed(
    row: &RecordRow,
    now: Time,
) -> Result<Option<RecordRow>, Refusal> {
    match row.state {
        RecordState::Disputed => Ok(None),
        RecordState::Approved | RecordState::Rejected => Ok(Some(RecordRow {
            state: RecordState::Disputed,
            disputed_at: Some(now),
            disputed_from: Some(row.state),
            ..row.clone()
        })),
        _ => Err(does_not_fit(row)),
    }
}

/// A contested record that somebody else found right; nothing when it stands as it was decided.
///
/// # Errors
/// [`Code::StateConflict`](crate::kernel::codes::Code::StateConflict).
pub(in crate::ledger) fn upheld(
    row: &RecordRow,
    caller: &Caller,
) -> Result<Option<RecordRow>, Refusal> {
    match (row.state, row.disputed_from) {
        (RecordState::Approved | RecordState::Rejected, _) => Ok(None),
        (RecordState::Disputed, Some(state)) => Ok(Some(RecordRow {
            disputed_at: None,
            disputed_from: None,
            ..decided(row, state, caller)
        })),
        _ => Err(does_not_fit(row)),
    }
}
