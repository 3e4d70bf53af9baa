//! Acts on the tree.

use super::{
    model::{CreateUnit, RoleKind, UnitKind},
    rules,
    store::{self, RoleRow, UnitRow},
};
use crate::{
    acts::{self, Intent, Recorded},
    changelog::Changed,
    kernel::{
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
        valid_from: None,
        valid_to: None,
        version: 1,
        created_at: caller.now,
    };
    insert(tx, &unit)?;
    acts::record(tx, caller, intent, &Recorded::applied(unit.id.entity(), Some(parent.id)))?;
    Ok(unit)
}

/// Makes the top of the tree. A step of the first administrator's act.
///
/// # Errors
/// What the database says.
pub fn found(tx: &mut Tx<'_>, name: &str, now: Time) -> Result<UnitRow, Error> {
    let unit = UnitRow {
        id: tx.random().id(now),
        kind: UnitKind::Federation,
        name: name.to_owned(),
        parent: None,
        area_code: None,
        valid_from: None,
        valid_to: None,
        version: 1,
        created_at: now,
    };
    insert(tx, &unit)?;
    Ok(unit)
}

/// Gives a person authority on a unit, from `now` on. A step of acts that others record.
///
/// # Errors
/// What the database says.
pub fn appoint(
    tx: &mut Tx<'_>,
    person: PersonId,
    unit: UnitId,
    role: RoleKind,
    by: PersonId,
    now: Time,
) -> Result<(), Error> {
    let id = tx.random().id(now);
    let row = RoleRow { id, person, unit, role, from_at: now, until_at: None, appointed_by: by };
    Ok(store::insert_role(tx, &row)?)
}

fn insert(tx: &mut Tx<'_>, unit: &UnitRow) -> Result<(), Error> {
    store::insert(tx, unit)?;
    store::insert_ancestors(tx, unit)?;
    tx.changed(None, Some(unit));
    Ok(())
}

fn existing(tx: &mut Tx<'_>, unit: UnitId) -> Result<UnitRow, Error> {
    store::unit(tx, unit)?.ok_or_else(|| Code::NotFound.into())
}
