//! Acts on insurance policies.

use crate::{
    acts::{self, Intent, Recorded},
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, PolicyId},
    },
    org::{
        model::NewPolicy,
        store::{self, PolicyRow},
    },
    platform::{db::Tx, error::Error},
};

/// Records insurance that a unit took out.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, [`Code::Forbidden`] for who does not lead it,
/// [`Code::IdConflict`].
pub(crate) fn record_policy(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &NewPolicy,
) -> Result<PolicyRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    let unit = store::unit(tx, command.unit)?.ok_or(Code::NotFound)?;
    if !store::authority(tx, caller.person, unit.id, caller.now)?.leads() {
        return Err(Code::Forbidden.into());
    }
    if store::policy(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let row = PolicyRow {
        id: command.id,
        unit: unit.id,
        insurer: command.insurer.clone(),
        policy_no: command.policy_no.clone(),
        valid_from: command.valid_from.to_string(),
        valid_to: command.valid_to.to_string(),
        recorded_by: caller.person,
        recorded_at: caller.now,
    };
    store::insert_policy(tx, &row)?;
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), Some(unit.id)))?;
    Ok(row)
}

fn existing(tx: &mut Tx<'_>, id: PolicyId) -> Result<PolicyRow, Error> {
    store::policy(tx, id)?.ok_or_else(|| Code::NotFound.into())
}
