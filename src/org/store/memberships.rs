//! The SQL of memberships.

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    kernel::{
        ids::{Membership, MembershipId, Person, PersonId, UnitId},
        time::Time,
    },
    org::model::MembershipState,
    platform::{
        db::{Conn, both, stored, text_column},
        http::Place,
    },
    schema::{memberships, roles, unit_ancestors},
};

text_column!(MembershipState);

/// How many rows, or ids, one statement takes: eleven columns each, and SQLite binds 32,766.
const ROWS_PER_STATEMENT: usize = 1000;

/// A person in a unit.
#[derive(Clone, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(
    table_name = memberships,
    treat_none_as_null = true,
    treat_none_as_default_value = false
)]
pub struct MembershipRow {
    /// The id.
    pub id: MembershipId,
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// What it is now.
    pub state: MembershipState,
    /// The person's name.
    pub person_name: String,
    /// The person's public number.
    pub volunteer_no: String,
    /// What the name is sorted by.
    pub sort_key: Vec<u8>,
    /// When he applied or was enrolled.
    pub applied_at: Time,
    /// Since when he is a member.
    pub from_at: Option<Time>,
    /// When it ended, or the application did.
    pub until_at: Option<Time>,
    /// Counts the changes of this row.
    pub version: i64,
}

stored!(MembershipRow, memberships, version);

impl MembershipRow {
    /// Where it stands in a list that is sorted by names.
    pub(in crate::org) fn place(&self) -> (&[u8], MembershipId) {
        (&self.sort_key, self.id)
    }
}

impl std::fmt::Debug for MembershipRow {
    /// Without the name: rows end up in logs of tests.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MembershipRow({}, {:?})", self.id, self.state)
    }
}

/// A membership by id.
pub(in crate::org) fn membership(
    conn: &mut Conn,
    id: MembershipId,
) -> QueryResult<Option<MembershipRow>> {
    memberships::table.find(id).first(conn).optional()
}

/// Memberships by their ids; those that are not there are left out.
pub(in crate::org) fn memberships_by_id(
    conn: &mut Conn,
    ids: &[MembershipId],
) -> QueryResult<Vec<MembershipRow>> {
    let mut found = Vec::new();
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        let rows = memberships::table.filter(memberships::id.eq_any(ids));
        found.extend(rows.load::<MembershipRow>(conn)?);
    }
    Ok(found)
}

/// Locks a membership until the transaction ends.
pub(in crate::org) fn lock_membership(
    conn: &mut Conn,
    id: MembershipId,
) -> QueryResult<Option<MembershipRow>> {
    update(memberships::table.find(id))
        .set(memberships::version.eq(memberships::version))
        .returning(memberships::all_columns)
        .get_result(conn)
        .optional()
}

/// The memberships and applications of persons that have not ended: person, unit and state.
pub(in crate::org) fn open_memberships(
    conn: &mut Conn,
    persons: &[PersonId],
) -> QueryResult<Vec<(PersonId, UnitId, MembershipState)>> {
    let mut found = Vec::new();
    for persons in persons.chunks(ROWS_PER_STATEMENT) {
        let open = memberships::table
            .filter(memberships::person.eq_any(persons))
            .filter(memberships::until_at.is_null())
            .order(memberships::id)
            .select((memberships::person, memberships::unit, memberships::state));
        found.extend(open.load::<(PersonId, UnitId, MembershipState)>(conn)?);
    }
    Ok(found)
}

