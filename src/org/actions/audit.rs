//! Working out again who reads what.

use std::collections::{BTreeMap, BTreeSet};

use diesel::QueryResult;

use super::audiences::wanted;
use crate::{
    changelog,
    kernel::{
        audit::{Audit, Check, Example, Finding},
        bucket::Bucket,
        ids::PersonId,
    },
    people::PersonRow,
    platform::db::{Conn, each_page},
};

/// Compares the grants of everybody with his memberships and roles.
///
/// # Errors
/// What the database says.
pub fn audit(conn: &mut Conn) -> QueryResult<Audit> {
    let mut audit = Audit::new(Check::Grants);
    each_page(conn, |conn, rows: &[PersonRow]| {
        let people: Vec<PersonId> = rows.iter().map(|row| row.id).collect();
        let mut granted: BTreeMap<PersonId, BTreeSet<Bucket>> = BTreeMap::new();
        for grant in changelog::open_grants(conn, &people)? {
            granted.entry(grant.person).or_default().insert(grant.bucket);
        }
        for (person, wanted) in wanted(conn, &people)? {
            let granted = granted.remove(&person).unwrap_or_default();
            audit.compare(&granted, &wanted, || {
                let more = granted.difference(&wanted).map(|bucket| format!(" −{bucket}"));
                let less = wanted.difference(&granted).map(|bucket| format!(" +{bucket}"));
                let mend: String = more.chain(less).collect();
                Example::new(format!("person {person}{mend}"), Finding::Other)
            });
        }
        Ok(())
    })?;
    Ok(audit)
}
