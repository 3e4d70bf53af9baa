//! Acts on roles.

use super::{
    audiences::{follow, lock},
    reads::{reach, role},
};
use crate::{
    acts::{self, Intent, Recorded},
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, PersonId, RoleId, UnitId},
        refusal::Refusal,
        time::Time,
    },
    notices::{self, NewNotice, NoticeKind},
    org::{
        model::{Appoint, Authority, MembershipState, RoleKind},
        rules,
        store::{self, RoleRow, UnitRow},
    },
    platform::{
        db::{Conn, Tx},
        error::Error,
    },
};

/// Gives somebody a role on a unit. Giving it again changes nothing.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, or for a person of whom the caller may know nothing;
/// what [`rules::may_appoint`] refuses; [`Code::Forbidden`] for oneself; [`Code::IdConflict`].
pub(crate) fn appoint(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &Appoint,
) -> Result<RoleRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return role(tx, caller, Id::new(earlier.uuid()));
    }
    rules::may_end_by_itself(command.role, command.until, caller.now)?;
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
    if store::is_suspended_over(tx, command.person, unit.id)? {
        let suspended = MembershipState::Suspended;
        return Err(Refusal::from(Code::StateConflict).with_word("state", suspended).into());
    }
    match store::same_role(tx, command.person, unit.id, command.role, caller.now)? {
        Some(held) if held.until_at == command.until => return Ok(held),
        // Another end is another role: rows say what held at any moment.
        Some(held) => store::end_role(tx, held.id, caller.now)?,
        None => {}
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
        return role(tx, caller, Id::new(earlier.uuid()));
    }
    let unit = role(tx, caller, id)?.unit;
    let unit = lock(tx, unit)?.ok_or(Code::NotFound)?;
    let held = role(tx, caller, id)?;
    if held.person != caller.person {
        let above = authority_above(tx, caller.person, &unit, caller.now)?;
        rules::may_appoint(held.role, unit.kind, &above)?;
    }
    if held.until_at.is_some_and(|until| until <= caller.now) {
        return Ok(held);
    }
    close(tx, caller, &held)?;
    follow(tx, &[held.person], caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(held.id.entity(), Some(unit.id)))?;
    role(tx, caller, id)
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

/// Whether one person could give another each role that he holds: then he may also act for him, or
/// take them from him.
fn could_give_all(
    conn: &mut Conn,
    giver: PersonId,
    roles: &[RoleRow],
    at: Time,
) -> Result<bool, Error> {
    for role in roles {
        let unit = store::unit(conn, role.unit)?.ok_or(Code::NotFound)?;
        let above = authority_above(conn, giver, &unit, at)?;
        if rules::may_appoint(role.role, unit.kind, &above).is_err() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether one person may let another into an account of his own: he keeps his file, and could give
/// him every role that comes with it.
///
/// # Errors
/// What the database says.
pub fn answers_for(
    conn: &mut Conn,
    keeper: PersonId,
    person: PersonId,
    at: Time,
) -> Result<bool, Error> {
    let roles = store::all_roles_of(conn, person, at)?;
    let keeps = reach(conn, keeper, person, at)?.keeps();
    Ok(keeps && could_give_all(conn, keeper, &roles, at)?)
}

/// Ends what a person holds on a unit and below it, since he is no member there any more.
///
/// # Errors
/// [`Code::Forbidden`] for another one who could not give each of these roles: what is given from
/// above is not taken from beside. [`Code::LastAdministrator`].
pub(super) fn end_roles_below(
    tx: &mut Tx<'_>,
    caller: &Caller,
    person: PersonId,
    unit: UnitId,
) -> Result<(), Error> {
    let roles = store::roles_at_or_below(tx, person, unit, caller.now)?;
    if person != caller.person && !could_give_all(tx, caller.person, &roles, caller.now)? {
        return Err(Code::Forbidden.into());
    }
    roles.iter().try_for_each(|role| close(tx, caller, role))
}

/// Ends a role, and tells its holder, unless it was he.
fn close(tx: &mut Tx<'_>, caller: &Caller, role: &RoleRow) -> Result<(), Error> {
    let administers = role.role == RoleKind::HqAdmin;
    if administers && store::other_administrators(tx, role.person, caller.now)? == 0 {
        return Err(Code::LastAdministrator.into());
    }
    store::end_role(tx, role.id, caller.now)?;
    tell(tx, caller, NoticeKind::RoleEnded, role)
}

/// Authority over what stands above a unit; over the federation itself, which has nothing above.
fn authority_above(
    conn: &mut Conn,
    person: PersonId,
    unit: &UnitRow,
    at: Time,
) -> Result<Authority, Error> {
    Ok(store::authority(conn, person, unit.parent.unwrap_or(unit.id), at)?)
}

/// Tells the holder, unless it was he.
fn tell(tx: &mut Tx<'_>, caller: &Caller, kind: NoticeKind, role: &RoleRow) -> Result<(), Error> {
    if role.person == caller.person {
        return Ok(());
    }
    let (person, subject, unit) = (role.person, role.id.entity(), Some(role.unit));
    notices::tell(tx, &NewNotice { person, kind, subject, unit }, caller.now)
}
