//! What an act on a record locks, and how it ends.

use super::{steps::locked, writing::write};
use crate::{
    acts::{self, Intent, Outcome, Recorded},
    cells,
    kernel::{caller::Caller, codes::Code, ids::RecordId, refusal::Refusal},
    ledger::{
        rules,
        store::{self, RecordRow},
    },
    notices::{self, NewNotice, NoticeKind},
    org::{self, Authority},
    people,
    platform::{db::Tx, error::Error},
};

/// A record that is locked, after its day and its person.
pub(super) struct Held {
    pub(super) row: RecordRow,
    /// The caller's over its unit.
    pub(super) authority: Authority,
}

/// Locks the days on which some records may make a session, before any person is locked.
pub(super) fn lock_days(tx: &mut Tx<'_>, rows: &[RecordRow]) -> Result<(), Error> {
    let days: Vec<_> = rows.iter().map(RecordRow::session_day).collect();
    Ok(cells::lock_days(tx, &days)?)
}

/// Locks a record of which the caller may know.
///
/// # Errors
/// [`Code::NotFound`].
fn hold(tx: &mut Tx<'_>, caller: &Caller, id: RecordId) -> Result<Held, Error> {
    let seen = store::record(tx, id)?.ok_or(Code::NotFound)?;
    let authority = org::authority(tx, caller.person, seen.unit, caller.now)?;
    rules::may_know(&seen, caller.person, &authority)?;
    let person = seen.person;
    lock_days(tx, &[seen])?;
    people::lock(tx, &[person])?;
    Ok(Held { row: locked(tx, id)?, authority })
}

/// What somebody said of an act that he did, and what the person is told of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Telling<'a> {
    pub(super) reason: Option<&'a str>,
    pub(super) notice: Option<NoticeKind>,
}

/// Does an act on a record: locks it, and, unless the act was done before, writes what the judgment
/// makes of it, tells the person, and records the act. Of an act that has its effect already
/// nothing is left. Answers the record as it is now.
///
/// # Errors
/// Those of [`hold`] and [`acts::done`], and what the judgment refuses.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (intent, id): (&Intent, RecordId),
    telling: Telling<'_>,
    judge: impl FnOnce(&Held) -> Result<Option<RecordRow>, Refusal>,
) -> Result<RecordRow, Error> {
    let held = hold(tx, caller, id)?;
    if acts::done(tx, caller, intent)?.is_some() {
        return Ok(held.row);
    }
    let Some(after) = judge(&held)? else { return Ok(held.row) };
    let after = write(tx, caller, intent.id, Some(&held.row), after)?;
    let (subject, unit) = (after.id.entity(), Some(after.unit));
    if let Some(kind) = telling.notice {
        let notice = NewNotice { person: after.person, kind, subject, unit };
        notices::tell(tx, &notice, caller.now)?;
    }
    let recorded = Recorded { subject, unit, outcome: Outcome::Applied, reason: telling.reason };
    acts::record(tx, caller, intent, &recorded)?;
    Ok(after)
}
