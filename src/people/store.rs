//! The SQL of persons.

use diesel::{QueryResult, dsl::exists, insert_into, prelude::*, select, update};

use crate::{
    kernel::{
        ids::{ActivityId, PersonId},
        time::Time,
    },
    platform::db::Conn,
    schema::{people, person_keys},
};

/// A person.
#[derive(Clone, Queryable, Insertable)]
#[diesel(table_name = people)]
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
    pub sex: Option<String>,
    /// Local date: `2008-11-22`.
    pub birth_date: Option<String>,
    /// Which sort of ID document.
    pub id_document_type: Option<String>,
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

impl std::fmt::Debug for PersonRow {
    /// Without what is personal: rows end up in logs of tests.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PersonRow({})", self.id)
    }
}

/// A person by id.
///
/// # Errors
/// What the database says.
pub fn person(conn: &mut Conn, id: PersonId) -> QueryResult<Option<PersonRow>> {
    people::table.find(id).first(conn).optional()
}

/// Locks persons until the transaction ends, in the order of ids; answers those that there are.
///
/// # Errors
/// What the database says.
pub fn lock(conn: &mut Conn, ids: &[PersonId]) -> QueryResult<Vec<PersonRow>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    update(people::table.filter(people::id.eq_any(ids)))
        .set(people::version.eq(people::version))
        .returning(people::all_columns)
        .get_results(conn)
}

pub(super) fn insert(conn: &mut Conn, row: &PersonRow) -> QueryResult<()> {
    insert_into(people::table).values(row).execute(conn)?;
    Ok(())
}

pub(super) fn insert_key(conn: &mut Conn, person: PersonId, sealed: &[u8]) -> QueryResult<()> {
    insert_into(person_keys::table)
        .values((person_keys::person.eq(person), person_keys::sealed.eq(sealed)))
        .execute(conn)?;
    Ok(())
}

pub(super) fn volunteer_no_exists(conn: &mut Conn, number: &str) -> QueryResult<bool> {
    select(exists(people::table.filter(people::volunteer_no.eq(number)))).get_result(conn)
}
