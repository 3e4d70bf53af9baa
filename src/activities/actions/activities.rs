//! Acts on plans of activities.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{reads::authority_where_visible, shifts::follow, sign_ups::put_sign_up};
use crate::{
    activities::{
        model::{ActivityChanges, ActivityState, CreateActivity},
        rules::{self, AudienceToday},
        store::{self, ActivityRow},
    },
    acts::{self, Intent, Recorded},
    changelog::Changed,
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        ids::{ActivityId, Id, PersonId, ProgramId, ShiftId, SiteId},
        refusal::Fields,
        version::Expected,
    },
    notices::{self, NewNotice, NoticeKind},
    org::{self, Authority},
    people,
    platform::{db::Tx, error::Error},
};

/// Plans an activity of a unit.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, [`Code::Forbidden`], [`Code::IdConflict`],
/// [`Code::InvalidFields`], [`Code::AudienceInvalid`].
pub(crate) fn create_activity(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &CreateActivity,
) -> Result<ActivityRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return again(tx, caller, Id::new(earlier.uuid()));
    }
    org::unit(tx, command.unit)?.ok_or(Code::NotFound)?;
    org::authority(tx, caller.person, command.unit, caller.now)?.may_lead()?;
    // The id may be another author's, of whom this one may know nothing.
    if store::activity(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let row = rules::draft(command, caller.person, caller.now);
    may_stand(tx, caller, None, &row)?;
    store::insert_activity(tx, &row)?;
    tx.changed(None, Some(&row));
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), Some(row.unit)))?;
    Ok(row)
}

/// Changes an activity: all of it in a draft, and once it is approved what need not be approved
/// again.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`], [`Code::StaleVersion`], those of
/// [`rules::may_change_activity`], [`Code::AudienceInvalid`].
pub(in crate::activities) fn update_activity(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: ActivityId,
    expected: Expected,
    changes: &ActivityChanges,
) -> Result<ActivityRow, Error> {
    let (before, authority) = locked(tx, caller, id)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return again(tx, caller, Id::new(earlier.uuid()));
    }
    authority.may_lead()?;
    expected.meets(before.version)?;
    let after = rules::activity_changed(&before, changes);
    if after == before {
        return Ok(after);
    }
    let audience = audience_today(tx, caller, &before)?;
    rules::may_change_activity(&before, &after, audience)?;
    may_stand(tx, caller, Some(&before), &after)?;
    if (&after.starts_on, &after.ends_on) != (&before.starts_on, &before.ends_on)
        && let Some(days) = store::service_dates(tx, id)?
    {
        rules::holds_days(&after, &days)?;
    }
    let after = ActivityRow { version: before.version + 1, ..after };
    put(tx, caller, &before, &after)?;
    if after.state == ActivityState::Published && rules::is_moved(&before, &after) {
        lead_elsewhere(tx, caller, &after)?;
    }
    acts::record(tx, caller, intent, &Recorded::applied(id.entity(), Some(after.unit)))?;
    Ok(after)
}

/// The activity of an act that was done before, for those who may still do such acts.
pub(super) fn again(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: ActivityId,
) -> Result<ActivityRow, Error> {
    let row = store::activity(tx, id)?.ok_or(Code::NotFound)?;
    authority_over(tx, caller, &row)?.may_lead()?;
    Ok(row)
}

/// An activity of which the caller may know, locked, and what he may do about it.
pub(super) fn locked(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: ActivityId,
) -> Result<(ActivityRow, Authority), Error> {
    let row = store::lock_activity(tx, id)?.ok_or(Code::NotFound)?;
    let authority = authority_over(tx, caller, &row)?;
    Ok((row, authority))
}

/// Writes what became of an activity that is locked; its shifts follow.
pub(super) fn put(
    tx: &mut Tx<'_>,
    caller: &Caller,
    before: &ActivityRow,
    after: &ActivityRow,
) -> Result<(), Error> {
    store::put_activity(tx, after)?;
    tx.changed(Some(before), Some(after));
    follow(tx, caller, before, after)
}

