//! What somebody's service comes to.

use std::collections::BTreeMap;

use super::records::scope_of;
use crate::{
    attendance::{rules, store},
    kernel::{
        caller::Caller,
        figures::{Difference, Sums},
        ids::PersonId,
        proof::ProofClass,
    },
    ledger,
    platform::{db::Conn, error::Error},
};

/// What a person's records come to by class, confirmed and not, as far as the caller may look at
/// them.
///
/// # Errors
/// [`NotFound`](crate::kernel::codes::Code::NotFound) for somebody whom he does not see.
pub(in crate::attendance) fn totals(
    conn: &mut Conn,
    caller: &Caller,
    person: PersonId,
) -> Result<BTreeMap<ProofClass, Sums>, Error> {
    let scope = scope_of(conn, caller, person)?;
    let mut totals = ledger::totals_of(conn, &scope, person)?;
    let unsettled = store::unsettled_of(conn, &scope, person)?;
    for Difference { cell, by } in rules::differences(&[], &unsettled) {
        *totals.entry(cell.proof_class).or_default() += by;
    }
    totals.retain(|_, sums| *sums != Sums::default());
    Ok(totals)
}
