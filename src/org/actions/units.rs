//! Acts on the tree.

use chrono::NaiveDate;

use super::audiences::follow;
use crate::{
    acts::{self, Intent, Recorded},
    changelog::{self, Changed},
    kernel::{
        bucket::Bucket,
        caller::Caller,
        codes::Code,
        ids::{Id, UnitId},
        time::Time,
        version::Expected,
    },
    org::{
        model::{CreateUnit, RoleKind, UnitChanges, UnitKind},
        rules,
        store::{self, UnitRow},
    },
    platform::{db::Tx, error::Error},
};

/// Makes a unit below another one.
///
/// # Errors
/// [`Code::NotFound`] without such a parent; what [`rules::may_create`] refuses;
/// [`Code::IdConflict`].
pub(crate) fn create_unit(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &CreateUnit,
) -> Result<UnitRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    let parent = store::lock_units(tx, &[command.parent])?.pop().ok_or(Code::NotFound)?;
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
    // Who leads the parent reads the desk of a new child.
    let leaders = store::leaders_of(tx, parent.id)?;
    follow(tx, &leaders, caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(unit.id.entity(), Some(parent.id)))?;
    Ok(unit)
}

/// Changes what a unit is called and where it stands. A unit that moves takes along all below it,
/// and its members and leaders read from then on what they are to read there.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`] for who could not have made it where it stands and where
/// it is to stand, [`Code::StaleVersion`], [`Code::UnitParentInvalid`].
pub(crate) fn update_unit(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: UnitId,
    expected: Expected,
    changes: &UnitChanges,
) -> Result<UnitRow, Error> {
    let seen = existing(tx, id)?;
    let ids = [Some(id), seen.parent, changes.parent].into_iter().flatten().collect::<Vec<_>>();
    let locked = store::lock_units(tx, &ids)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    let unit = |id: UnitId| locked.iter().find(|row| row.id == id).ok_or(Code::NotFound);
    let before = unit(id)?;
    // The parent may have been another one before the lock; then so was the version.
    expected.meets(before.version)?;
    may_keep(tx, caller, before, before.parent.map(unit).transpose()?)?;
    let moved_to = changes.parent.filter(|parent| before.parent != Some(*parent));
    let after = changed(before, changes);
    if after == *before {
        return Ok(after);
    }
    let after = UnitRow { version: before.version + 1, ..after };
    rules::may_last(after.valid_from.as_deref(), after.valid_to.as_deref())?;
    if let Some(parent) = moved_to {
        may_keep(tx, caller, before, Some(unit(parent)?))?;
        relocate(tx, before, parent, changes.moved_at, caller.now)?;
    }
    store::put(tx, &after)?;
    tx.changed(Some(before), Some(&after));
    acts::record(tx, caller, intent, &Recorded::applied(id.entity(), Some(id)))?;
    Ok(after)
}

/// Whether the caller could make this unit below `parent`; the federation is headquarters' own.
fn may_keep(
    tx: &mut Tx<'_>,
    caller: &Caller,
    unit: &UnitRow,
    parent: Option<&UnitRow>,
) -> Result<(), Error> {
    let above = parent.unwrap_or(unit);
    let authority = store::authority(tx, caller.person, above.id, caller.now)?;
    match parent {
        Some(parent) => Ok(rules::may_create(unit.kind, parent.kind, &authority)?),
        None if authority.has(RoleKind::HqAdmin) => Ok(()),
        None => Err(Code::Forbidden.into()),
    }
}

fn changed(before: &UnitRow, changes: &UnitChanges) -> UnitRow {
    let before = before.clone();
    let UnitChanges { name, area_code, affiliated_with, valid_from, valid_to, parent, .. } =
        changes;
    UnitRow {
        name: name.as_ref().map_or(before.name, |name| name.as_str().to_owned()),
        area_code: area_code.as_ref().or(before.area_code, |code| code.as_str().to_owned()),
        affiliated_with: affiliated_with
            .as_ref()
            .or(before.affiliated_with, |name| name.as_str().to_owned()),
        valid_from: valid_from.as_ref().or(before.valid_from, NaiveDate::to_string),
        valid_to: valid_to.as_ref().or(before.valid_to, NaiveDate::to_string),
        parent: parent.or(before.parent),
        ..before
    }
}

/// Hangs a unit below another one. Its members, its leaders and those of both parents read
/// something else from now on.
fn relocate(
    tx: &mut Tx<'_>,
    unit: &UnitRow,
    parent: UnitId,
    moved_at: Option<Time>,
    now: Time,
) -> Result<(), Error> {
    let moved_at = moved_at.unwrap_or(now);
    let settled_at = store::settled_at(tx, unit.id)?.unwrap_or(unit.created_at);
    rules::may_move_at(moved_at, settled_at, now)?;
    store::move_below(tx, unit.id, parent, moved_at)?;
    let mut people = store::people_below(tx, unit.id)?;
    for parent in [unit.parent, Some(parent)].into_iter().flatten() {
        people.extend(store::leaders_of(tx, parent)?);
    }
    people.sort_unstable();
    people.dedup();
    follow(tx, &people, now)
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

fn insert(tx: &mut Tx<'_>, unit: &UnitRow) -> Result<(), Error> {
    store::insert(tx, unit)?;
    store::insert_ancestors(tx, unit)?;
    changelog::open(tx, &[Bucket::unit(unit.id), Bucket::desk(unit.id)])?;
    tx.changed(None, Some(unit));
    Ok(())
}

fn existing(tx: &mut Tx<'_>, unit: UnitId) -> Result<UnitRow, Error> {
    store::unit(tx, unit)?.ok_or_else(|| Code::NotFound.into())
}
