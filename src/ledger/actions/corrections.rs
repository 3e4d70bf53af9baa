//! Corrections of what somebody served.

use super::holding::{Telling, decide};
use crate::{
    acts::Intent,
    kernel::caller::Caller,
    ledger::{model::Correct, rules, store::RecordRow},
    notices::NoticeKind,
    platform::{db::Tx, error::Error},
};

/// Gives a record other minutes, which a second person then looks at. It answers who contested the
/// record. The person is told.
///
/// # Errors
/// Those of [`decide`], [`rules::may_correct`] and [`rules::corrected`].
pub(crate) fn correct_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &Correct,
) -> Result<RecordRow, Error> {
    let telling =
        Telling { reason: Some(&command.reason), notice: Some(NoticeKind::HoursCorrected) };
    decide(tx, caller, (intent, command.record), telling, |held| {
        rules::may_correct(&held.row, caller.person, &held.authority)?;
        rules::corrected(&held.row, command.given_minutes, caller.person)
    })
}
