//! What is over leaves the phones.

use crate::{
    activities::{
        model::Sight,
        rules,
        store::{self, ActivityRow},
    },
    acts::{self, Intent, Recorded},
    changelog::Changed,
    kernel::{
        caller::Caller,
        ids::{ShiftId, SignUpId},
        time::Time,
    },
    platform::{db::Tx, error::Error},
};

/// Activities that a step looks at before it gives up: of what was found one may not be due after
/// all.
const LOOKED_AT: i64 = 10;

/// Takes an activity that is long over away from its audience, or later from the desk: at most
/// `limit` of its shifts with their seats and sign-ups, fewer where many signed up, and when none
/// is left, the activity itself. Answers how many shifts and activities it took away: nothing was
/// due when it took none. An act by the system, each step of it recorded.
///
/// # Errors
/// What the database says.
pub fn retire(tx: &mut Tx<'_>, caller: &Caller, limit: i64) -> Result<usize, Error> {
    let Some((activity, sight)) = lock_first(tx, caller.now)? else { return Ok(0) };
    let intent = Intent::unrepeated(tx.random().id(caller.now), "activities.retire");
    let recorded = Recorded::applied(activity.id.entity(), Some(activity.unit));
    acts::record(tx, caller, &intent, &recorded)?;
    let ids = rules::in_one_step(&store::shifts_seen(tx, activity.id, sight, limit)?);
    if ids.is_empty() {
        retire_activity(tx, &activity, sight, caller.now)?;
        return Ok(1);
    }
    for before in &store::lock_shifts(tx, &ids)? {
        let after = rules::retired_shift(before, sight, caller.now);
        store::put_shift(tx, &after)?;
        tx.changed(Some(before), Some(&after));
    }
    retire_seats(tx, &ids, sight, caller.now)?;
    retire_sign_ups(tx, &ids, sight, caller.now)?;
    Ok(ids.len())
}

/// The activity that is over for longest, locked, and how it is to be seen no longer.
fn lock_first(tx: &mut Tx<'_>, now: Time) -> Result<Option<(ActivityRow, Sight)>, Error> {
    for sight in [Sight::Audience, Sight::Desk] {
        let until = rules::retired_until(sight, now);
        for id in store::to_retire(tx, sight, until, LOOKED_AT)? {
            // Whoever was before this lock may have moved or retired it; the others are due.
            let locked = store::lock_activity(tx, id)?;
            if let Some(due) = locked.and_then(|row| rules::due(&row, now).map(|due| (row, due))) {
                return Ok(Some(due));
            }
        }
    }
    Ok(None)
}

fn retire_activity(
    tx: &mut Tx<'_>,
    before: &ActivityRow,
    sight: Sight,
    now: Time,
) -> Result<(), Error> {
    let after = rules::retired_activity(before, sight, now);
    store::put_activity(tx, &after)?;
    tx.changed(Some(before), Some(&after));
    Ok(())
}

/// Locks the seats of shifts that are locked, which whoever locks their sign-ups does first, and
/// takes them away from the audience: they are shown to nobody else.
fn retire_seats(tx: &mut Tx<'_>, shifts: &[ShiftId], sight: Sight, now: Time) -> Result<(), Error> {
    for before in store::lock_seats_of_shifts(tx, shifts)? {
        if sight == Sight::Audience && before.retired_at.is_none() {
            let after = rules::retired_seats(&before, now);
            store::put_seats(tx, &after)?;
            tx.changed(Some(&before), Some(&after));
        }
    }
    Ok(())
}

fn retire_sign_ups(
    tx: &mut Tx<'_>,
    shifts: &[ShiftId],
    sight: Sight,
    now: Time,
) -> Result<(), Error> {
    let seen = store::lock_sign_ups_seen(tx, shifts, sight)?;
    let ids: Vec<SignUpId> = seen.iter().map(|row| row.id).collect();
    let retired = store::retire_sign_ups(tx, &ids, sight, now)?;
    for (before, after) in seen.iter().zip(&retired) {
        tx.changed(Some(before), Some(after));
    }
    Ok(())
}
