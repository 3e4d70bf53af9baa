//! The SQL of persons.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{QueryResult, insert_into, prelude::*, update as set_rows, upsert::excluded};

use crate::{
    kernel::{
        ids::{ActivityId, Person, PersonId},
        time::Time,
    },
    people::model::{IdDocumentType, PersonField, Sex},
    platform::{
        db::{Conn, both, stored, text_column},
        http::Place,
    },
    schema::{people, person_fields, person_keys},
};

text_column!(IdDocumentType);
text_column!(PersonField);
text_column!(Sex);

/// How many ids one statement takes, or persons of 25 columns each: SQLite binds 32,766 values.
const IDS_PER_STATEMENT: usize = 1000;

/// A person.
#[derive(Clone, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = people, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PersonRow {
    /// The id.
    pub id: PersonId,
    /// The public number.
    pub volunteer_no: String,
    /// The name.
    pub name: String,
    /// What the name is sorted by.
    pub sort_key: Vec<u8>,
    /// The sex as in the ID document.
    pub sex: Option<Sex>,
    /// Local date: `2008-11-22`.
    pub birth_date: Option<String>,
    /// Which sort of ID document.
    pub id_document_type: Option<IdDocumentType>,
    /// Its number, sealed under the person's own key.
    pub id_document_sealed: Option<Vec<u8>>,
    /// What its number is found by.
    pub id_document_index: Option<Vec<u8>>,
    /// The phone number, sealed under the person's own key.
    pub phone_sealed: Option<Vec<u8>>,
    /// What the phone number is found by.
    pub phone_index: Option<Vec<u8>>,
    /// Which generation of keys both indexes were made with.
    pub index_key: i32,
    /// The district, town or village he lives in.
    pub area_code: Option<String>,
    /// The address, sealed under the person's own key.
    pub address_sealed: Option<Vec<u8>>,
    /// The guardian of a minor, sealed under the person's own key.
    pub guardian_sealed: Option<Vec<u8>>,
    /// Professional skills, a JSON list of texts.
    pub skills: String,
    /// Kinds of service he offers, a JSON list of texts.
    pub categories: String,
    /// His ids in other systems, a JSON map of texts.
    pub external_ids: String,
    /// The language he chose, `zh-CN` or `en`.
    pub locale: Option<String>,
    /// The record that stands for this one, a duplicate.
    pub merged_into: Option<PersonId>,
    /// The emergency after which what was collected for it must go.
    pub collected_for_activity: Option<ActivityId>,
    /// Counts the changes of this row.
    pub version: i64,
    /// Who entered him.
    pub entered_by: PersonId,
    /// When.
    pub created_at: Time,
    /// When this row changed last.
    pub updated_at: Time,
}

stored!(PersonRow, people, version);

impl PersonRow {
    /// Where he stands in a list that is sorted by names.
    #[must_use]
    pub fn place(&self) -> (&[u8], PersonId) {
        (&self.sort_key, self.id)
    }
}

impl std::fmt::Debug for PersonRow {
    /// Without what is personal: rows end up in logs of tests.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PersonRow({})", self.id)
    }
}

/// Who entered a field of a person last.
#[derive(Queryable, Insertable)]
#[diesel(table_name = person_fields, treat_none_as_default_value = false)]
pub(in crate::people) struct FieldRow {
    pub(in crate::people) person: PersonId,
    pub(in crate::people) field: PersonField,
    pub(in crate::people) entered_by: PersonId,
    pub(in crate::people) entered_at: Time,
}

impl FieldRow {
    /// That somebody entered some fields of a person at an instant.
    pub(in crate::people) fn of(
        person: PersonId,
        fields: &BTreeSet<PersonField>,
        (entered_by, entered_at): (PersonId, Time),
    ) -> impl Iterator<Item = Self> {
        fields.iter().map(move |&field| Self { person, field, entered_by, entered_at })
    }
}

/// A person by id.
///
/// # Errors
/// What the database says.
pub fn person(conn: &mut Conn, id: PersonId) -> QueryResult<Option<PersonRow>> {
    people::table.find(id).first(conn).optional()
}

/// Persons by their ids, in the order of ids; those that are not there are left out.
///
/// # Errors
/// What the database says.
pub fn people_of(conn: &mut Conn, ids: &[PersonId]) -> QueryResult<Vec<PersonRow>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in sorted(ids).chunks(IDS_PER_STATEMENT) {
        let people = people::table.filter(people::id.eq_any(ids)).order(people::id);
        found.extend(people.load::<PersonRow>(conn)?);
    }
    Ok(found)
}

/// All persons after a place, in the order of names, at most `limit`; only those with a name where
/// its sort key is given.
///
/// # Errors
/// What the database says.
pub fn people_in_order(
    conn: &mut Conn,
    sort_key: Option<&[u8]>,
    after: Option<&Place<Person>>,
    limit: i64,
) -> QueryResult<Vec<PersonRow>> {
    let mut found = people::table.order((people::sort_key, people::id)).limit(limit).into_boxed();
    if let Some(key) = sort_key {
        found = found.filter(people::sort_key.eq(key));
    }
    if let Some((key, id)) = after {
        let same = people::sort_key.eq(key).and(people::id.gt(*id));
        found = found.filter(people::sort_key.gt(key).or(same));
    }
    found.load(conn)
}

