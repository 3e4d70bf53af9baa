//! Acts on sites.

use crate::{
    activities::{
        model::{CreateSite, SiteChanges},
        rules,
        store::{self, SiteRow},
    },
    acts::{self, Intent, Recorded},
    changelog::Changed,
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, SiteId, UnitId},
        version::Expected,
    },
    org,
    platform::{db::Tx, error::Error},
};

/// Makes a site.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, [`Code::Forbidden`] for who does not lead it,
/// [`Code::IdConflict`].
pub(crate) fn create_site(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &CreateSite,
) -> Result<SiteRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    org::unit(tx, command.unit)?.ok_or(Code::NotFound)?;
    may_keep(tx, caller, command.unit)?;
    if store::site(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let row = SiteRow {
        id: command.id,
        unit: command.unit,
        name: command.name.as_str().to_owned(),
        kind: command.kind,
        place: command.place.clone(),
        closed_on: None,
        version: 1,
        created_by: caller.person,
        created_at: caller.now,
    };
    store::insert_site(tx, &row)?;
    tx.changed(None, Some(&row));
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), Some(row.unit)))?;
    Ok(row)
}

/// Changes what a site is called and where it is, and closes it or opens it again.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`] for who does not lead its unit, [`Code::StaleVersion`].
pub(in crate::activities) fn update_site(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: SiteId,
    expected: Expected,
    changes: &SiteChanges,
) -> Result<SiteRow, Error> {
    let before = store::lock_site(tx, id)?.ok_or(Code::NotFound)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    may_keep(tx, caller, before.unit)?;
    expected.meets(before.version)?;
    let after = rules::site_changed(&before, changes);
    if after == before {
        return Ok(after);
    }
    let after = SiteRow { version: before.version + 1, ..after };
    store::put_site(tx, &after)?;
    tx.changed(Some(&before), Some(&after));
    acts::record(tx, caller, intent, &Recorded::applied(id.entity(), Some(after.unit)))?;
    Ok(after)
}

/// Who leads a unit keeps its sites. The tree is public, so a no tells nothing.
fn may_keep(tx: &mut Tx<'_>, caller: &Caller, unit: UnitId) -> Result<(), Error> {
    Ok(org::authority(tx, caller.person, unit, caller.now)?.may_lead()?)
}

fn existing(tx: &mut Tx<'_>, id: SiteId) -> Result<SiteRow, Error> {
    store::site(tx, id)?.ok_or_else(|| Code::NotFound.into())
}
