//! Who reads which bucket: rows that open and close, in the transaction of the act that decides it.

use std::collections::BTreeSet;

use super::{model::Grant, store};
use crate::{
    kernel::{bucket::Bucket, ids::PersonId, time::Time},
    platform::{db::Tx, error::Error},
};

/// Opens the audience of a unit or a person that comes into being. Nobody else can name it before
/// this transaction is committed, so nobody waits for it.
///
/// # Errors
/// What the database says.
pub fn open(tx: &mut Tx<'_>, bucket: Bucket) -> Result<(), Error> {
    let random = tx.random();
    Ok(store::insert_head(tx, bucket, random)?)
}

/// Makes `wanted` the buckets that `person` reads from `now` on: closes the open grants of others,
/// opens what is missing. The caller has locked the person's row, so two acts cannot both decide.
///
/// # Errors
/// What the database says.
pub fn reconcile(
    tx: &mut Tx<'_>,
    person: PersonId,
    wanted: &BTreeSet<Bucket>,
    now: Time,
) -> Result<(), Error> {
    let grants = store::grants_of(tx, person)?;
    let open: Vec<&Grant> = grants.iter().filter(|grant| grant.until_at.is_none()).collect();
    let lost = open.iter().filter(|grant| !wanted.contains(&grant.bucket));
    for grant in lost {
        store::close_grant(tx, grant.id, now)?;
    }
    let held: BTreeSet<Bucket> = open.iter().map(|grant| grant.bucket).collect();
    let last = grants.iter().map(|grant| grant.number).max().unwrap_or(0);
    for (number, bucket) in (last + 1..).zip(wanted.difference(&held)) {
        let id = tx.random().id(now);
        let grant = Grant { id, person, number, bucket: *bucket, from_at: now, until_at: None };
        store::insert_grant(tx, &grant)?;
    }
    Ok(())
}
