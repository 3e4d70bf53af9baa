//! Acts on shifts.

use super::seats;
use crate::{
    activities::{
        model::ShiftState,
        rules,
        store::{self, ActivityRow, SeatsRow, ShiftRow},
    },
    changelog::Changed,
    kernel::{caller::Caller, ids::ShiftId},
    platform::{db::Tx, error::Error},
};

/// Lets the shifts of an activity follow it: they are opened when it is published, are taken back
/// with it, stand before its audience, and are cancelled with it unless they are over. A step of
/// acts that others record; the activity is locked.
///
/// # Errors
/// What the database says.
pub(in crate::activities) fn follow(
    tx: &mut Tx<'_>,
    caller: &Caller,
    before: &ActivityRow,
    after: &ActivityRow,
) -> Result<(), Error> {
    let shifts = store::lock_shifts_of(tx, after.id)?;
    let ids: Vec<ShiftId> = shifts.iter().map(|shift| shift.id).collect();
    let mut seats = store::lock_seats_of_shifts(tx, &ids)?;
    for seats in &mut seats {
        let published = SeatsRow { published_at: after.published_at, ..*seats };
        *seats = seats::put(tx, seats, published)?;
    }
    let mut cancelled = Vec::new();
    for shift in shifts {
        let followed = rules::following(&shift, before, after, caller.now);
        if followed == shift {
            continue;
        }
        put(tx, &shift, &followed)?;
        if followed.state == ShiftState::Cancelled && shift.state != ShiftState::Cancelled {
            cancelled.push(shift.id);
        }
    }
    if cancelled.is_empty() {
        return Ok(());
    }
    seats::cancel_sign_ups(tx, &cancelled, &seats, caller.now)
}

fn put(tx: &mut Tx<'_>, before: &ShiftRow, after: &ShiftRow) -> Result<(), Error> {
    store::put_shift(tx, after)?;
    tx.changed(Some(before), Some(after));
    Ok(())
}
