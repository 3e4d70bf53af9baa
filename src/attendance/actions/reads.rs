//! What somebody may look at of attendances.

use super::holding::by_any_id;
use crate::{
    activities::{self, ShiftFacts},
    attendance::store::{self, AttendanceRow, OwnSearch, ShiftSearch},
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{AttendanceId, PersonId, ShiftId, UnitId},
    },
    org,
    platform::{db::Conn, error::Error},
};

/// One attendance, by any id under which it was captured: one's own, or in a unit over which one
/// has a role.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::attendance) fn attendance(
    conn: &mut Conn,
    caller: &Caller,
    id: AttendanceId,
) -> Result<AttendanceRow, Error> {
    let row = by_any_id(conn, id)?;
    own_or_read(conn, caller, row.person, row.unit)?;
    Ok(row)
}

/// Whether the caller may know of what a person did in a unit: he himself, and who has a role over
/// it.
///
/// # Errors
/// [`Code::NotFound`].
pub(super) fn own_or_read(
    conn: &mut Conn,
    caller: &Caller,
    person: PersonId,
    unit: UnitId,
) -> Result<(), Error> {
    let own = person == caller.person;
    if own || org::authority(conn, caller.person, unit, caller.now)?.reads() {
        return Ok(());
    }
    Err(Code::NotFound.into())
}

/// A shift over whose unit the caller has a role.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of the shift, [`Code::Forbidden`] for who has no role.
pub(super) fn read_shift(
    conn: &mut Conn,
    caller: &Caller,
    id: ShiftId,
) -> Result<ShiftFacts, Error> {
    let shift = activities::shift_facts(conn, &[id])?.pop().ok_or(Code::NotFound)?;
    if activities::authority_over_shift(conn, caller, &shift)?.reads() {
        return Ok(shift);
    }
    Err(Code::Forbidden.into())
}

/// The attendances of a shift, in the order of ids, at most `limit`.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of the shift, [`Code::Forbidden`] for who has no role
/// over its unit.
pub(in crate::attendance) fn attendances_in(
    conn: &mut Conn,
    caller: &Caller,
    shift: ShiftId,
    search: ShiftSearch,
    limit: i64,
) -> Result<Vec<AttendanceRow>, Error> {
    let shift = read_shift(conn, caller, shift)?;
    Ok(store::in_shift(conn, shift.id, search, limit)?)
}

/// The caller's own attendances, the newest first, at most `limit`.
///
/// # Errors
/// What the database says.
pub(in crate::attendance) fn own_attendances(
    conn: &mut Conn,
    caller: &Caller,
    search: OwnSearch,
    limit: i64,
) -> Result<Vec<AttendanceRow>, Error> {
    Ok(store::of_person(conn, caller.person, search, limit)?)
}
