//! Acts on programs.

use crate::{
    activities::{
        model::{CreateProgram, ProgramChanges},
        rules,
        store::{self, ProgramRow},
    },
    acts::{self, Intent, Recorded},
    changelog::Changed,
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, ProgramId, UnitId},
        version::Expected,
    },
    org,
    platform::{db::Tx, error::Error},
};

/// Makes a program.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, [`Code::Forbidden`] for who does not administer it,
/// [`Code::IdConflict`].
pub(crate) fn create_program(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &CreateProgram,
) -> Result<ProgramRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    org::unit(tx, command.unit)?.ok_or(Code::NotFound)?;
    may_keep(tx, caller, command.unit)?;
    if store::program(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let row = ProgramRow {
        id: command.id,
        unit: command.unit,
        name: command.name.as_str().to_owned(),
        themes: command.themes.clone(),
        summary: command.summary.clone(),
        ended_on: None,
        version: 1,
        created_by: caller.person,
        created_at: caller.now,
    };
    store::insert_program(tx, &row)?;
    tx.changed(None, Some(&row));
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), Some(row.unit)))?;
    Ok(row)
}

/// Changes what a program is called and is for, and ends it or takes it up again.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`] for who does not administer its unit,
/// [`Code::StaleVersion`].
pub(in crate::activities) fn update_program(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: ProgramId,
    expected: Expected,
    changes: &ProgramChanges,
) -> Result<ProgramRow, Error> {
    let before = store::lock_program(tx, id)?.ok_or(Code::NotFound)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    may_keep(tx, caller, before.unit)?;
    expected.meets(before.version)?;
    let after = rules::program_changed(&before, changes);
    if after == before {
        return Ok(after);
    }
    let after = ProgramRow { version: before.version + 1, ..after };
    store::put_program(tx, &after)?;
    tx.changed(Some(&before), Some(&after));
    acts::record(tx, caller, intent, &Recorded::applied(id.entity(), Some(after.unit)))?;
    Ok(after)
}

/// A program says what a district, or the whole, is about, so its administration makes it. The
/// tree is public, so a no tells nothing.
fn may_keep(tx: &mut Tx<'_>, caller: &Caller, unit: UnitId) -> Result<(), Error> {
    Ok(org::authority(tx, caller.person, unit, caller.now)?.may_administer()?)
}

fn existing(tx: &mut Tx<'_>, id: ProgramId) -> Result<ProgramRow, Error> {
    store::program(tx, id)?.ok_or_else(|| Code::NotFound.into())
}
