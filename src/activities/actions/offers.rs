//! Offers that nobody took in time.

use super::{
    seats::fill,
    sign_ups::{put_sign_up, tell},
};
use crate::{
    activities::{
        rules,
        store::{self, SeatsRow, ShiftRow, SignUpRow},
    },
    acts::{self, Intent, Recorded},
    kernel::{
        caller::Caller,
        ids::{PositionId, ShiftId, SignUpId},
    },
    notices::NoticeKind,
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// Ends offers that have run out, at most `limit`, and offers their seats to those who wait longest
/// now. An act by the system; answers how many there were.
///
/// # Errors
/// What the database says.
pub fn expire_offers(tx: &mut Tx<'_>, caller: &Caller, limit: i64) -> Result<usize, Error> {
    let found = store::offers_run_out(tx, caller.now, limit)?;
    let positions: Vec<PositionId> = found.iter().map(|row| row.position).collect();
    let seats = store::lock_seats(tx, &positions)?;
    let ids: Vec<SignUpId> = found.iter().map(|row| row.id).collect();
    let mut offers = store::lock_sign_ups(tx, &ids)?;
    // Somebody may have accepted or declined one while we waited for its seats.
    offers.retain(|row| rules::has_run_out(row, caller.now));
    let shifts: Vec<ShiftId> = seats.iter().map(|seats| seats.shift).collect();
    let shifts = store::shifts_by_id(tx, &shifts)?;
    for seats in &seats {
        let shift = shifts.iter().find(|shift| shift.id == seats.shift);
        let shift = shift.ok_or_else(|| Fault::broken("seats without a shift"))?;
        let of_position = offers.iter().filter(|row| row.position == seats.id);
        expire(tx, caller, (shift, seats), of_position)?;
    }
    Ok(offers.len())
}

fn expire<'a>(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (shift, seats): (&ShiftRow, &SeatsRow),
    offers: impl Iterator<Item = &'a SignUpRow>,
) -> Result<(), Error> {
    let mut left = *seats;
    for before in offers {
        let after = rules::expired(before, caller.now);
        put_sign_up(tx, before, &after)?;
        tell(tx, &after, NoticeKind::OfferExpired, caller.now)?;
        left = rules::vacated(&left, before.state);
        let act = tx.random().id(caller.now);
        let intent = Intent::new(act, "activities.expire_offer", &[after.id.entity()], b"");
        acts::record(tx, caller, &intent, &Recorded::applied(after.id.entity(), Some(after.unit)))?;
    }
    fill(tx, shift, seats, left, caller.now)
}
