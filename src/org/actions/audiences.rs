//! Grants follow the tree, memberships and roles, in the transaction of the act that moves them.

use std::collections::{BTreeMap, BTreeSet};

use diesel::QueryResult;

use crate::{
    changelog,
    kernel::{
        bucket::Bucket,
        ids::{PersonId, UnitId},
        time::Time,
    },
    org::{
        model::UnitKind,
        rules,
        store::{self, UnitRow},
    },
    people,
    platform::{
        db::{Conn, Tx},
        error::Error,
    },
};

/// Persons for whom the audiences are worked out in one go: a statement binds 32,766 values.
const PEOPLE_AT_ONCE: usize = 1000;

/// Locks a unit whose members or leaders are about to change, and for a squad the brigade that it
/// stands below: an act that moves either meets this one there. Answers the unit.
///
/// # Errors
/// What the database says.
pub fn lock(tx: &mut Tx<'_>, unit: UnitId) -> Result<Option<UnitRow>, Error> {
    let Some(seen) = store::unit(tx, unit)? else { return Ok(None) };
    let brigade = seen.parent.filter(|_| seen.kind == UnitKind::Squad);
    let mut ids: Vec<UnitId> = [Some(unit), brigade].into_iter().flatten().collect();
    loop {
        let locked = store::lock_units(tx, &ids)?;
        let Some(row) = locked.into_iter().find(|row| row.id == unit) else { return Ok(None) };
        // A squad may have moved to another brigade while this waited for it.
        match row.parent.filter(|brigade| row.kind == UnitKind::Squad && !ids.contains(brigade)) {
            Some(brigade) => ids.push(brigade),
            None => return Ok(Some(row)),
        }
    }
}

/// Makes what some persons read what they are to read now. Their units are locked; so are they,
/// here, after those.
///
/// # Errors
/// What the database says.
pub(super) fn follow(tx: &mut Tx<'_>, people: &[PersonId], now: Time) -> Result<(), Error> {
    for people in people.chunks(PEOPLE_AT_ONCE) {
        people::lock(tx, people)?;
        let wanted = wanted(tx, people)?;
        changelog::reconcile(tx, &wanted, now)?;
    }
    Ok(())
}

/// What some persons are to read now.
pub(super) fn wanted(
    conn: &mut Conn,
    people: &[PersonId],
) -> QueryResult<BTreeMap<PersonId, BTreeSet<Bucket>>> {
    let belonging = rules::Belonging {
        member: store::member_units(conn, people)?,
        suspended: store::suspended_in(conn, people)?,
        led: store::led_units(conn, people)?,
    };
    Ok(rules::audiences(people, &belonging))
}
