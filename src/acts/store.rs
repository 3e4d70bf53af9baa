//! The SQL of acts: inserts and look-ups, nothing else.

use diesel::{QueryResult, insert_into, prelude::*};

use super::model::{Intent, Outcome, Recorded};
use crate::{
    kernel::{
        caller::{Caller, Door},
        ids::{ActId, DeviceId, EntityId, PersonId, UnitId},
        time::Time,
    },
    platform::db::{Conn, both, text_column},
    schema::{act_details, acts},
};

text_column!(Door);
text_column!(Outcome);

/// What [`done`](super::done) needs of an earlier act.
pub(super) struct Earlier {
    pub(super) subject: EntityId,
    pub(super) body_hash: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = acts, treat_none_as_default_value = false)]
pub(super) struct NewAct<'a> {
    author: PersonId,
    id: ActId,
    kind: &'a str,
    body_hash: &'a [u8],
    subject: EntityId,
    unit: Option<UnitId>,
    device: Option<DeviceId>,
    door: Door,
    at: Time,
    captured_at: Time,
    outcome: Outcome,
    reason_id: Option<EntityId>,
    reason_hash: Option<&'a [u8]>,
    salt: Option<&'a [u8]>,
}

impl<'a> NewAct<'a> {
    pub(super) fn new(
        caller: &'a Caller,
        intent: &'a Intent,
        recorded: &Recorded<'_>,
        body_hash: &'a [u8],
    ) -> Self {
        Self {
            author: caller.person,
            id: intent.id,
            kind: intent.kind,
            body_hash,
            subject: recorded.subject,
            unit: recorded.unit,
            device: caller.device,
            door: caller.door,
            at: caller.now,
            captured_at: caller.captured.at,
            outcome: recorded.outcome,
            reason_id: None,
            reason_hash: None,
            salt: None,
        }
    }

    pub(super) fn with_reason(self, id: EntityId, hash: &'a [u8], salt: &'a [u8]) -> Self {
        Self { reason_id: Some(id), reason_hash: Some(hash), salt: Some(salt), ..self }
    }
}

#[derive(Insertable)]
#[diesel(table_name = act_details)]
pub(super) struct Detail<'a> {
    pub(super) id: EntityId,
    pub(super) author: PersonId,
    pub(super) act: ActId,
    pub(super) reason: &'a str,
}

pub(super) fn act(conn: &mut Conn, author: PersonId, id: ActId) -> QueryResult<Option<Earlier>> {
    acts::table
        .find((author, id))
        .select((acts::subject, acts::body_hash))
        .first(conn)
        .optional()
        .map(|found| found.map(|(subject, body_hash)| Earlier { subject, body_hash }))
}

pub(super) fn insert(conn: &mut Conn, act: &NewAct<'_>) -> QueryResult<()> {
    insert_into(acts::table).values(act).execute(conn)?;
    Ok(())
}

/// How many acts one statement enters: fourteen columns each, and SQLite binds 32,766.
const ACTS_PER_STATEMENT: usize = 2000;

pub(super) fn insert_all(conn: &mut Conn, acts: &[NewAct<'_>]) -> QueryResult<()> {
    for rows in acts.chunks(ACTS_PER_STATEMENT) {
        both!(conn => insert_into(acts::table).values(rows).execute(conn))?;
    }
    Ok(())
}

pub(super) fn insert_detail(conn: &mut Conn, detail: &Detail<'_>) -> QueryResult<()> {
    insert_into(act_details::table).values(detail).execute(conn)?;
    Ok(())
}