/// The memberships of a person, the newest first, at most `limit`.
pub(in crate::org) fn memberships_of(
    conn: &mut Conn,
    person: PersonId,
    before: Option<MembershipId>,
    limit: i64,
) -> QueryResult<Vec<MembershipRow>> {
    let mut found = memberships::table
        .filter(memberships::person.eq(person))
        .order(memberships::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(before) = before {
        found = found.filter(memberships::id.lt(before));
    }
    found.load(conn)
}

/// The memberships in a unit in a state, or those that have not ended, in the order of names, at
/// most `limit`.
pub(in crate::org) fn memberships_in(
    conn: &mut Conn,
    unit: UnitId,
    state: Option<MembershipState>,
    after: Option<Place<Membership>>,
    limit: i64,
) -> QueryResult<Vec<MembershipRow>> {
    let mut found = memberships::table
        .filter(memberships::unit.eq(unit))
        .order((memberships::sort_key, memberships::id))
        .limit(limit)
        .into_boxed();
    found = match state {
        Some(state) => found.filter(memberships::state.eq(state)),
        None => found.filter(memberships::until_at.is_null()),
    };
    if let Some((key, id)) = after {
        let same = memberships::sort_key.eq(key.clone()).and(memberships::id.gt(id));
        found = found.filter(memberships::sort_key.gt(key).or(same));
    }
    found.load(conn)
}

/// Locks the memberships of a person until the transaction ends, those that have ended too.
pub(in crate::org) fn lock_memberships_of(
    conn: &mut Conn,
    person: PersonId,
) -> QueryResult<Vec<MembershipRow>> {
    update(memberships::table)
        .filter(memberships::person.eq(person))
        .set(memberships::version.eq(memberships::version))
        .returning(memberships::all_columns)
        .get_results(conn)
}

/// The open memberships of a person in units over which another one has a role, and in all when
/// that is on the federation, in the order of ids.
///
/// # Errors
/// What the database says.
pub fn memberships_seen(
    conn: &mut Conn,
    holder: PersonId,
    person: PersonId,
    at: Time,
) -> QueryResult<Vec<MembershipRow>> {
    let below = unit_ancestors::table
        .inner_join(roles::table.on(roles::unit.eq(unit_ancestors::ancestor)))
        .filter(roles::person.eq(holder))
        .filter(roles::from_at.le(at))
        .filter(roles::until_at.is_null().or(roles::until_at.gt(at)))
        .filter(unit_ancestors::until_at.is_null())
        .select(unit_ancestors::unit);
    memberships::table
        .filter(memberships::person.eq(person))
        .filter(memberships::until_at.is_null())
        .filter(memberships::unit.eq_any(below))
        .order(memberships::id)
        .load(conn)
}

/// Which persons a list of them is about.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Those in one of these units or below it.
    pub units: Vec<UnitId>,
    /// Only those with this name.
    pub sort_key: Option<Vec<u8>>,
    /// Only those that stand after this place.
    pub after: Option<Place<Person>>,
}

/// The persons with an open membership in some units or below them, in the order of names, each
/// once, at most `limit`.
///
/// # Errors
/// What the database says.
pub fn people_in(conn: &mut Conn, listed: &Listed, limit: i64) -> QueryResult<Vec<Place<Person>>> {
    let below = unit_ancestors::table
        .filter(unit_ancestors::ancestor.eq_any(&listed.units))
        .filter(unit_ancestors::until_at.is_null())
        .select(unit_ancestors::unit);
    let mut found = memberships::table
        .filter(memberships::unit.eq_any(below))
        .filter(memberships::until_at.is_null())
        .select((memberships::sort_key, memberships::person))
        .distinct()
        .order((memberships::sort_key, memberships::person))
        .limit(limit)
        .into_boxed();
    if let Some(key) = &listed.sort_key {
        found = found.filter(memberships::sort_key.eq(key));
    }
    if let Some((key, person)) = &listed.after {
        let same = memberships::sort_key.eq(key).and(memberships::person.gt(*person));
        found = found.filter(memberships::sort_key.gt(key).or(same));
    }
    found.load(conn)
}

pub(in crate::org) fn insert_memberships(
    conn: &mut Conn,
    rows: &[MembershipRow],
) -> QueryResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        both!(conn => insert_into(memberships::table).values(rows).execute(conn))?;
    }
    Ok(())
}

pub(in crate::org) fn put_membership(conn: &mut Conn, row: &MembershipRow) -> QueryResult<()> {
    update(memberships::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}

/// The units in which persons are active, each with itself and all above it.
pub(in crate::org) fn member_units(
    conn: &mut Conn,
    people: &[PersonId],
) -> QueryResult<Vec<(PersonId, UnitId, UnitId)>> {
    memberships::table
        .inner_join(unit_ancestors::table.on(unit_ancestors::unit.eq(memberships::unit)))
        .filter(memberships::person.eq_any(people))
        .filter(memberships::state.eq(MembershipState::Active))
        .filter(unit_ancestors::until_at.is_null())
        .select((memberships::person, memberships::unit, unit_ancestors::ancestor))
        .load(conn)
}

/// The persons with an open membership or role in a unit or below it, in the order of ids.
pub(in crate::org) fn people_below(conn: &mut Conn, unit: UnitId) -> QueryResult<Vec<PersonId>> {
    let below = || {
        unit_ancestors::table
            .filter(unit_ancestors::ancestor.eq(unit))
            .filter(unit_ancestors::until_at.is_null())
            .select(unit_ancestors::unit)
    };
    let members: Vec<PersonId> = memberships::table
        .filter(memberships::unit.eq_any(below()))
        .filter(memberships::until_at.is_null())
        .select(memberships::person)
        .load(conn)?;
    let leaders: Vec<PersonId> = roles::table
        .filter(roles::unit.eq_any(below()))
        .filter(roles::until_at.is_null())
        .select(roles::person)
        .load(conn)?;
    let mut people = [members, leaders].concat();
    people.sort_unstable();
    people.dedup();
    Ok(people)
}
