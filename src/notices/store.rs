//! The SQL of notices and of the outbox.

use diesel::{QueryResult, insert_into, prelude::*, update};

use super::model::NoticeKind;
use crate::{
    kernel::{
        ids::{EntityId, NoticeId, PersonId, UnitId},
        time::Time,
    },
    platform::db::{Conn, stored, text_column},
    schema::{notices, outbox},
};

text_column!(NoticeKind);

/// A notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = notices)]
pub(super) struct NoticeRow {
    pub(super) id: NoticeId,
    pub(super) person: PersonId,
    pub(super) kind: NoticeKind,
    pub(super) subject: EntityId,
    pub(super) unit: Option<UnitId>,
    pub(super) made_at: Time,
    pub(super) read_at: Option<Time>,
}

stored!(NoticeRow, notices, made_at);

pub(super) fn insert(conn: &mut Conn, notice: &NoticeRow) -> QueryResult<()> {
    insert_into(notices::table).values(notice).execute(conn)?;
    Ok(())
}

/// Puts a notice on its way out of the house.
pub(super) fn insert_outbox(conn: &mut Conn, id: EntityId, notice: &NoticeRow) -> QueryResult<()> {
    insert_into(outbox::table)
        .values((
            outbox::id.eq(id),
            outbox::notice.eq(notice.id),
            outbox::made_at.eq(notice.made_at),
            outbox::attempts.eq(0),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn notice(conn: &mut Conn, id: NoticeId) -> QueryResult<Option<NoticeRow>> {
    notices::table.find(id).first(conn).optional()
}

/// Locks a person's notice until the transaction ends; nothing when it is another's.
pub(super) fn lock(
    conn: &mut Conn,
    id: NoticeId,
    person: PersonId,
) -> QueryResult<Option<NoticeRow>> {
    update(notices::table.find(id).filter(notices::person.eq(person)))
        .set(notices::made_at.eq(notices::made_at))
        .returning(notices::all_columns)
        .get_result(conn)
        .optional()
}

pub(super) fn set_read(conn: &mut Conn, notice: &NoticeRow) -> QueryResult<()> {
    update(notices::table.find(notice.id))
        .set(notices::read_at.eq(notice.read_at))
        .execute(conn)?;
    Ok(())
}

/// A person's notices before an id, the newest first, at most `limit`.
pub(super) fn list(
    conn: &mut Conn,
    person: PersonId,
    before: Option<NoticeId>,
    limit: i64,
) -> QueryResult<Vec<NoticeRow>> {
    let own = notices::table.filter(notices::person.eq(person));
    let mut found = own.order(notices::id.desc()).limit(limit).into_boxed();
    if let Some(before) = before {
        found = found.filter(notices::id.lt(before));
    }
    found.load(conn)
}
