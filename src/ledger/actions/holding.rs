//! What an act on a record locks, and how it ends.

use super::{steps::locked, writing::write};
use crate::{
    acts::{self, Intent, Outcome, Recorded},
    cells,
    kernel::{caller::Caller, codes::Code, ids::RecordId},
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
pub(super) fn hold(tx: &mut Tx<'_>, caller: &Caller, id: RecordId) -> Result<Held, Error> {
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

/// Ends an act on a record that is locked: writes what became of it, tells the person, and records
/// the act. Of an act that has its effect already nothing is left.
pub(super) fn finish(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    (before, after): (RecordRow, Option<RecordRow>),
    telling: Telling<'_>,
) -> Result<RecordRow, Error> {
    let Some(after) = after else { return Ok(before) };
    let after = write(tx, caller, intent.id, Some(&before), after)?;
    let (subject, unit) = (after.id.entity(), Some(after.unit));
    if let Some(kind) = telling.notice {
        let notice = NewNotice { person: after.person, kind, subject, unit };
        notices::tell(tx, &notice, caller.now)?;
    }
    let recorded = Recorded { subject, unit, outcome: Outcome::Applied, reason: telling.reason };
    acts::record(tx, caller, intent, &recorded)?;
    Ok(after)
}
