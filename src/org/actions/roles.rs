//! Acts on roles.

use super::{
    audiences::{follow, lock},
    reads::reach,
};
use crate::{
    acts::{self, Intent, Recorded},
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, PersonId, RoleId, UnitId},
        time::Time,
    },
    notices::{self, NewNotice, NoticeKind},
    org::{
        model::{Appoint, Authority, RoleKind},
        rules,
        store::{self, RoleRow, UnitRow},
    },
    platform::{db::Tx, error::Error},
};

/// Gives somebody a role on a unit. Giving it again changes nothing.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, or for a person of whom the caller may know nothing;
/// what [`rules::may_appoint`] refuses; [`Code::Forbidden`] for oneself; [`Code::IdConflict`].
pub(in crate::org) fn appoint(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &Appoint,
) -> Result<RoleRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    let unit = lock(tx, command.unit)?.ok_or(Code::NotFound)?;
    let above = authority_above(tx, caller.person, &unit, caller.now)?;
    rules::may_appoint(command.role, unit.kind, &above)?;
    if command.person == caller.person {
        return Err(Code::Forbidden.into());
    }
    if !reach(tx, caller.person, command.person, caller.now)?.sees() {
        return Err(Code::NotFound.into());
    }
    if store::role(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let same = store::same_role(tx, command.person, unit.id, command.role, caller.now)?;
    if let Some(held) = same {
        return Ok(held);
    }
    let role = RoleRow {
        id: command.id,
        person: command.person,
        unit: unit.id,
        role: command.role,
        from_at: caller.now,
        until_at: command.until,
        appointed_by: caller.person,
    };
    store::insert_role(tx, &role)?;
    follow(tx, &[role.person], caller.now)?;
    tell(tx, caller, NoticeKind::RoleGiven, &role)?;
    acts::record(tx, caller, intent, &Recorded::applied(role.id.entity(), Some(unit.id)))?;
    Ok(role)
}

/// Ends a role: by its holder, or by who may give it. Ending it again changes nothing.
///
/// # Errors
/// [`Code::NotFound`] for a role of which the caller may know nothing, [`Code::Forbidden`],
/// [`Code::LastAdministrator`].
pub(in crate::org) fn end_role(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: RoleId,
) -> Result<RoleRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    let seen = existing(tx, id)?;
    let unit = lock(tx, seen.unit)?.ok_or(Code::NotFound)?;
    let role = existing(tx, id)?;
    if role.person != caller.person {
        let over = store::authority(tx, caller.person, unit.id, caller.now)?;
        if !over.reads() {
            return Err(Code::NotFound.into());
        }
        let above = authority_above(tx, caller.person, &unit, caller.now)?;
        rules::may_appoint(role.role, unit.kind, &above)?;
    }
    if role.until_at.is_some_and(|until| until <= caller.now) {
        return Ok(role);
    }
    let administers = role.role == RoleKind::HqAdmin;
    if administers && store::other_administrators(tx, role.person, caller.now)? == 0 {
        return Err(Code::LastAdministrator.into());
    }
    store::end_role(tx, role.id, caller.now)?;
    follow(tx, &[role.person], caller.now)?;
    tell(tx, caller, NoticeKind::RoleEnded, &role)?;
    acts::record(tx, caller, intent, &Recorded::applied(role.id.entity(), Some(unit.id)))?;
    existing(tx, id)
}

/// Makes a person the administrator of the federation, by his own hand. A step of the first
/// administrator's act. It opens no audience to him: headquarters reads over HTTP.
///
/// # Errors
/// What the database says.
pub fn appoint_headquarters(
    tx: &mut Tx<'_>,
    person: PersonId,
    federation: UnitId,
    now: Time,
) -> Result<(), Error> {
    let role = RoleRow {
        id: tx.random().id(now),
        person,
        unit: federation,
        role: RoleKind::HqAdmin,
        from_at: now,
        until_at: None,
        appointed_by: person,
    };
    Ok(store::insert_role(tx, &role)?)
}

/// Authority over what stands above a unit; over the federation itself, which has nothing above.
fn authority_above(
    tx: &mut Tx<'_>,
    person: PersonId,
    unit: &UnitRow,
    at: Time,
) -> Result<Authority, Error> {
    Ok(store::authority(tx, person, unit.parent.unwrap_or(unit.id), at)?)
}

/// Tells the holder, unless it was he.
fn tell(tx: &mut Tx<'_>, caller: &Caller, kind: NoticeKind, role: &RoleRow) -> Result<(), Error> {
    if role.person == caller.person {
        return Ok(());
    }
    let (person, subject, unit) = (role.person, role.id.entity(), Some(role.unit));
    notices::tell(tx, &NewNotice { person, kind, subject, unit }, caller.now)
}

fn existing(tx: &mut Tx<'_>, id: RoleId) -> Result<RoleRow, Error> {
    store::role(tx, id)?.ok_or_else(|| Code::NotFound.into())
}
