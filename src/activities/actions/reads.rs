//! What somebody may look at.

use crate::{
    kernel::{caller::Caller, codes::Code, ids::UnitId, time::Time},
    org::{self, Authority},
    platform::{db::Conn, error::Error},
};

/// What somebody may do about what a unit plans, where he may know of it: with a role over the unit
/// always, else once it was made known to everybody, or to a unit whose audience he belongs to.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of it.
pub(in crate::activities) fn authority_where_visible(
    conn: &mut Conn,
    caller: &Caller,
    unit: UnitId,
    audience: Option<UnitId>,
    published_at: Option<Time>,
) -> Result<Authority, Error> {
    let authority = org::authority(conn, caller.person, unit, caller.now)?;
    if authority.reads() {
        return Ok(authority);
    }
    let is_told = match (published_at, audience) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(_), Some(audience)) => org::audiences_of(conn, caller.person)?.contains(&audience),
    };
    if is_told { Ok(authority) } else { Err(Code::NotFound.into()) }
}
