//! Who served, and who is a member.

use diesel::{QueryResult, connection::DefaultLoadingMode, prelude::*};

use super::{
    Within,
    grains::{BookedRow, MONTH_OF_DATE, booked, class_word, spot},
    narrowing::{narrowed, scoped},
};
use crate::{
    kernel::{
        ids::{PersonId, UnitId},
        proof::ProofClass,
        time::Time,
    },
    ledger, org,
    platform::{db::Conn, error::Error},
    schema::{memberships, service_records, suspensions},
    tally::model::{Grain, Month, Scope, Spot},
};

/// Somebody who is or was a member of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub(in crate::tally) struct Member {
    pub(in crate::tally) person: PersonId,
    pub(in crate::tally) unit: UnitId,
    pub(in crate::tally) from_at: Time,
    pub(in crate::tally) until_at: Option<Time>,
}

/// Somebody who was suspended in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub(in crate::tally) struct Suspension {
    pub(in crate::tally) person: PersonId,
    pub(in crate::tally) unit: UnitId,
    pub(in crate::tally) from_at: Time,
    pub(in crate::tally) until_at: Option<Time>,
}

/// Hands each person to `each`, once with each spot in which a record of his counts. There may be
/// millions of records: what travels, and is kept, is people by the spots that the cut tells apart.
///
/// # Errors
/// What the database says, and those of `each`.
pub(in crate::tally) fn served_by(
    conn: &mut Conn,
    within: &Within,
    grain: &Grain,
    mut each: impl FnMut(PersonId, Spot) -> Result<(), Error>,
) -> Result<(), Error> {
    let found = service_records::table
        .filter(ledger::counted())
        .filter(service_records::proof_class.ne(ProofClass::CarriedOver))
        .select((service_records::person, booked(grain, MONTH_OF_DATE), class_word(grain)))
        .distinct();
    let (first, last) = (Month::first_date, Month::last_date);
    let found = narrowed!(found, within, service_records, service_date, first, last);
    type Row = (PersonId, BookedRow, Option<ProofClass>);
    for row in found.load_iter::<Row, DefaultLoadingMode>(conn)? {
        let (person, booked, proof_class) = row?;
        each(person, Spot { proof_class, ..spot(booked) })?;
    }
    Ok(())
}

/// Those who were members at some time between two instants, both of them included, of units that
/// are within the scope, or were at some time.
pub(in crate::tally) fn members(
    conn: &mut Conn,
    scope: Option<&Scope>,
    from: Time,
    until: Time,
) -> QueryResult<Vec<Member>> {
    let mut found = memberships::table
        .filter(memberships::from_at.le(until))
        .filter(memberships::until_at.is_null().or(memberships::until_at.gt(from)))
        .select((
            memberships::person,
            memberships::unit,
            memberships::from_at.assume_not_null(),
            memberships::until_at,
        ))
        .into_boxed();
    if let Some(scope) = scope {
        let below = memberships::unit.eq_any(org::below(scope.below.clone()));
        let then = memberships::unit.eq_any(org::ever_below(scope.booked_to.clone()));
        found = scoped!(found, scope, below, then);
    }
    found.load(conn)
}

/// Those who were suspended at some time between two instants, in whatever unit.
pub(in crate::tally) fn suspensions(
    conn: &mut Conn,
    from: Time,
    until: Time,
) -> QueryResult<Vec<Suspension>> {
    suspensions::table
        .inner_join(memberships::table.on(memberships::id.eq(suspensions::membership)))
        .filter(suspensions::from_at.le(until))
        .filter(suspensions::until_at.is_null().or(suspensions::until_at.gt(from)))
        .select((
            memberships::person,
            memberships::unit,
            suspensions::from_at,
            suspensions::until_at,
        ))
        .load(conn)
}
