//! What follows for those who wait when seats come free or go.

use super::sign_ups::{put_sign_up, tell};
use crate::{
    activities::{
        model::SignUpState,
        rules,
        store::{self, SeatsRow, ShiftRow, SignUpRow},
    },
    changelog::Changed,
    kernel::{ids::ShiftId, time::Time},
    notices::NoticeKind,
    platform::{db::Tx, error::Error},
};

/// Writes seats that are locked as they are now, after seats that are still free were offered to
/// those who wait longest. A step of acts that others record.
///
/// # Errors
/// What the database says.
pub(in crate::activities) fn fill(
    tx: &mut Tx<'_>,
    shift: &ShiftRow,
    before: &SeatsRow,
    mut after: SeatsRow,
    now: Time,
) -> Result<(), Error> {
    let free = after.seats.saturating_sub(after.taken).min(after.waiting);
    if let Some(until) = rules::offered_until(shift, now).filter(|_| free > 0) {
        for waiting in store::lock_queue(tx, after.id, free.into())? {
            let offered = rules::offered(&waiting, until);
            put_sign_up(tx, &waiting, &offered)?;
            tell(tx, &offered, NoticeKind::SignUpOffered, now)?;
            after.taken += 1;
            after.waiting -= 1;
        }
    }
    put(tx, before, after)?;
    Ok(())
}

/// Takes back all sign-ups that stand in shifts which do not take place, and tells everybody. The
/// roster stays, as cancelled. Their seats are locked and given here. A step of acts that others
/// record.
///
/// # Errors
/// What the database says.
pub(in crate::activities) fn cancel_sign_ups(
    tx: &mut Tx<'_>,
    shifts: &[ShiftId],
    seats: &[SeatsRow],
    now: Time,
) -> Result<(), Error> {
    for before in store::lock_standing(tx, shifts)? {
        let after = rules::ended(&before, SignUpState::CancelledByOrg, now);
        put_sign_up(tx, &before, &after)?;
        tell(tx, &after, NoticeKind::ShiftCancelled, now)?;
    }
    for before in seats.iter().filter(|seats| shifts.contains(&seats.shift)) {
        put(tx, before, SeatsRow { taken: 0, waiting: 0, ..*before })?;
    }
    Ok(())
}

/// Ends what is no place yet in a shift that is over: nobody waits for it, or can accept, any more.
/// Its seats are locked and given here. A step of acts that others record.
///
/// # Errors
/// What the database says.
pub(super) fn end_waiting(
    tx: &mut Tx<'_>,
    shift: ShiftId,
    seats: &[SeatsRow],
    now: Time,
) -> Result<(), Error> {
    let standing = store::lock_standing(tx, &[shift])?;
    let (placed, waiting): (Vec<SignUpRow>, Vec<SignUpRow>) =
        standing.into_iter().partition(SignUpRow::is_confirmed);
    for before in &waiting {
        let after = rules::expired(before, now);
        put_sign_up(tx, before, &after)?;
        if before.state == SignUpState::Offered {
            tell(tx, &after, NoticeKind::OfferExpired, now)?;
        }
    }
    for before in seats {
        let taken = placed.iter().filter(|row| row.position == before.id).count();
        let taken = i32::try_from(taken).unwrap_or(before.taken);
        put(tx, before, SeatsRow { taken, waiting: 0, ..*before })?;
    }
    Ok(())
}

/// Writes seats that are locked, unless nothing of them changed; answers them as they are now.
pub(super) fn put(tx: &mut Tx<'_>, before: &SeatsRow, after: SeatsRow) -> Result<SeatsRow, Error> {
    if after == *before {
        return Ok(after);
    }
    let after = SeatsRow { version: before.version + 1, ..after };
    store::put_seats(tx, &after)?;
    tx.changed(Some(before), Some(&after));
    Ok(after)
}
