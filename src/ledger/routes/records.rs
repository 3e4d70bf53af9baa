//! What is decided about records over HTTP.

use actix_web::{post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::RecordView;
use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        ids::{ActId, Record, RecordId},
        refusal::Refusal,
    },
    ledger::{actions, model::Correct},
    platform::{
        db::Db,
        error::Error,
        http::{Asked, Batch, BatchBody, BatchView, Json, Path, ReasonBody, Versioned, reason},
    },
};

/// `POST /v1/service-records/{record}/{approve,reject,corrections,disputes,uphold}`,
/// `POST /v1/service-records/approve`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(approve_records)
        .service(approve_record)
        .service(reject_record)
        .service(correct_record)
        .service(dispute_record)
        .service(uphold_record);
}

/// Other minutes for a record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CorrectionBody {
    /// The id of the correction, if the client makes it: then repeating the request is safe.
    id: Option<ActId>,
    /// The whole minutes that he gave: no more than the policy counts of the whole shift.
    #[schema(minimum = 0)]
    given_minutes: i64,
    /// Why, on one line, for him and for whoever looks at it next.
    #[schema(max_length = 500)]
    reason: String,
}

/// What a volunteer has against a record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DisputeBody {
    /// The id of the objection, if the client makes it: then repeating the request is safe.
    id: Option<ActId>,
    /// What is wrong with it, on one line.
    #[schema(max_length = 500)]
    reason: String,
}

impl CorrectionBody {
    fn command(&self, record: RecordId) -> Result<Correct, Refusal> {
        Ok(Correct { record, given_minutes: self.given_minutes, reason: said(&self.reason)? })
    }
}

fn said(text: &str) -> Result<String, Refusal> {
    reason(text).map_err(|code| Refusal::field("/reason", code))
}

/// Approves a record that is in review, as a second person: it counts from then on. It is found by
/// the record's own id, as confirm answers it.
#[utoipa::path(
    params(("record" = RecordId, Path)),
    responses((status = 200, body = RecordView)),
    tag = "ledger"
)]
#[post("/v1/service-records/{record}/approve")]
async fn approve_record(
    (caller, key, db, random): Asked,
    Path(id): Path<Record>,
) -> Result<Versioned<RecordView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, actions::APPROVE, &[id.entity()], b"");
    let done = db.write(move |tx| actions::approve_record(tx, &caller, &intent, id)).await?;
    Ok(done.value.into())
}

/// Approves up to 200 records.
#[utoipa::path(
    request_body = BatchBody,
    responses((status = 200, body = BatchView)),
    tag = "ledger"
)]
#[post("/v1/service-records/approve")]
async fn approve_records(
    caller: Caller,
    body: Json<BatchBody>,
    db: Data<Db>,
) -> Result<Batch, Error> {
    let ids = body.ids::<Record>()?;
    let asked = ids.clone();
    let done = db.write(move |tx| actions::approve_records(tx, &caller, &asked)).await?;
    Ok(Batch::of(&ids, done.value))
}

/// Rejects a record that is in review, as a second person: it counts for nothing. It is found by
/// the record's own id, as confirm answers it.
#[utoipa::path(
    params(("record" = RecordId, Path)),
    request_body = ReasonBody,
    responses((status = 200, body = RecordView)),
    tag = "ledger"
)]
#[post("/v1/service-records/{record}/reject")]
async fn reject_record(
    (caller, key, db, random): Asked,
    Path(id): Path<Record>,
    body: Json<ReasonBody>,
) -> Result<Versioned<RecordView>, Error> {
    let (act, reason) = (key.act(&random, caller.now), body.reason()?);
    let intent = Intent::new(act, "ledger.reject_record", &[id.entity()], &body.canonical()?);
    let rejected =
        db.write(move |tx| actions::reject_record(tx, &caller, &intent, id, &reason)).await?;
    Ok(rejected.value.into())
}

/// Corrects the minutes of a record. A second person then looks at it. It is found by the record's
/// own id, as confirm answers it.
#[utoipa::path(
    params(("record" = RecordId, Path)),
    request_body = CorrectionBody,
    responses((status = 200, body = RecordView)),
    tag = "ledger"
)]
#[post("/v1/service-records/{record}/corrections")]
async fn correct_record(
    (caller, key, db, random): Asked,
    Path(id): Path<Record>,
    body: Json<CorrectionBody>,
) -> Result<Versioned<RecordView>, Error> {
    let act = key.making(body.id, random.id(caller.now));
    let command = body.command(id)?;
    let intent = Intent::new(act, "ledger.correct_record", &[id.entity()], &body.canonical()?);
    let done = db.write(move |tx| actions::correct_record(tx, &caller, &intent, &command)).await?;
    Ok(done.value.into())
}

/// Contests a record of one's own that was approved or rejected. It is found by the record's own
/// id, as confirm answers it.
#[utoipa::path(
    params(("record" = RecordId, Path)),
    request_body = DisputeBody,
    responses((status = 200, body = RecordView)),
    tag = "ledger"
)]
#[post("/v1/service-records/{record}/disputes")]
async fn dispute_record(
    (caller, key, db, random): Asked,
    Path(id): Path<Record>,
    body: Json<DisputeBody>,
) -> Result<Versioned<RecordView>, Error> {
    let act = key.making(body.id, random.id(caller.now));
    let reason = said(&body.reason)?;
    let intent = Intent::new(act, "ledger.dispute_record", &[id.entity()], &body.canonical()?);
    let disputed =
        db.write(move |tx| actions::dispute_record(tx, &caller, &intent, id, &reason)).await?;
    Ok(disputed.value.into())
}

/// Finds a contested record right, as somebody who had no hand in it. It is found by the record's
/// own id, as confirm answers it.
#[utoipa::path(
    params(("record" = RecordId, Path)),
    request_body = ReasonBody,
    responses((status = 200, body = RecordView)),
    tag = "ledger"
)]
#[post("/v1/service-records/{record}/uphold")]
async fn uphold_record(
    (caller, key, db, random): Asked,
    Path(id): Path<Record>,
    body: Json<ReasonBody>,
) -> Result<Versioned<RecordView>, Error> {
    let (act, reason) = (key.act(&random, caller.now), body.reason()?);
    let intent = Intent::new(act, "ledger.uphold_record", &[id.entity()], &body.canonical()?);
    let upheld =
        db.write(move |tx| actions::uphold_record(tx, &caller, &intent, id, &reason)).await?;
    Ok(upheld.value.into())
}
