//! The SQL of claim codes.

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    identity::model::CodeHash,
    kernel::{ids::PersonId, time::Time},
    platform::db::{Conn, PortableExt},
    schema::claim_codes,
};

/// A code with which a person opens an account. Rows stay: a code that was given once is never
/// given for somebody else.
#[derive(Clone, Queryable, Insertable)]
#[diesel(table_name = claim_codes)]
pub(in crate::identity) struct ClaimCodeRow {
    pub(in crate::identity) code_hash: Vec<u8>,
    pub(in crate::identity) person: PersonId,
    pub(in crate::identity) made_by: PersonId,
    pub(in crate::identity) made_at: Time,
    pub(in crate::identity) ends_at: Time,
    pub(in crate::identity) used_at: Option<Time>,
}

pub(in crate::identity) fn claim_code(
    conn: &mut Conn,
    code_hash: &CodeHash,
) -> QueryResult<Option<ClaimCodeRow>> {
    claim_codes::table.find(code_hash.as_slice()).first(conn).optional()
}

/// Locks a code until the transaction ends.
pub(in crate::identity) fn lock_claim_code(
    conn: &mut Conn,
    code_hash: &CodeHash,
) -> QueryResult<Option<ClaimCodeRow>> {
    update(claim_codes::table.find(code_hash.as_slice()))
        .set(claim_codes::made_at.eq(claim_codes::made_at))
        .returning(claim_codes::all_columns)
        .get_result(conn)
        .optional()
}

/// Enters a code; not if it was given before.
pub(in crate::identity) fn insert_claim_code(
    conn: &mut Conn,
    row: &ClaimCodeRow,
) -> QueryResult<bool> {
    let inserted = insert_into(claim_codes::table)
        .values(row)
        .on_conflict_do_nothing()
        .portable()
        .execute(conn)?;
    Ok(inserted == 1)
}

/// Ends the codes of a person that can still be used.
pub(in crate::identity) fn end_claim_codes(
    conn: &mut Conn,
    person: PersonId,
    now: Time,
) -> QueryResult<()> {
    update(claim_codes::table)
        .filter(claim_codes::person.eq(person))
        .filter(claim_codes::used_at.is_null())
        .filter(claim_codes::ends_at.gt(now))
        .set(claim_codes::ends_at.eq(now))
        .execute(conn)?;
    Ok(())
}

pub(in crate::identity) fn use_claim_code(
    conn: &mut Conn,
    code_hash: &CodeHash,
    now: Time,
) -> QueryResult<()> {
    update(claim_codes::table.find(code_hash.as_slice()))
        .set(claim_codes::used_at.eq(now))
        .execute(conn)?;
    Ok(())
}
