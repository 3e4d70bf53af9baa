//! The SQL of setup codes.

use diesel::{QueryResult, delete, dsl::exists, insert_into, prelude::*, select, update};

use crate::{kernel::time::Time, platform::db::Conn, schema::setup_codes};

/// Replaces the setup codes that nobody used by a new one.
pub(in crate::identity) fn replace_setup_code(
    conn: &mut Conn,
    code_hash: &[u8],
    now: Time,
) -> QueryResult<()> {
    delete(setup_codes::table.filter(setup_codes::used_at.is_null())).execute(conn)?;
    insert_into(setup_codes::table)
        .values((setup_codes::code_hash.eq(code_hash), setup_codes::made_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Whether there is such a code that nobody used, made after an instant.
pub(in crate::identity) fn has_setup_code(
    conn: &mut Conn,
    code_hash: &[u8],
    after: Time,
) -> QueryResult<bool> {
    let codes = setup_codes::table.filter(setup_codes::code_hash.eq(code_hash));
    let codes = codes.filter(setup_codes::made_at.gt(after));
    select(exists(codes.filter(setup_codes::used_at.is_null()))).get_result(conn)
}

/// Marks a setup code as used; answers when it was made, none when there is no such unused code.
pub(in crate::identity) fn use_setup_code(
    conn: &mut Conn,
    code_hash: &[u8],
    now: Time,
) -> QueryResult<Option<Time>> {
    update(setup_codes::table.filter(setup_codes::code_hash.eq(code_hash)))
        .filter(setup_codes::used_at.is_null())
        .set(setup_codes::used_at.eq(now))
        .returning(setup_codes::made_at)
        .get_result(conn)
        .optional()
}
