//! Who does what about a record: nobody decides about his own hours, nor alone.

use crate::{
    kernel::{codes::Code, ids::PersonId, proof::ProofClass, refusal::Refusal},
    ledger::store::RecordRow,
    org::Authority,
};

/// Whether somebody may know of a record: his own, or one of a unit over which he has authority.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::ledger) fn may_know(
    row: &RecordRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    if row.person == caller || authority.reads() { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Whether somebody who may know of a record may contest it.
///
/// # Errors
/// [`Code::Forbidden`] for all but the person himself.
pub(in crate::ledger) fn may_dispute(row: &RecordRow, caller: PersonId) -> Result<(), Refusal> {
    if row.person == caller { Ok(()) } else { Err(Code::Forbidden.into()) }
}

/// Whether somebody who may know of a record may correct it: who leads the unit, of others' hours.
///
/// # Errors
/// [`Code::OwnRecord`], [`Code::Forbidden`].
pub(in crate::ledger) fn may_correct(
    row: &RecordRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    if row.person == caller {
        return Err(Code::OwnRecord.into());
    }
    authority.may_lead()
}

/// Whether somebody who may know of a record may answer who contests it: who had no hand in it.
///
/// # Errors
/// [`Code::SecondPersonNeeded`], and those of [`may_correct`].
pub(in crate::ledger) fn may_uphold(
    row: &RecordRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    may_correct(row, caller, authority)?;
    let had_a_hand = row.recorded_by == caller
        || row.corrected_by == Some(caller)
        || row.entered_by.0.contains(&caller);
    if had_a_hand { Err(Code::SecondPersonNeeded.into()) } else { Ok(()) }
}

/// Whether somebody who may know of a record may approve or reject it. What was entered afterwards
/// and the hours of who leads the unit are for a superior.
///
/// # Errors
/// [`Code::SuperiorNeeded`], and those of [`may_uphold`].
pub(in crate::ledger) fn may_decide(
    row: &RecordRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    may_correct(row, caller, authority)?;
    let for_superior = row.leads_unit || row.proof_class == ProofClass::Backfill;
    if for_superior && !authority.administers() {
        return Err(Code::SuperiorNeeded.into());
    }
    may_uphold(row, caller, authority)
}
