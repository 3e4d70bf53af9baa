//! Acts on the ledger of consents.

use std::collections::BTreeSet;

use crate::{
    acts::{self, Intent, Recorded},
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{ConsentId, Id},
    },
    people::{
        model::{ConsentForm, NewConsent},
        rules,
        store::{self, ConsentRow},
    },
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// Enters a consent. A step of acts that asked whether the caller may enter one about that person.
///
/// # Errors
/// [`Code::Forbidden`] for somebody who would be his own guardian; [`Code::IdConflict`]; what the
/// database says.
pub fn record_consent(
    tx: &mut Tx<'_>,
    caller: &Caller,
    new: &NewConsent,
) -> Result<ConsentRow, Error> {
    let row = record_consents(tx, caller, &[new])?.pop();
    row.ok_or_else(|| Fault::broken("a consent was not entered").into())
}

/// The same for several. Answers them in their order.
///
/// # Errors
/// Those of [`record_consent`]: then none is entered.
pub fn record_consents(
    tx: &mut Tx<'_>,
    caller: &Caller,
    new: &[&NewConsent],
) -> Result<Vec<ConsentRow>, Error> {
    new.iter().try_for_each(|new| rules::may_record(new, caller.person))?;
    let ids: Vec<ConsentId> = new.iter().map(|new| new.id).collect();
    let said_twice = ids.iter().collect::<BTreeSet<_>>().len() < ids.len();
    // An id may be that of another person's, of which this one may know nothing.
    if said_twice || store::has_consents(tx, &ids)? {
        return Err(Code::IdConflict.into());
    }
    let row = |new: &&NewConsent| ConsentRow {
        id: new.id,
        person: new.person,
        purpose: new.purpose,
        notice_version: new.notice_version.as_str().to_owned(),
        form: new.form,
        given_by: new.given_by,
        given_at: new.given_at,
        device: caller.device.filter(|_| new.form == ConsentForm::InApp),
        recorded_by: caller.person,
        recorded_at: caller.now,
        withdrawn_at: None,
        withdrawn_by: None,
    };
    let rows: Vec<ConsentRow> = new.iter().map(row).collect();
    store::insert_consents(tx, &rows)?;
    Ok(rows)
}

/// Takes back a consent whose row was locked. A step of acts; what was done while it was in force
/// stays right (PIPL, article 15).
///
/// # Errors
/// What the database says.
pub fn withdraw_consent(
    tx: &mut Tx<'_>,
    caller: &Caller,
    before: ConsentRow,
) -> Result<ConsentRow, Error> {
    let (withdrawn_at, withdrawn_by) = (Some(caller.now), Some(caller.person));
    let after = ConsentRow { withdrawn_at, withdrawn_by, ..before };
    store::set_withdrawn(tx, &after)?;
    Ok(after)
}

/// Enters what the caller agrees to for himself.
///
/// # Errors
/// [`Code::IdConflict`].
pub(in crate::people) fn consent_own(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    new: &NewConsent,
) -> Result<ConsentRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    let consent = record_consent(tx, caller, new)?;
    acts::record(tx, caller, intent, &Recorded::applied(consent.id.entity(), None))?;
    Ok(consent)
}

/// Takes back a consent about the caller, whoever gave it. One that was taken back before stays as
/// it was.
///
/// # Errors
/// [`Code::NotFound`], also for a consent about another person; [`Code::IdConflict`].
pub(in crate::people) fn withdraw_own(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: ConsentId,
) -> Result<ConsentRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    let before = store::lock_consent(tx, id, caller.person)?.ok_or(Code::NotFound)?;
    if before.withdrawn_at.is_some() {
        return Ok(before);
    }
    let after = withdraw_consent(tx, caller, before)?;
    acts::record(tx, caller, intent, &Recorded::applied(after.id.entity(), None))?;
    Ok(after)
}

fn existing(tx: &mut Tx<'_>, id: ConsentId) -> Result<ConsentRow, Error> {
    store::consent(tx, id)?.ok_or_else(|| Code::NotFound.into())
}
