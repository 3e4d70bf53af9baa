//! Corrections of what somebody served.

use super::holding::{Telling, finish, hold};
use crate::{
    acts::{self, Intent},
    kernel::caller::Caller,
    ledger::{model::Correct, rules, store::RecordRow},
    notices::NoticeKind,
    platform::{db::Tx, error::Error},
};

/// Gives a record other minutes, which a second person then looks at. It answers who contested the
/// record. The person is told.
///
/// # Errors
/// Those of [`hold`], [`acts::done`], [`rules::may_correct`] and [`rules::corrected`].
pub(crate) fn correct_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &Correct,
) -> Result<RecordRow, Error> {
    let held = hold(tx, caller, command.record)?;
    if acts::done(tx, caller, intent)?.is_some() {
        return Ok(held.row);
    }
    rules::may_correct(&held.row, caller.person, &held.authority)?;
    let after = rules::corrected(&held.row, command.given_minutes, caller.person)?;
    let notice = Some(NoticeKind::HoursCorrected);
    let telling = Telling { reason: Some(&command.reason), notice };
    finish(tx, caller, intent, (held.row, after), telling)
}
