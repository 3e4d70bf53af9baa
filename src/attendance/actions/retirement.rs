//! What is long over leaves the phones.

use crate::{
    acts::{self, Intent, Recorded},
    attendance::{
        model::Sight,
        rules,
        store::{self, AttendanceRow},
    },
    changelog::Changed,
    kernel::{
        caller::Caller,
        ids::{AttendanceId, PersonId, ShiftId},
    },
    people,
    platform::{db::Tx, error::Error},
};

/// Takes attendances of a shift that is long over away from those whose they are, or later from the
/// desk: at most `limit`. Answers how many. An act by the system, each step of it recorded.
///
/// # Errors
/// What the database says.
pub fn retire(tx: &mut Tx<'_>, caller: &Caller, limit: i64) -> Result<usize, Error> {
    for sight in [Sight::Own, Sight::Desk] {
        let until = rules::retired_until(sight, caller.now);
        if let Some(shift) = store::first_seen(tx, sight, until)? {
            return retire_in(tx, caller, shift, sight, limit);
        }
    }
    Ok(0)
}

/// Only what is seen of them changes, and nothing that counts, so this is written past
/// [`put`](super::put): all at once.
fn retire_in(
    tx: &mut Tx<'_>,
    caller: &Caller,
    shift: ShiftId,
    sight: Sight,
    limit: i64,
) -> Result<usize, Error> {
    let found = store::seen_in(tx, shift, sight, limit)?;
    let (ids, persons): (Vec<AttendanceId>, Vec<PersonId>) = found.into_iter().unzip();
    people::lock(tx, &persons)?;
    // Whoever was before these locks may have retired some.
    let mut seen = store::attendances_by_id(tx, &ids)?;
    seen.retain(|row| rules::is_seen(row, sight));
    let Some(unit) = seen.first().map(|row| row.unit) else { return Ok(0) };
    let intent = Intent::unrepeated(tx.random().id(caller.now), "attendance.retire");
    acts::record(tx, caller, &intent, &Recorded::applied(shift.entity(), Some(unit)))?;
    let ids: Vec<AttendanceId> = seen.iter().map(|row: &AttendanceRow| row.id).collect();
    let retired = store::retire_attendances(tx, &ids, sight, caller.now)?;
    for (before, after) in seen.iter().zip(&retired) {
        tx.changed(Some(before), Some(after));
    }
    Ok(retired.len())
}
