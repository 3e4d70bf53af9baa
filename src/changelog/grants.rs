//! Who reads which bucket: rows that open and close, in the transaction of the act that decides it.

use std::collections::{BTreeMap, BTreeSet};

use super::{model::Grant, store};
use crate::{
    kernel::{bucket::Bucket, ids::PersonId, time::Time},
    platform::{db::Tx, error::Error},
};

/// Opens the audiences of units or persons that come into being. Nobody else can name them before
/// this transaction is committed, so nobody waits for them.
///
/// # Errors
/// What the database says.
pub fn open(tx: &mut Tx<'_>, buckets: &[Bucket]) -> Result<(), Error> {
    let random = tx.random();
    Ok(store::insert_heads(tx, buckets, random)?)
}

/// Makes the buckets that each person reads from `now` on those that are wanted: closes the open
/// grants of others, opens what is missing. The caller has locked the persons' rows, so two acts
/// cannot both decide.
///
/// # Errors
/// What the database says.
pub fn reconcile(
    tx: &mut Tx<'_>,
    wanted: &BTreeMap<PersonId, BTreeSet<Bucket>>,
    now: Time,
) -> Result<(), Error> {
    let people: Vec<PersonId> = wanted.keys().copied().collect();
    let mut grants: BTreeMap<PersonId, Vec<Grant>> = BTreeMap::new();
    for grant in store::grants_of_all(tx, &people)? {
        grants.entry(grant.person).or_default().push(grant);
    }
    let (mut lost, mut gained) = (Vec::new(), Vec::new());
    for (person, wanted) in wanted {
        let grants = grants.get(person).map_or([].as_slice(), Vec::as_slice);
        let open: Vec<&Grant> = grants.iter().filter(|grant| grant.until_at.is_none()).collect();
        lost.extend(open.iter().filter(|grant| !wanted.contains(&grant.bucket)).map(|g| g.id));
        let held: BTreeSet<Bucket> = open.iter().map(|grant| grant.bucket).collect();
        let last = grants.iter().map(|grant| grant.number).max().unwrap_or(0);
        for (number, bucket) in (last + 1..).zip(wanted.difference(&held)) {
            let (id, person, bucket) = (tx.random().id(now), *person, *bucket);
            gained.push(Grant { id, person, number, bucket, from_at: now, until_at: None });
        }
    }
    store::close_grants(tx, &lost, now)?;
    Ok(store::insert_grants(tx, &gained)?)
}
