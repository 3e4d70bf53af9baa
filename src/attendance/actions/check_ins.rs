//! Coming and going, by the person himself.

use super::{
    by_any_id,
    presence::{Presence, refused},
};
use crate::{
    activities,
    acts::{self, Intent},
    attendance::{
        model::{Capture, EventKind, OwnCapture, Source},
        store::AttendanceRow,
    },
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        ids::{AttendanceId, PersonId, ShiftId},
        minutes::CreditPolicy,
        refusal::Refusal,
    },
    org,
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// Enters check-ins of the caller, each an act of its own. Answers for each the stay that stands
/// for it, in their order. A check-in while a stay is open, or within one, is of that stay.
///
/// # Errors
/// For each those of [`Presence::enter`]; [`Code::NotFound`] also for a shift that he may not know
/// of.
pub(crate) fn check_in(
    tx: &mut Tx<'_>,
    caller: &Caller,
    policy: CreditPolicy,
    check_ins: &[(Intent, ShiftId, OwnCapture)],
) -> Result<Vec<Result<AttendanceRow, Refusal>>, Error> {
    let shifts: Vec<ShiftId> = check_ins.iter().map(|(_, shift, _)| *shift).collect();
    let mut presence = Presence::of(tx, policy, &shifts, &[caller.person])?;
    let mut entered = Vec::with_capacity(check_ins.len());
    for (intent, shift, own) in check_ins {
        let capture = own_capture(caller.person, *shift, EventKind::CheckIn, own);
        entered.push((own.id, refused(enter(tx, &mut presence, caller, intent, &capture))?));
    }
    presence.finish(tx, caller, entered)
}

/// Enters a check-in. Whoever checked in before may know of it, whatever became of the shift.
fn enter(
    tx: &mut Tx<'_>,
    presence: &mut Presence,
    caller: &Caller,
    intent: &Intent,
    capture: &Capture,
) -> Result<(), Error> {
    if presence.was_entered(tx, caller, intent)? {
        return Ok(());
    }
    activities::authority_over_shift(tx, caller, presence.shift(capture.shift)?)?;
    presence.enter_new(tx, caller, intent, capture)
}

/// Checks the caller out of a stay of his. It stands over an end that was proposed, and over one
/// that a leader entered. Of several that he captured himself the earliest stands, and each is
/// kept.
///
/// # Errors
/// [`Code::NotFound`]; [`Code::Forbidden`] for who may read the stay and whose it is not;
/// [`Code::InvalidFields`] for who leaves before he ever came; [`Code::StateConflict`]; those of
/// [`Presence::enter`].
pub(crate) fn check_out(
    tx: &mut Tx<'_>,
    caller: &Caller,
    policy: CreditPolicy,
    intent: &Intent,
    (id, own): (AttendanceId, &OwnCapture),
) -> Result<AttendanceRow, Error> {
    let row = by_any_id(tx, id)?;
    if row.person != caller.person {
        let authority = org::authority(tx, caller.person, row.unit, caller.now)?;
        let code = if authority.reads() { Code::Forbidden } else { Code::NotFound };
        return Err(code.into());
    }
    let mut presence = Presence::of(tx, policy, &[row.shift], &[row.person])?;
    let row = presence.row(row.id).ok_or_else(|| Fault::broken("an attendance is gone"))?;
    let (shift, done) = (row.shift, acts::done(tx, caller, intent)?);
    if done.is_none() {
        if !row.state.is_stay() {
            return Err(Refusal::from(Code::StateConflict).with_word("state", row.state).into());
        }
        let capture = own_capture(caller.person, shift, EventKind::CheckOut, own);
        presence.enter_new(tx, caller, intent, &capture).map_err(before_all_stays)?;
        presence.write(tx, caller)?;
    }
    presence.stands(tx, own.id)
}

/// Of who is there an end finds no stay only where it lies before all of them.
fn before_all_stays(error: Error) -> Error {
    match error {
        Error::Refusal(refusal) if refusal.code == Code::StateConflict => {
            Refusal::field("/captured_at", FieldCode::TooEarly).into()
        }
        error => error,
    }
}

fn own_capture(person: PersonId, shift: ShiftId, kind: EventKind, own: &OwnCapture) -> Capture {
    let OwnCapture { id, captured, whereabouts, code } = own.clone();
    let (source, at) = (Source::Own, captured.at);
    Capture { id, shift, person, kind, source, at, captured, whereabouts, code }
}
