//! Opening, locking, closing and cancelling shifts over HTTP.

use actix_web::post;
use utoipa_actix_web::service_config::ServiceConfig;

use super::shifts::ShiftView;
use crate::{
    activities::{actions, model::ShiftStep},
    acts::Intent,
    kernel::ids::{Shift, ShiftId},
    platform::{
        error::Error,
        http::{Asked, Json, Path, ReasonBody, Versioned},
    },
};

/// `POST /v1/shifts/{shift}/{open,lock,close,cancel}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(open_shift).service(lock_shift).service(close_shift).service(cancel_shift);
}

async fn take(
    (caller, key, db, random): Asked,
    shift: ShiftId,
    step: ShiftStep,
    reason: Option<String>,
) -> Result<Versioned<ShiftView>, Error> {
    let act = key.act(&random, caller.now);
    let said = reason.as_deref().unwrap_or_default().as_bytes();
    let intent = Intent::new(act, step.kind(), &[shift.entity()], said);
    let done = db
        .write(move |tx| {
            actions::step_shift(tx, &caller, &intent, shift, (step, reason.as_deref()))
        })
        .await?;
    Ok(done.value.into())
}

/// Lets people sign up for a shift, again if it was locked. Seats that are free are offered to
/// those who wait.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    responses((status = 200, body = ShiftView)),
    tag = "activities"
)]
#[post("/v1/shifts/{shift}/open")]
async fn open_shift(asked: Asked, Path(id): Path<Shift>) -> Result<Versioned<ShiftView>, Error> {
    take(asked, id, ShiftStep::Open, None).await
}

/// Takes no new sign-ups: the roster stands.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    responses((status = 200, body = ShiftView)),
    tag = "activities"
)]
#[post("/v1/shifts/{shift}/lock")]
async fn lock_shift(asked: Asked, Path(id): Path<Shift>) -> Result<Versioned<ShiftView>, Error> {
    take(asked, id, ShiftStep::Lock, None).await
}

/// Declares a shift over, not before it began.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    responses((status = 200, body = ShiftView)),
    tag = "activities"
)]
#[post("/v1/shifts/{shift}/close")]
async fn close_shift(asked: Asked, Path(id): Path<Shift>) -> Result<Versioned<ShiftView>, Error> {
    take(asked, id, ShiftStep::Close, None).await
}

/// Cancels a shift, and tells everybody who signed up.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    request_body = ReasonBody,
    responses((status = 200, body = ShiftView)),
    tag = "activities"
)]
#[post("/v1/shifts/{shift}/cancel")]
async fn cancel_shift(
    asked: Asked,
    Path(id): Path<Shift>,
    body: Json<ReasonBody>,
) -> Result<Versioned<ShiftView>, Error> {
    take(asked, id, ShiftStep::Cancel, Some(body.reason()?)).await
}
