//! What somebody may read.

use crate::{
    kernel::{caller::Caller, codes::Code, ids::UnitId},
    org::{self, UnitKind},
    platform::{db::Conn, error::Error},
    tally::model::{Districts, Scope},
};

/// What somebody reads: the unit that he asks for, else all on which he has a role. None for the
/// whole federation. Where things count in the district of then, so they do for who reads a
/// district: else its rows at headquarters would hold what it cannot find, and a year that is over
/// would change with every brigade that moves.
///
/// # Errors
/// [`Code::NotFound`] without such a unit; [`Code::Forbidden`] for who has no role over it, or none
/// at all.
pub(super) fn scope_for(
    conn: &mut Conn,
    caller: &Caller,
    unit: Option<UnitId>,
    districts: Districts,
) -> Result<Option<Scope>, Error> {
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
    if org::holds_federation(conn, &units)? {
        return Ok(None);
    }
    if districts == Districts::Restated {
        return Ok(Some(Scope { booked_to: Vec::new(), below: units }));
    }
    let found = org::units_by_id(conn, &units)?.into_iter();
    let (booked_to, below): (Vec<_>, Vec<_>) =
        found.partition(|unit| unit.kind == UnitKind::District);
    let ids = |units: Vec<org::UnitRow>| units.iter().map(|unit| unit.id).collect();
    Ok(Some(Scope { booked_to: ids(booked_to), below: ids(below) }))
}
