//! The SQL of suspensions.

use diesel::{QueryResult, dsl::exists, insert_into, prelude::*, select, update};

use crate::{
    kernel::{
        ids::{MembershipId, PersonId, SuspensionId, UnitId},
        time::Time,
    },
    platform::db::Conn,
    schema::{memberships, suspensions, unit_ancestors},
};

/// Opens a suspension.
pub(in crate::org) fn insert_suspension(
    conn: &mut Conn,
    id: SuspensionId,
    membership: MembershipId,
    by: PersonId,
    now: Time,
) -> QueryResult<()> {
    insert_into(suspensions::table)
        .values((
            suspensions::id.eq(id),
            suspensions::membership.eq(membership),
            suspensions::from_at.eq(now),
            suspensions::suspended_by.eq(by),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether a suspension of a person is open in a unit or in what it stands below, also of a
/// membership that he has left since.
pub(in crate::org) fn is_suspended_over(
    conn: &mut Conn,
    person: PersonId,
    unit: UnitId,
) -> QueryResult<bool> {
    let above = unit_ancestors::table
        .filter(unit_ancestors::unit.eq(unit))
        .filter(unit_ancestors::until_at.is_null())
        .select(unit_ancestors::ancestor);
    let open = suspensions::table
        .inner_join(memberships::table.on(memberships::id.eq(suspensions::membership)))
        .filter(suspensions::until_at.is_null())
        .filter(memberships::person.eq(person))
        .filter(memberships::unit.eq_any(above));
    select(exists(open)).get_result(conn)
}

/// The units in which suspensions of persons are open.
pub(in crate::org) fn suspended_in(
    conn: &mut Conn,
    people: &[PersonId],
) -> QueryResult<Vec<(PersonId, UnitId)>> {
    suspensions::table
        .inner_join(memberships::table.on(memberships::id.eq(suspensions::membership)))
        .filter(suspensions::until_at.is_null())
        .filter(memberships::person.eq_any(people))
        .select((memberships::person, memberships::unit))
        .load(conn)
}

/// Ends the suspensions of a person in a unit that are open.
pub(in crate::org) fn end_suspensions(
    conn: &mut Conn,
    person: PersonId,
    unit: UnitId,
    by: PersonId,
    now: Time,
) -> QueryResult<()> {
    let his = memberships::table
        .filter(memberships::person.eq(person))
        .filter(memberships::unit.eq(unit))
        .select(memberships::id);
    update(suspensions::table)
        .filter(suspensions::membership.eq_any(his))
        .filter(suspensions::until_at.is_null())
        .set((suspensions::until_at.eq(now), suspensions::lifted_by.eq(by)))
        .execute(conn)?;
    Ok(())
}
