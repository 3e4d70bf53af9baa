//! Notices over HTTP.

use actix_web::{get, post, web::Data};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    actions,
    model::NoticeKind,
    store::{self, NoticeRow},
};
use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        ids::{EntityId, Notice, NoticeId, UnitId},
        time::Time,
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, IdempotencyKey, Page, PageQuery, Path, Query, wire_word},
        random::Random,
    },
};

/// `GET /v1/me/notices`, `POST /v1/me/notices/{notice}/read`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_notices).service(read_notice);
}

wire_word!(NoticeKind);

/// What its reader must know.
#[derive(Debug, Serialize, ToSchema)]
struct NoticeView {
    id: NoticeId,
    /// `labels.*.json` has the headline of each kind.
    kind: NoticeKind,
    /// The membership, role or other thing that it is about.
    subject: EntityId,
    /// The unit where it happened.
    unit: Option<UnitId>,
    made_at: Time,
    read_at: Option<Time>,
}

impl From<NoticeRow> for NoticeView {
    fn from(row: NoticeRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            subject: row.subject,
            unit: row.unit,
            made_at: row.made_at,
            read_at: row.read_at,
        }
    }
}

/// The caller's notices, the newest first.
#[utoipa::path(
    params(PageQuery),
    responses((status = 200, body = Page<NoticeView>)),
    tag = "notices"
)]
#[get("/v1/me/notices")]
async fn list_notices(
    caller: Caller,
    query: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<NoticeView>>, Error> {
    let (limit, before) = (query.0.limit()?, query.0.after()?);
    let found =
        db.read(move |conn| Ok(store::list(conn, caller.person, before, limit + 1)?)).await?;
    Ok(Answer(Page::of(found, limit, |row| row.id, NoticeView::from)))
}

/// Marks a notice as read. It can be repeated.
#[utoipa::path(
    params(("notice" = NoticeId, Path)),
    responses((status = 200, body = NoticeView)),
    tag = "notices"
)]
#[post("/v1/me/notices/{notice}/read")]
async fn read_notice(
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<Notice>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Answer<NoticeView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "notices.read", &[id.entity()], &[]);
    let read = db.write(move |tx| actions::read(tx, &caller, &intent, id)).await?;
    Ok(Answer(read.value.into()))
}
