//! Acts on the tree.

use super::{
    model::{CreateUnit, RoleKind, UnitKind},
    rules,
    store::{self, RoleRow, UnitRow},
};
use crate::{
    acts::{self, Intent, Recorded},
    changelog::{self, Changed},
    kernel::{
        bucket::Bucket,
        caller::Caller,
        codes::Code,
        ids::{Id, PersonId, UnitId},
        time::Time,
    },
    platform::{db::Tx, error::Error},
};

/// Makes a unit below another one.
///
/// # Errors
/// [`Code::NotFound`] without such a parent; what [`rules::may_create`] refuses;
/// [`Code::IdConflict`].
pub(super) fn create_unit(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &CreateUnit,
) -> Result<UnitRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    let parent = store::unit(tx, command.parent)?.ok_or(Code::NotFound)?;
    let authority = store::authority(tx, caller.person, parent.id, caller.now)?;
    rules::may_create(command.kind, parent.kind, &authority)?;
    // The id may be another author's, of whom this one may know nothing.
    if store::unit(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let unit = UnitRow {
        id: command.id,
        kind: command.kind,
        name: command.name.as_str().to_owned(),
        parent: Some(parent.id),
        area_code: command.area_code.as_ref().map(|code| code.as_str().to_owned()),
        affiliated_with: None,
        valid_from: None,
        valid_to: None,
        version: 1,
        created_at: caller.now,
    };
    insert(tx, &unit)?;
    acts::record(tx, caller, intent, &Recorded::applied(unit.id.entity(), Some(parent.id)))?;
    Ok(unit)
}

/// The top of the tree, which is made when there is none. A step of the first administrator's act.
///
/// # Errors
/// What the database says.
pub fn federation(tx: &mut Tx<'_>, name: &str, now: Time) -> Result<UnitRow, Error> {
    if let Some(unit) = store::federation(tx)? {
        return Ok(unit);
    }
    let unit = UnitRow {
        id: tx.random().id(now),
        kind: UnitKind::Federation,
        name: name.to_owned(),
        parent: None,
        area_code: None,
        affiliated_with: None,
        valid_from: None,
        valid_to: None,
        version: 1,
        created_at: now,
    };
    insert(tx, &unit)?;
    Ok(unit)
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

fn insert(tx: &mut Tx<'_>, unit: &UnitRow) -> Result<(), Error> {
    store::insert(tx, unit)?;
    store::insert_ancestors(tx, unit)?;
    changelog::open(tx, Bucket::unit(unit.id))?;
    changelog::open(tx, Bucket::desk(unit.id))?;
    tx.changed(None, Some(unit));
    Ok(())
}

fn existing(tx: &mut Tx<'_>, unit: UnitId) -> Result<UnitRow, Error> {
    store::unit(tx, unit)?.ok_or_else(|| Code::NotFound.into())
}
