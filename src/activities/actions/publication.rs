//! Acts that bring an activity from a draft before its audience, and to its end.

use super::activities::{again, locked, may_address, put};
use crate::{
    activities::{
        model::{Move, Step},
        rules,
        store::{self, ActivityRow},
    },
    acts::{self, Intent, Outcome, Recorded},
    kernel::{caller::Caller, codes::Code, ids::Id, refusal::Refusal},
    notices::{self, NewNotice, NoticeKind},
    org,
    platform::{db::Tx, error::Error},
};

/// Takes a step on an activity: submits, approves, returns, publishes, takes back, cancels or ends
/// it.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`], [`Code::StateConflict`], [`Code::ActivityIncomplete`],
/// [`Code::AudienceInvalid`], [`Code::InsuranceMissing`], [`Code::HasSignUps`],
/// [`Code::ShiftsAhead`].
pub(crate) fn advance(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &Move,
) -> Result<ActivityRow, Error> {
    let (before, authority) = locked(tx, caller, command.activity)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return again(tx, caller, Id::new(earlier.uuid()));
    }
    rules::may_step_on_activity(command.step, &authority)?;
    let Some(state) = rules::activity_next(before.state, command.step)? else {
        return Ok(before);
    };
    may_advance(tx, caller, command.step, &before)?;
    let after = rules::activity_stepped(&before, state, caller.now);
    put(tx, caller, &before, &after)?;
    if command.step == Step::Unpublish {
        unclaimed(tx, &after)?;
    }
    tell(tx, caller, command.step, &after)?;
    let recorded = Recorded {
        subject: after.id.entity(),
        unit: Some(after.unit),
        outcome: Outcome::Applied,
        reason: command.reason.as_deref(),
    };
    acts::record(tx, caller, intent, &recorded)?;
    Ok(after)
}

/// Whether anything but its state stands against a step.
fn may_advance(
    tx: &mut Tx<'_>,
    caller: &Caller,
    step: Step,
    row: &ActivityRow,
) -> Result<(), Error> {
    match step {
        Step::Submit => Ok(rules::may_submit(row)?),
        // Its unit may have been moved since it was planned.
        Step::Publish => {
            may_address(tx, caller, row)?;
            insured(tx, row)
        }
        Step::End => match store::shift_ahead(tx, row.id, caller.now)? {
            Some(shift) => Err(Refusal::from(Code::ShiftsAhead).with("shift", shift).into()),
            None => Ok(()),
        },
        // Whether somebody has signed up is known once the seats are locked.
        Step::Approve | Step::Return | Step::Unpublish | Step::Cancel => Ok(()),
    }
}

/// Whether nobody has a place in its shifts, or wants one. Their seats are locked.
fn unclaimed(tx: &mut Tx<'_>, row: &ActivityRow) -> Result<(), Error> {
    match store::shift_with_sign_up(tx, row.id)? {
        Some(shift) => Err(Refusal::from(Code::HasSignUps).with("shift", shift).into()),
        None => Ok(()),
    }
}

fn insured(tx: &mut Tx<'_>, row: &ActivityRow) -> Result<(), Error> {
    match rules::insured_on(row) {
        Some(date) if !org::is_insured(tx, row.unit, date)? => {
            Err(Refusal::from(Code::InsuranceMissing).with("date", date).into())
        }
        _ => Ok(()),
    }
}

/// Tells whoever planned it what the superior decided.
fn tell(tx: &mut Tx<'_>, caller: &Caller, step: Step, row: &ActivityRow) -> Result<(), Error> {
    let kind = match step {
        Step::Approve => NoticeKind::ActivityApproved,
        Step::Return => NoticeKind::ActivityReturned,
        Step::Submit | Step::Publish | Step::Unpublish | Step::Cancel | Step::End => {
            return Ok(());
        }
    };
    if row.created_by == caller.person {
        return Ok(());
    }
    let (person, subject, unit) = (row.created_by, row.id.entity(), Some(row.unit));
    notices::tell(tx, &NewNotice { person, kind, subject, unit }, caller.now)
}
