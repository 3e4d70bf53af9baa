//! What an app asks a server before anybody has signed in.

use actix_web::{get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    identity::model::PASSWORD_CHARS_MIN,
    kernel::{
        ids::UnitId,
        language::Language,
        time::{TIME_ZONE, Time},
    },
    org::{self, UnitRow},
    platform::{
        db::Db,
        error::Error,
        http::{Answer, BATCH_MAX, BODY_BYTES_MAX, PAGE_ITEMS_MAX, Visitor},
    },
};

/// `GET /v1/meta`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(meta);
}

/// What a server is.
#[derive(Serialize, ToSchema)]
struct MetaView {
    /// Of the program.
    version: &'static str,
    /// None until the first administrator has opened his account.
    federation: Option<FederationView>,
    /// In which local dates are meant.
    time_zone: &'static str,
    /// In which it speaks to people.
    languages: Vec<&'static str>,
    /// So that a phone sees how far its clock is off.
    server_time: Time,
    limits: LimitsView,
}

/// The top of the tree.
#[derive(Serialize, ToSchema)]
struct FederationView {
    id: UnitId,
    name: String,
}

/// What the server refuses when there is more of it, or less.
#[derive(Serialize, ToSchema)]
struct LimitsView {
    /// Bytes of a body at most.
    body_bytes: usize,
    /// Items of a page at most.
    page_items: i64,
    /// Things of a batch at most.
    batch_items: usize,
    /// Characters of a password at least.
    password_chars_min: usize,
}

impl From<UnitRow> for FederationView {
    fn from(row: UnitRow) -> Self {
        Self { id: row.id, name: row.name }
    }
}

impl MetaView {
    fn new(federation: Option<UnitRow>, now: Time) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            federation: federation.map(FederationView::from),
            time_zone: TIME_ZONE,
            languages: vec![Language::Chinese.tag(), Language::English.tag()],
            server_time: now,
            limits: LimitsView {
                body_bytes: BODY_BYTES_MAX,
                page_items: PAGE_ITEMS_MAX,
                batch_items: BATCH_MAX,
                password_chars_min: PASSWORD_CHARS_MIN,
            },
        }
    }
}

/// What this server is, and what it takes. It wants no login.
#[utoipa::path(
    responses((status = 200, body = MetaView)),
    tag = "platform", security(())
)]
#[get("/v1/meta")]
async fn meta(visitor: Visitor, db: Data<Db>) -> Result<Answer<MetaView>, Error> {
    let federation = db.read(move |conn| Ok(org::federation_unit(conn)?)).await?;
    Ok(Answer(MetaView::new(federation, visitor.now)))
}
