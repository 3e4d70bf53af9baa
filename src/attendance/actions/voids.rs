//! What was wrong.

use super::{
    holding::{by_any_id, lock_days},
    stepping::{HeldStay, authority, done, lock, one, put_one, restate},
    writing::put,
};
use crate::{
    acts::{self, Intent, Recorded},
    attendance::{rules, store::AttendanceRow},
    kernel::{caller::Caller, ids::AttendanceId},
    notices::{self, NewNotice, NoticeKind},
    platform::{db::Tx, error::Error},
};

/// Asks that an attendance be void. It stands until another who leads the unit agrees.
///
/// # Errors
/// Those of [`rules::may_judge`].
pub(in crate::attendance) fn void(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: AttendanceId,
    reason: &str,
) -> Result<AttendanceRow, Error> {
    let seen = by_any_id(tx, id)?;
    let authority = authority(tx, caller, &seen)?;
    rules::may_judge(seen.person, caller.person, &authority)?;
    if let Some(earlier) = done(tx, caller, intent)? {
        return Ok(earlier);
    }
    let held = lock(tx, &seen)?;
    let asked = rules::void_asked(&held.row, caller.person);
    let Some(after) = asked else { return Ok(held.row) };
    let after = put_one(tx, caller, intent.id, &held.rows, after)?;
    let recorded = Recorded::applied(after.id.entity(), Some(after.unit));
    acts::record(tx, caller, intent, &Recorded { reason: Some(reason), ..recorded })?;
    Ok(after)
}

/// Voids an attendance that somebody else has asked to be void. A record that was confirmed keeps
/// what is left of it.
///
/// # Errors
/// Those of [`rules::may_judge`] and [`rules::voided`].
pub(in crate::attendance) fn confirm_void(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: AttendanceId,
) -> Result<AttendanceRow, Error> {
    let seen = by_any_id(tx, id)?;
    let authority = authority(tx, caller, &seen)?;
    rules::may_judge(seen.person, caller.person, &authority)?;
    if let Some(earlier) = done(tx, caller, intent)? {
        return Ok(earlier);
    }
    lock_days(tx, &[&seen])?;
    let held = lock(tx, &seen)?;
    let voided = rules::voided(&held.row, caller.person)?;
    let Some(after) = voided else { return Ok(held.row) };
    let after = rules::recounted(after, &held.shift);
    let after = written_without(tx, caller, intent, &held, &after)?;
    let (subject, unit) = (after.id.entity(), Some(after.unit));
    let kind = NoticeKind::StayVoided;
    notices::tell(tx, &NewNotice { person: after.person, kind, subject, unit }, caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(subject, unit))?;
    Ok(after)
}

/// Writes an attendance that is void, and takes from a confirmed record what it gave to it; one
/// that gave nothing, as who did not come, leaves it as it is.
fn written_without(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    held: &HeldStay,
    after: &AttendanceRow,
) -> Result<AttendanceRow, Error> {
    let with = |row: &AttendanceRow| if row.id == after.id { after } else { row }.clone();
    let mut rows: Vec<AttendanceRow> = held.rows.iter().map(with).collect();
    rules::reopened(&mut rows, after.record_id);
    let written = one(put(tx, caller, intent.id, &held.rows, &rows)?, after.id)?;
    if held.row.settled_at.is_some() && after.counted != held.row.counted {
        restate(tx, caller, intent.id, after.record_id)?;
    }
    Ok(written)
}
