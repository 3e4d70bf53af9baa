//! The SQL of accounts.

use diesel::{QueryResult, dsl::exists, insert_into, prelude::*, select, update};

use crate::{
    kernel::{
        ids::{AccountId, PersonId},
        time::Time,
    },
    platform::db::{Conn, PortableExt},
    schema::accounts,
};

/// A login of a person.
#[derive(Clone, Queryable, Insertable)]
#[diesel(table_name = accounts)]
pub(in crate::identity) struct AccountRow {
    pub(in crate::identity) id: AccountId,
    pub(in crate::identity) person: PersonId,
    pub(in crate::identity) phone_index: Vec<u8>,
    pub(in crate::identity) password_hash: String,
    pub(in crate::identity) created_at: Time,
}

pub(in crate::identity) fn account_of_phone(
    conn: &mut Conn,
    phone_index: &[u8],
) -> QueryResult<Option<AccountRow>> {
    accounts::table.filter(accounts::phone_index.eq(phone_index)).first(conn).optional()
}

/// Locks the account of a phone number until the transaction ends.
pub(in crate::identity) fn lock_account_of_phone(
    conn: &mut Conn,
    phone_index: &[u8],
) -> QueryResult<Option<AccountRow>> {
    update(accounts::table.filter(accounts::phone_index.eq(phone_index)))
        .set(accounts::created_at.eq(accounts::created_at))
        .returning(accounts::all_columns)
        .get_result(conn)
        .optional()
}

/// The account of a person.
pub(in crate::identity) fn account_of_person(
    conn: &mut Conn,
    person: PersonId,
) -> QueryResult<Option<AccountRow>> {
    accounts::table.filter(accounts::person.eq(person)).first(conn).optional()
}

/// Whether any of several persons has an account.
pub(in crate::identity) fn any_has_account(
    conn: &mut Conn,
    people: &[PersonId],
) -> QueryResult<bool> {
    select(exists(accounts::table.filter(accounts::person.eq_any(people)))).get_result(conn)
}

/// Enters an account; not if there is one of this person or with this number. Of two at once the
/// second waits for what becomes of the first.
pub(in crate::identity) fn insert_account(conn: &mut Conn, row: &AccountRow) -> QueryResult<bool> {
    let inserted = insert_into(accounts::table)
        .values(row)
        .on_conflict_do_nothing()
        .portable()
        .execute(conn)?;
    Ok(inserted == 1)
}

pub(in crate::identity) fn put_password(
    conn: &mut Conn,
    account: AccountId,
    password_hash: &str,
) -> QueryResult<()> {
    update(accounts::table.find(account))
        .set(accounts::password_hash.eq(password_hash))
        .execute(conn)?;
    Ok(())
}