/// Tells everybody who has a place ahead of him, once, that it is elsewhere now, and shows those
/// who are to come to a home its point. The shifts are locked, and their seats: that it moved
/// concerns them, so [`follow`] did it.
fn lead_elsewhere(tx: &mut Tx<'_>, caller: &Caller, activity: &ActivityRow) -> Result<(), Error> {
    let shifts = store::lock_shifts_of(tx, activity.id)?;
    let shifts: Vec<ShiftId> = shifts.iter().map(|shift| shift.id).collect();
    let mut told = BTreeSet::from([caller.person]);
    for before in store::lock_standing(tx, &shifts)? {
        let after = rules::pinned(&before, activity, caller.now);
        if after != before {
            put_sign_up(tx, &before, &after)?;
        }
        let comes = after.state.holds_seat() && after.ends_at > caller.now;
        if comes && told.insert(after.person) {
            let (person, kind) = (after.person, NoticeKind::ActivityMoved);
            let (subject, unit) = (activity.id.entity(), Some(activity.unit));
            notices::tell(tx, &NewNotice { person, kind, subject, unit }, caller.now)?;
        }
    }
    Ok(())
}

fn authority_over(tx: &mut Tx<'_>, caller: &Caller, row: &ActivityRow) -> Result<Authority, Error> {
    authority_where_visible(tx, caller, row.unit, row.audience, row.published_at)
}

/// Whether an activity can be as it is now: what of it is new has to be there.
fn may_stand(
    tx: &mut Tx<'_>,
    caller: &Caller,
    before: Option<&ActivityRow>,
    after: &ActivityRow,
) -> Result<(), Error> {
    rules::may_last(after)?;
    let today = caller.now.local_date();
    let mut fields = Fields::default();
    let program = after.program.filter(|_| before.is_none_or(|row| row.program != after.program));
    if let Some(program) = program {
        fields.take("/program", goes_on(tx, program, today)?);
    }
    let site = after.site.filter(|_| before.is_none_or(|row| row.site != after.site));
    if let Some(site) = site {
        fields.take("/site", is_open(tx, site, today)?);
    }
    let answers = after.person_in_charge;
    let answers = answers.filter(|_| before.is_none_or(|row| row.person_in_charge != answers));
    if let Some(person) = answers {
        fields.take("/person_in_charge", may_answer(tx, caller, person)?);
    }
    fields.finish(|| Some(()))?;
    if before.is_some_and(|row| row.audience == after.audience) {
        return Ok(());
    }
    may_address(tx, caller, after)
}

/// Whether what is chosen is there, or refused.
type Chosen = Result<(), FieldCode>;

fn goes_on(tx: &mut Tx<'_>, program: ProgramId, today: NaiveDate) -> Result<Chosen, Error> {
    Ok(chosen(store::program(tx, program)?, |program| program.goes_on(today)))
}

fn is_open(tx: &mut Tx<'_>, site: SiteId, today: NaiveDate) -> Result<Chosen, Error> {
    Ok(chosen(store::site(tx, site)?, |site| site.is_open(today)))
}

/// Whether somebody can be in charge: a grown-up of whom the caller may know, or he himself.
fn may_answer(tx: &mut Tx<'_>, caller: &Caller, person: PersonId) -> Result<Chosen, Error> {
    let known =
        person == caller.person || org::reach(tx, caller.person, person, caller.now)?.sees();
    let found = people::person(tx, person)?.filter(|_| known);
    Ok(chosen(found, |found| !people::is_minor_at(found, caller.now)))
}

fn chosen<T>(found: Option<T>, is_available: impl FnOnce(&T) -> bool) -> Chosen {
    let found = found.ok_or(FieldCode::UnknownValue)?;
    if is_available(&found) { Ok(()) } else { Err(FieldCode::NotAvailable) }
}

/// Whether an activity can be for those whom it is for: its own unit, or one that it stands below
/// today.
pub(super) fn may_address(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &ActivityRow,
) -> Result<(), Error> {
    match audience_today(tx, caller, row)? {
        AudienceToday::Stands => Ok(()),
        AudienceToday::Gone => Err(Code::AudienceInvalid.into()),
    }
}

fn audience_today(
    tx: &mut Tx<'_>,
    caller: &Caller,
    row: &ActivityRow,
) -> Result<AudienceToday, Error> {
    match row.audience {
        Some(audience) if !org::stood_below(tx, row.unit, audience, caller.now)? => {
            Ok(AudienceToday::Gone)
        }
        _ => Ok(AudienceToday::Stands),
    }
}
