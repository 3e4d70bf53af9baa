//! What somebody may read.

use crate::{
    kernel::{caller::Caller, codes::Code, ids::UnitId},
    org,
    platform::{db::Conn, error::Error},
};

/// The units that somebody reads, with all below them: the one he asks for, else all on which he
/// has a role. None for the whole federation.
///
/// # Errors
/// [`Code::NotFound`] without such a unit; [`Code::Forbidden`] for who has no role over it, or none
/// at all.
pub(super) fn units_for(
    conn: &mut Conn,
    caller: &Caller,
    unit: Option<UnitId>,
) -> Result<Option<Vec<UnitId>>, Error> {
    let units = match unit {
        Some(unit) => {
            org::may_read(conn, caller, unit)?;
            vec![unit]
        }
        None => org::units_held(conn, caller.person, caller.now)?,
    };
    if units.is_empty() {
        return Err(Code::Forbidden.into());
    }
    Ok(if org::holds_federation(conn, &units)? { None } else { Some(units) })
}
