//! Confirming records over HTTP.

use actix_web::{post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    attendance::actions,
    kernel::{
        caller::Caller,
        codes::FieldCode,
        ids::{Attendance, AttendanceId, EntityId, RecordId},
        refusal::{Fields, Refusal},
    },
    ledger::RecordView,
    platform::{
        db::Db,
        error::Error,
        http::{Asked, Batch, BatchView, Json, OptionalJson, Path, Versioned, batch_ids, reason},
    },
};

/// `POST /v1/service-records/{record}/confirm`, `POST /v1/service-records/confirm`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(confirm_records).service(confirm_record);
}

/// What is said to a record that is confirmed.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConfirmBody {
    /// Why it is confirmed after the day on which it was due; only wanted then.
    #[schema(max_length = 500)]
    late_reason: Option<String>,
}

/// Records that are confirmed at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConfirmSeveralBody {
    /// Up to 200 ids.
    #[schema(min_items = 1, max_items = 200)]
    ids: Vec<EntityId>,
    /// Why they are confirmed after the day on which they were due; only wanted then.
    #[schema(max_length = 500)]
    late_reason: Option<String>,
}

impl ConfirmSeveralBody {
    fn asked(&self) -> Result<(Vec<AttendanceId>, Option<String>), Refusal> {
        let mut fields = Fields::default();
        let ids = fields.take("/ids", batch_ids::<Attendance>(&self.ids));
        let late_reason = fields.take("/late_reason", said(self.late_reason.as_deref()));
        fields.finish(|| ids.zip(late_reason))
    }
}

fn said(late_reason: Option<&str>) -> Result<Option<String>, FieldCode> {
    late_reason.map(reason).transpose()
}

/// Confirms what somebody served in a shift, by any id under which it was captured. It counts then,
/// or a second person is to look at it.
#[utoipa::path(
    params(("record" = RecordId, Path)),
    request_body = Option<ConfirmBody>,
    responses((status = 200, body = RecordView)),
    tag = "ledger"
)]
#[post("/v1/service-records/{record}/confirm")]
async fn confirm_record(
    (caller, key, db, random): Asked,
    Path(id): Path<Attendance>,
    OptionalJson(body): OptionalJson<ConfirmBody>,
) -> Result<Versioned<RecordView>, Error> {
    let late_reason = said(body.late_reason.as_deref());
    let late_reason = late_reason.map_err(|code| Refusal::field("/late_reason", code))?;
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, actions::CONFIRM, &[id.entity()], &body.canonical()?);
    let confirmed = db
        .write(move |tx| actions::confirm_record(tx, &caller, &intent, id, late_reason.as_deref()));
    Ok(confirmed.await?.value.into())
}

/// Confirms what up to 200 people served.
#[utoipa::path(
    request_body = ConfirmSeveralBody,
    responses((status = 200, body = BatchView)),
    tag = "ledger"
)]
#[post("/v1/service-records/confirm")]
async fn confirm_records(
    caller: Caller,
    body: Json<ConfirmSeveralBody>,
    db: Data<Db>,
) -> Result<Batch, Error> {
    let (ids, late_reason) = body.asked()?;
    let asked = ids.clone();
    let confirmed =
        db.write(move |tx| actions::confirm_records(tx, &caller, &asked, late_reason.as_deref()));
    Ok(Batch::of(&ids, confirmed.await?.value))
}
