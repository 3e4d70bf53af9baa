//! What a volunteer contests, and who answers him.

use super::holding::{Telling, decide};
use crate::{
    acts::Intent,
    kernel::{caller::Caller, ids::RecordId},
    ledger::{rules, store::RecordRow},
    notices::NoticeKind,
    platform::{db::Tx, error::Error},
};

/// Contests a record of one's own that was decided.
///
/// # Errors
/// Those of [`decide`], [`rules::may_dispute`] and [`rules::disputed`].
pub(crate) fn dispute_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: RecordId,
    reason: &str,
) -> Result<RecordRow, Error> {
    let telling = Telling { reason: Some(reason), notice: None };
    decide(tx, caller, (intent, id), telling, |held| {
        rules::may_dispute(&held.row, caller.person)?;
        rules::disputed(&held.row, caller.now)
    })
}

/// Finds a contested record right, as somebody who had no hand in it: it is again what it was, and
/// the person is told.
///
/// # Errors
/// Those of [`decide`], [`rules::may_uphold`] and [`rules::upheld`].
pub(crate) fn uphold_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: RecordId,
    reason: &str,
) -> Result<RecordRow, Error> {
    let telling = Telling { reason: Some(reason), notice: Some(NoticeKind::HoursUpheld) };
    decide(tx, caller, (intent, id), telling, |held| {
        rules::may_uphold(&held.row, caller.person, &held.authority)?;
        rules::upheld(&held.row, caller)
    })
}
