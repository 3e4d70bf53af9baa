//! Signing up, and signing somebody up.

use super::{
    placing::{Held, hold, may_take_part, place},
    reads::authority_where_visible,
    seen::{SeenSignUp, sign_up as seen},
};
use crate::{
    activities::{
        model::{NewSignUp, SignUpState},
        rules::{self, Asker, Counts},
        store::{self, SignUpRow},
    },
    acts::{self, Intent, Recorded},
    changelog::Changed,
    kernel::{caller::Caller, codes::Code, ids::Id, time::Time},
    notices::{self, NewNotice, NoticeKind},
    org::{self, Authority},
    platform::{db::Tx, error::Error},
};

/// Signs oneself up, or somebody who said so; or asks somebody to come. Nobody is ordered
/// (Volunteer Service Regulations, article 25): who did not agree holds no seat.
///
/// # Errors
/// [`Code::NotFound`], also for a person whom a leader does not see; [`Code::Forbidden`] for who
/// does not lead the unit; [`Code::SignUpClosed`], [`Code::AlreadySignedUp`],
/// [`Code::LimitReached`], [`Code::IdConflict`], those of [`may_take_part`] and [`place`].
pub(crate) fn sign_up(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &NewSignUp,
) -> Result<SeenSignUp, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return seen(tx, caller, Id::new(earlier.uuid()));
    }
    let now = caller.now;
    let shift = store::shift(tx, command.shift)?.ok_or(Code::NotFound)?;
    let (audience, published_at) = (shift.audience, shift.published_at);
    let authority = authority_where_visible(tx, caller, shift.unit, audience, published_at)?;
    let asker = asker(tx, caller, command, &authority)?;
    let position = rules::position(&shift.positions, command.position)?.id;
    let held = hold(tx, shift.id, position, command.person)?;
    // He may have waited there for the very same act.
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return seen(tx, caller, Id::new(earlier.uuid()));
    }
    rules::position(&held.shift.positions, Some(position))?;
    may_enter(tx, command, now)?;
    rules::takes_sign_ups(&held.shift, &held.activity, now)?;
    may_take_part(tx, &held, now)?;
    let row = rules::invited(command, (&held.shift, position), caller.person, now);
    let row = enter(tx, &held, row, (asker, now))?;
    if let Some(kind) = told(row.state).filter(|_| asker == Asker::Leader) {
        tell(tx, &row, kind, now)?;
    }
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), Some(row.unit)))?;
    seen(tx, caller, row.id)
}

/// Who asks: the person himself, or a leader who sees him.
fn asker(
    tx: &mut Tx<'_>,
    caller: &Caller,
    command: &NewSignUp,
    authority: &Authority,
) -> Result<Asker, Error> {
    if command.person == caller.person {
        return Ok(Asker::Himself);
    }
    authority.may_lead()?;
    if org::reach(tx, caller.person, command.person, caller.now)?.sees() {
        return Ok(Asker::Leader);
    }
    Err(Code::NotFound.into())
}

/// Whether there can be another sign-up of the person, and of the shift. Both are locked.
fn may_enter(tx: &mut Tx<'_>, command: &NewSignUp, now: Time) -> Result<(), Error> {
    if store::sign_up(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let (person, shift) = (command.person, command.shift);
    let standing = store::standing_sign_up(tx, person, shift)?;
    let counts = Counts {
        standing: standing.map(|row| (row.id, row.state)),
        ahead: store::count_ahead(tx, person, now)?,
        in_shift: store::count_in_shift(tx, shift)?,
        of_person: store::count_of_person(tx, person, shift)?,
    };
    Ok(rules::may_enter(&counts)?)
}

fn enter(
    tx: &mut Tx<'_>,
    held: &Held,
    row: SignUpRow,
    (asker, now): (Asker, Time),
) -> Result<SignUpRow, Error> {
    if row.agreed.is_some() {
        return place(tx, held, None, row, (asker, now));
    }
    write(tx, None, &row)?;
    Ok(row)
}

/// What somebody is told whose sign-up a leader entered or answered; of all else he is told where
/// it comes about.
pub(super) const fn told(state: SignUpState) -> Option<NoticeKind> {
    match state {
        SignUpState::Invited => Some(NoticeKind::SignUpInvited),
        SignUpState::Confirmed => Some(NoticeKind::SignUpConfirmed),
        SignUpState::Waitlisted => Some(NoticeKind::SignUpWaitlisted),
        // Either way he does not come.
        SignUpState::Declined | SignUpState::Withdrawn => Some(NoticeKind::SignUpWithdrawn),
        SignUpState::Offered
        | SignUpState::Expired
        | SignUpState::Removed
        | SignUpState::CancelledByOrg => None,
    }
}

/// Writes a sign-up that is new, or locked.
pub(super) fn write(
    tx: &mut Tx<'_>,
    before: Option<&SignUpRow>,
    row: &SignUpRow,
) -> Result<(), Error> {
    if let Some(before) = before {
        return put_sign_up(tx, before, row);
    }
    store::insert_sign_up(tx, row)?;
    tx.changed(None, Some(row));
    Ok(())
}

/// Writes what became of a sign-up that is locked.
pub(super) fn put_sign_up(
    tx: &mut Tx<'_>,
    before: &SignUpRow,
    after: &SignUpRow,
) -> Result<(), Error> {
    store::put_sign_up(tx, after)?;
    tx.changed(Some(before), Some(after));
    Ok(())
}

/// Tells somebody what became of his sign-up.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    row: &SignUpRow,
    kind: NoticeKind,
    now: Time,
) -> Result<(), Error> {
    let (person, subject, unit) = (row.person, row.id.entity(), Some(row.unit));
    notices::tell(tx, &NewNotice { person, kind, subject, unit }, now)
}
