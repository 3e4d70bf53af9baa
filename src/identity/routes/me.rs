//! The person who calls.

use actix_web::{get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    kernel::{caller::Caller, codes::Code, ids::PersonId, time::Time},
    people::{self, PersonRow},
    platform::{db::Db, error::Error, http::Answer},
};

/// `GET /v1/me`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(me);
}

/// The person who calls.
#[derive(Serialize, ToSchema)]
struct MeView {
    id: PersonId,
    volunteer_no: String,
    name: String,
    /// `zh-CN` or `en`, once chosen.
    locale: Option<String>,
    version: i64,
    created_at: Time,
}

impl From<PersonRow> for MeView {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id,
            volunteer_no: row.volunteer_no,
            name: row.name,
            locale: row.locale,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// The person who calls.
#[utoipa::path(responses((status = 200, body = MeView)), tag = "identity")]
#[get("/v1/me")]
async fn me(caller: Caller, db: Data<Db>) -> Result<Answer<MeView>, Error> {
    let person = db.read(move |conn| Ok(people::person(conn, caller.person)?)).await?;
    person.map(|person| Answer(person.into())).ok_or_else(|| Code::SessionEnded.into())
}
