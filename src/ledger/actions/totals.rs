//! What somebody's records come to.

use std::collections::BTreeMap;

use crate::{
    kernel::{figures::Sums, ids::PersonId, proof::ProofClass},
    ledger::{
        rules,
        store::{self, Scope},
    },
    platform::{db::Conn, error::Error},
};

/// What a person's confirmed records come to, by class.
///
/// # Errors
/// What the database says.
pub fn totals_of(
    conn: &mut Conn,
    scope: &Scope,
    person: PersonId,
) -> Result<BTreeMap<ProofClass, Sums>, Error> {
    let mut totals: BTreeMap<ProofClass, Sums> = BTreeMap::new();
    for row in store::sums_of(conn, scope, person)? {
        let minutes = (row.given_minutes, row.credited_minutes);
        let sums = rules::sums(row.state.shown(row.overlaps), minutes, row.records);
        *totals.entry(row.proof_class).or_default() += sums;
    }
    Ok(totals)
}
