//! What becomes of a sign-up by the person, or by a leader for him.

use super::{
    placing::{hold, may_take_part, place, take_seat},
    seats::fill,
    seen::{SeenSignUp, sign_up as seen},
    sign_ups::{put_sign_up, tell, told},
};
use crate::{
    activities::{
        model::{SignUpState, SignUpStep},
        rules::{self, Asker},
        store::{self, SignUpRow},
    },
    acts::{self, Intent, Recorded},
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, SignUpId},
    },
    org,
    people::ConsentForm,
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// Accepts, declines or withdraws a sign-up. A leader does it for somebody who told him so, who is
/// told of it. A seat that comes free is offered to who waits longest.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`], [`Code::StateConflict`]; for who accepts
/// [`Code::OfferExpired`] and all that stands against signing up.
pub(crate) fn answer(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: SignUpId,
    answer: SignUpStep,
) -> Result<SeenSignUp, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return seen(tx, caller, Id::new(earlier.uuid()));
    }
    let row = store::sign_up(tx, id)?.ok_or(Code::NotFound)?;
    let authority = org::authority(tx, caller.person, row.unit, caller.now)?;
    rules::may_answer(&row, caller.person, &authority)?;
    let answered = match answer {
        SignUpStep::Accept => accept(tx, caller, &row)?,
        SignUpStep::Decline | SignUpStep::Withdraw => leave(tx, caller, &row, answer)?,
    };
    if let Some(after) = answered {
        if let Some(kind) = told(after.state).filter(|_| after.person != caller.person) {
            tell(tx, &after, kind, caller.now)?;
        }
        acts::record(tx, caller, intent, &Recorded::applied(id.entity(), Some(after.unit)))?;
    }
    seen(tx, caller, id)
}

/// Nothing when he had accepted before, and waits where no seat is to be had.
fn accept(tx: &mut Tx<'_>, caller: &Caller, row: &SignUpRow) -> Result<Option<SignUpRow>, Error> {
    let held = hold(tx, row.shift, row.position, row.person)?;
    let before = locked(tx, row.id)?;
    if rules::answered(&before, SignUpStep::Accept, caller.now)?.is_none() {
        return Ok(None);
    }
    if before.state == SignUpState::Waitlisted && !held.has_seat_for(&before, caller.now)? {
        return Ok(None);
    }
    let (asker, agreed) = if row.person == caller.person {
        (Asker::Himself, ConsentForm::InApp)
    } else {
        (Asker::Leader, ConsentForm::Oral)
    };
    let after = SignUpRow { agreed: Some(agreed), version: before.version + 1, ..before.clone() };
    let asked = (asker, caller.now);
    if before.state == SignUpState::Offered {
        rules::keeps_offers(&held.shift, &held.activity, caller.now)?;
        may_take_part(tx, &held, caller.now)?;
        return take_seat(tx, &held, &before, after, asked).map(Some);
    }
    rules::takes_sign_ups(&held.shift, &held.activity, caller.now)?;
    may_take_part(tx, &held, caller.now)?;
    place(tx, &held, Some(&before), after, asked).map(Some)
}

/// Nothing when he had left before.
fn leave(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &SignUpRow,
    answer: SignUpStep,
) -> Result<Option<SignUpRow>, Error> {
    let seats = store::lock_seats(tx, &[row.position])?.pop();
    let seats = seats.ok_or_else(|| Fault::broken("a sign-up without seats"))?;
    let before = locked(tx, row.id)?;
    let Some(state) = rules::answered(&before, answer, caller.now)? else { return Ok(None) };
    let shift = store::shift(tx, row.shift)?;
    let shift = shift.ok_or_else(|| Fault::broken("a sign-up without a shift"))?;
    let after = rules::ended(&before, state, caller.now);
    put_sign_up(tx, &before, &after)?;
    fill(tx, &shift, &seats, rules::vacated(&seats, before.state), caller.now)?;
    Ok(Some(after))
}

fn locked(tx: &mut Tx<'_>, id: SignUpId) -> Result<SignUpRow, Error> {
    let row = store::lock_sign_ups(tx, &[id])?.pop();
    row.ok_or_else(|| Fault::broken("a sign-up is gone").into())
}
