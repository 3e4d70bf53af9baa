//! What a volunteer contests, and who answers him.

use super::holding::{Telling, finish, hold};
use crate::{
    acts::{self, Intent},
    kernel::{caller::Caller, ids::RecordId},
    ledger::{rules, store::RecordRow},
    notices::NoticeKind,
    platform::{db::Tx, error::Error},
};

/// Contests a record of one's own that was decided.
///
/// # Errors
/// Those of [`hold`], [`acts::done`], [`rules::may_dispute`] and [`rules::disputed`].
pub(crate) fn dispute_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: RecordId,
    reason: &str,
) -> Result<RecordRow, Error> {
    let held = hold(tx, caller, id)?;
    if acts::done(tx, caller, intent)?.is_some() {
        return Ok(held.row);
    }
    rules::may_dispute(&held.row, caller.person)?;
    let after = rules::disputed(&held.row, caller.now)?;
    let telling = Telling { reason: Some(reason), notice: None };
    finish(tx, caller, intent, (held.row, after), telling)
}

/// Finds a contested record right, as somebody who had no hand in it: it is again what it was, and
/// the person is told.
///
/// # Errors
/// Those of [`hold`], [`acts::done`], [`rules::may_uphold`] and [`rules::upheld`].
pub(crate) fn uphold_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: RecordId,
    reason: &str,
) -> Result<RecordRow, Error> {
    let held = hold(tx, caller, id)?;
    if acts::done(tx, caller, intent)?.is_some() {
        return Ok(held.row);
    }
    rules::may_uphold(&held.row, caller.person, &held.authority)?;
    let after = rules::upheld(&held.row, caller)?;
    let telling = Telling { reason: Some(reason), notice: Some(NoticeKind::HoursUpheld) };
    finish(tx, caller, intent, (held.row, after), telling)
}
