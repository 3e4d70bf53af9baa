//! The SQL of invites.

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    identity::model::CodeHash,
    kernel::{
        ids::{InviteId, PersonId, UnitId},
        time::Time,
    },
    platform::db::Conn,
    schema::invites,
};

/// A code with which strangers open an account and apply to a unit.
#[derive(Clone, Queryable, Insertable)]
#[diesel(table_name = invites)]
pub(in crate::identity) struct InviteRow {
    pub(in crate::identity) id: InviteId,
    pub(in crate::identity) code_hash: Vec<u8>,
    pub(in crate::identity) unit: UnitId,
    pub(in crate::identity) uses_max: i32,
    pub(in crate::identity) uses: i32,
    pub(in crate::identity) made_by: PersonId,
    pub(in crate::identity) made_at: Time,
    pub(in crate::identity) ends_at: Time,
}

pub(in crate::identity) fn invite(conn: &mut Conn, id: InviteId) -> QueryResult<Option<InviteRow>> {
    invites::table.find(id).first(conn).optional()
}

pub(in crate::identity) fn invite_of_code(
    conn: &mut Conn,
    code_hash: &CodeHash,
) -> QueryResult<Option<InviteRow>> {
    invites::table.filter(invites::code_hash.eq(code_hash.as_slice())).first(conn).optional()
}

/// Locks the invite of a code until the transaction ends.
pub(in crate::identity) fn lock_invite_of_code(
    conn: &mut Conn,
    code_hash: &CodeHash,
) -> QueryResult<Option<InviteRow>> {
    update(invites::table.filter(invites::code_hash.eq(code_hash.as_slice())))
        .set(invites::uses.eq(invites::uses))
        .returning(invites::all_columns)
        .get_result(conn)
        .optional()
}

/// The invites of one unit, the newest first, those before an id, at most `limit`.
pub(in crate::identity) fn invites_of(
    conn: &mut Conn,
    unit: UnitId,
    before: Option<InviteId>,
    limit: i64,
) -> QueryResult<Vec<InviteRow>> {
    let mut found = invites::table
        .filter(invites::unit.eq(unit))
        .order(invites::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(before) = before {
        found = found.filter(invites::id.lt(before));
    }
    found.load(conn)
}

pub(in crate::identity) fn insert_invite(conn: &mut Conn, row: &InviteRow) -> QueryResult<()> {
    insert_into(invites::table).values(row).execute(conn)?;
    Ok(())
}

pub(in crate::identity) fn count_use(conn: &mut Conn, id: InviteId, uses: i32) -> QueryResult<()> {
    update(invites::table.find(id)).set(invites::uses.eq(uses)).execute(conn)?;
    Ok(())
}

pub(in crate::identity) fn end_invite(conn: &mut Conn, id: InviteId, now: Time) -> QueryResult<()> {
    update(invites::table.find(id)).set(invites::ends_at.eq(now)).execute(conn)?;
    Ok(())
}
