//! The SQL of the ledger of consents.

use std::collections::BTreeMap;

use diesel::{QueryResult, dsl::exists, insert_into, prelude::*, select, update};

use crate::{
    kernel::{
        ids::{ConsentId, DeviceId, PersonId},
        interval::lasts,
        time::Time,
    },
    people::model::{ConsentForm, GivenBy, Purpose},
    platform::db::{Conn, both, text_column},
    schema::consents,
};

text_column!(ConsentForm);
text_column!(GivenBy);
text_column!(Purpose);

/// A consent.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = consents, treat_none_as_default_value = false)]
pub struct ConsentRow {
    /// The id.
    pub id: ConsentId,
    /// Whose data it is about.
    pub person: PersonId,
    /// What it allows.
    pub purpose: Purpose,
    /// Which text was shown.
    pub notice_version: String,
    /// How it was given.
    pub form: ConsentForm,
    /// By whom.
    pub given_by: GivenBy,
    /// When.
    pub given_at: Time,
    /// On which device, when it was given in the app.
    pub device: Option<DeviceId>,
    /// Who entered it.
    pub recorded_by: PersonId,
    /// When.
    pub recorded_at: Time,
    /// When it was taken back.
    pub withdrawn_at: Option<Time>,
    /// Who entered that.
    pub withdrawn_by: Option<PersonId>,
}

/// How many consents one statement takes: twelve columns each, and SQLite binds 32,766.
const CONSENTS_PER_STATEMENT: usize = 2000;

pub(in crate::people) fn insert_consents(conn: &mut Conn, rows: &[ConsentRow]) -> QueryResult<()> {
    for rows in rows.chunks(CONSENTS_PER_STATEMENT) {
        both!(conn => insert_into(consents::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// Whether there is a consent under one of some ids.
pub(in crate::people) fn has_consents(conn: &mut Conn, ids: &[ConsentId]) -> QueryResult<bool> {
    for ids in ids.chunks(CONSENTS_PER_STATEMENT) {
        if select(exists(consents::table.filter(consents::id.eq_any(ids)))).get_result(conn)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A consent by id.
///
/// # Errors
/// What the database says.
pub fn consent(conn: &mut Conn, id: ConsentId) -> QueryResult<Option<ConsentRow>> {
    consents::table.find(id).first(conn).optional()
}

/// Locks a consent about a person until the transaction ends; nothing when it is about another.
///
/// # Errors
/// What the database says.
pub fn lock_consent(
    conn: &mut Conn,
    id: ConsentId,
    person: PersonId,
) -> QueryResult<Option<ConsentRow>> {
    update(consents::table.find(id).filter(consents::person.eq(person)))
        .set(consents::recorded_at.eq(consents::recorded_at))
        .returning(consents::all_columns)
        .get_result(conn)
        .optional()
}

pub(in crate::people) fn set_withdrawn(conn: &mut Conn, row: &ConsentRow) -> QueryResult<()> {
    update(consents::table.find(row.id))
        .set((
            consents::withdrawn_at.eq(row.withdrawn_at),
            consents::withdrawn_by.eq(row.withdrawn_by),
        ))
        .execute(conn)?;
    Ok(())
}

/// The consents about a person after an id, in the order of ids, at most `limit`; those that were
/// withdrawn too.
///
/// # Errors
/// What the database says.
pub fn consents_of(
    conn: &mut Conn,
    person: PersonId,
    after: Option<ConsentId>,
    limit: i64,
) -> QueryResult<Vec<ConsentRow>> {
    let about = consents::table.filter(consents::person.eq(person));
    let mut found = about.order(consents::id).limit(limit).into_boxed();
    if let Some(after) = after {
        found = found.filter(consents::id.gt(after));
    }
    found.load(conn)
}

/// The consents about a person to a purpose that were in force at an instant, by whomever given.
///
/// # Errors
/// What the database says.
pub fn consents_in_force(
    conn: &mut Conn,
    person: PersonId,
    purpose: Purpose,
    at: Time,
) -> QueryResult<Vec<ConsentRow>> {
    consents::table
        .filter(consents::person.eq(person))
        .filter(consents::purpose.eq(purpose))
        .filter(consents::given_at.le(at))
        .filter(consents::withdrawn_at.is_null().or(consents::withdrawn_at.gt(at)))
        .order(consents::id)
        .load(conn)
}

/// Consents of some persons to one purpose, for many instants at once: what slices judge by.
#[derive(Clone, Debug, Default)]
pub struct Consents(BTreeMap<PersonId, Vec<(Time, Option<Time>, GivenBy)>>);

impl Consents {
    /// Whether a consent about a person was in force at an instant, by whomever given.
    #[must_use]
    pub fn at(&self, person: PersonId, at: Time) -> bool {
        self.given(person, at).next().is_some()
    }

    /// Whether one of a guardian's was.
    #[must_use]
    pub fn by_guardian_at(&self, person: PersonId, at: Time) -> bool {
        self.given(person, at).any(|by| by == GivenBy::Guardian)
    }

    fn given(&self, person: PersonId, at: Time) -> impl Iterator<Item = GivenBy> {
        let of_person = self.0.get(&person).into_iter().flatten();
        let in_force =
            move |(from, until, _): &&(Time, Option<Time>, GivenBy)| lasts(*from, *until, at);
        of_person.filter(in_force).map(|(_, _, by)| *by)
    }
}

/// What was agreed to about some persons for a purpose, at any time.
///
/// # Errors
/// What the database says.
pub fn consents_ever(
    conn: &mut Conn,
    persons: &[PersonId],
    purpose: Purpose,
) -> QueryResult<Consents> {
    let rows: Vec<(PersonId, Time, Option<Time>, GivenBy)> = consents::table
        .filter(consents::person.eq_any(persons))
        .filter(consents::purpose.eq(purpose))
        .select((consents::person, consents::given_at, consents::withdrawn_at, consents::given_by))
        .load(conn)?;
    let mut found = Consents::default();
    for (person, given_at, withdrawn_at, given_by) in rows {
        found.0.entry(person).or_default().push((given_at, withdrawn_at, given_by));
    }
    Ok(found)
}

/// Whether somebody who answers for a minor lets him take part, at an instant.
///
/// # Errors
/// What the database says.
pub fn guardian_agreed(conn: &mut Conn, person: PersonId, at: Time) -> QueryResult<bool> {
    let consents = consents_in_force(conn, person, Purpose::Participation, at)?;
    Ok(consents.iter().any(|consent| consent.given_by == GivenBy::Guardian))
}