/// Locks persons until the transaction ends, and answers them as they are then, in the order of
/// ids; those that are not there are left out. They are asked for in that order too; where the
/// database takes another one and two acts meet, it runs one of them again.
///
/// # Errors
/// What the database says.
pub fn lock(conn: &mut Conn, ids: &[PersonId]) -> QueryResult<Vec<PersonRow>> {
    let mut locked: Vec<PersonRow> = Vec::with_capacity(ids.len());
    for ids in sorted(ids).chunks(IDS_PER_STATEMENT) {
        let rows = set_rows(people::table.filter(people::id.eq_any(ids)))
            .set(people::version.eq(people::version))
            .returning(people::all_columns)
            .get_results(conn)?;
        locked.extend(rows);
    }
    locked.sort_unstable_by_key(|row| row.id);
    Ok(locked)
}

fn sorted(ids: &[PersonId]) -> Vec<PersonId> {
    ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect()
}

/// Those who have one of some ID documents, each with its index, in the order of ids. The indexes
/// are those of [`Sealer::document_index`](crate::people::Sealer::document_index).
///
/// # Errors
/// What the database says.
pub fn ids_with_documents(
    conn: &mut Conn,
    indexes: &[[u8; 32]],
) -> QueryResult<Vec<(PersonId, Vec<u8>)>> {
    let mut found = Vec::new();
    for indexes in indexes.chunks(IDS_PER_STATEMENT) {
        let indexes = indexes.iter().map(<[u8; 32]>::as_slice);
        let with = people::table.filter(people::id_document_index.eq_any(indexes));
        let with = with.select((people::id, people::id_document_index.assume_not_null()));
        found.extend(with.load::<(PersonId, Vec<u8>)>(conn)?);
    }
    found.sort_unstable();
    Ok(found)
}

pub(in crate::people) fn insert_all(conn: &mut Conn, rows: &[PersonRow]) -> QueryResult<()> {
    for rows in rows.chunks(IDS_PER_STATEMENT) {
        both!(conn => insert_into(people::table).values(rows).execute(conn))?;
    }
    Ok(())
}

/// Writes a person whose row is locked.
pub(in crate::people) fn update(conn: &mut Conn, row: &PersonRow) -> QueryResult<()> {
    set_rows(people::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}

/// Keeps the sealed keys of persons.
pub(in crate::people) fn insert_keys(
    conn: &mut Conn,
    keys: &[(PersonId, Vec<u8>)],
) -> QueryResult<()> {
    let row = |(person, sealed): &(PersonId, Vec<u8>)| {
        (person_keys::person.eq(*person), person_keys::sealed.eq(sealed.clone()))
    };
    for keys in keys.chunks(IDS_PER_STATEMENT) {
        let rows: Vec<_> = keys.iter().map(row).collect();
        both!(conn => insert_into(person_keys::table).values(&rows).execute(conn))?;
    }
    Ok(())
}

/// The sealed keys of persons; whoever was erased has none.
pub(in crate::people) fn keys_of(
    conn: &mut Conn,
    ids: &[PersonId],
) -> QueryResult<BTreeMap<PersonId, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for ids in ids.chunks(IDS_PER_STATEMENT) {
        let keys = person_keys::table.filter(person_keys::person.eq_any(ids));
        found.extend(keys.load::<(PersonId, Vec<u8>)>(conn)?);
    }
    Ok(found)
}

/// Notes who entered fields of persons, and when.
pub(in crate::people) fn put_fields(conn: &mut Conn, fields: &[FieldRow]) -> QueryResult<()> {
    for rows in fields.chunks(IDS_PER_STATEMENT) {
        both!(conn => insert_into(person_fields::table)
            .values(rows)
            .on_conflict((person_fields::person, person_fields::field))
            .do_update()
            .set((
                person_fields::entered_by.eq(excluded(person_fields::entered_by)),
                person_fields::entered_at.eq(excluded(person_fields::entered_at)),
            ))
            .execute(conn))?;
    }
    Ok(())
}

/// Who entered which fields of persons last.
pub(in crate::people) fn fields_of(
    conn: &mut Conn,
    ids: &[PersonId],
) -> QueryResult<Vec<FieldRow>> {
    let mut found = Vec::new();
    for ids in ids.chunks(IDS_PER_STATEMENT) {
        let fields = person_fields::table.filter(person_fields::person.eq_any(ids));
        found.extend(fields.load::<FieldRow>(conn)?);
    }
    Ok(found)
}

/// Those of some public numbers that somebody has.
pub(in crate::people) fn volunteer_nos_taken(
    conn: &mut Conn,
    numbers: &BTreeSet<String>,
) -> QueryResult<Vec<String>> {
    let mut taken = Vec::new();
    for numbers in numbers.iter().collect::<Vec<_>>().chunks(IDS_PER_STATEMENT) {
        let found = people::table.filter(people::volunteer_no.eq_any(numbers));
        taken.extend(found.select(people::volunteer_no).load::<String>(conn)?);
    }
    Ok(taken)
}
