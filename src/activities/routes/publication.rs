//! The steps of an activity over HTTP.

use actix_web::post;
use utoipa_actix_web::service_config::ServiceConfig;

use super::activities::ActivityView;
use crate::{
    activities::{
        actions,
        model::{Move, Step},
    },
    acts::Intent,
    kernel::ids::{Activity, ActivityId},
    platform::{
        error::Error,
        http::{Asked, Json, Path, ReasonBody, Versioned},
    },
};

/// `POST /v1/activities/{activity}/{submit,approve,return,publish,unpublish,cancel,end}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(submit)
        .service(approve)
        .service(return_to_draft)
        .service(publish)
        .service(unpublish)
        .service(cancel)
        .service(end);
}

async fn take(
    (caller, key, db, random): Asked,
    activity: ActivityId,
    step: Step,
    reason: Option<String>,
) -> Result<Versioned<ActivityView>, Error> {
    let act = key.act(&random, caller.now);
    let said = reason.as_deref().unwrap_or_default().as_bytes();
    let intent = Intent::new(act, step.kind(), &[activity.entity()], said);
    let command = Move { activity, step, reason };
    let done = db.write(move |tx| actions::advance(tx, &caller, &intent, &command)).await?;
    Ok(done.value.into())
}

/// Hands a draft to the superior. What must be made known has to be there.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    responses((status = 200, body = ActivityView)),
    tag = "activities"
)]
#[post("/v1/activities/{activity}/submit")]
async fn submit(asked: Asked, Path(id): Path<Activity>) -> Result<Versioned<ActivityView>, Error> {
    take(asked, id, Step::Submit, None).await
}

/// Has nothing against a plan, as the superior.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    responses((status = 200, body = ActivityView)),
    tag = "activities"
)]
#[post("/v1/activities/{activity}/approve")]
async fn approve(asked: Asked, Path(id): Path<Activity>) -> Result<Versioned<ActivityView>, Error> {
    take(asked, id, Step::Approve, None).await
}

/// Wants a plan changed, as the superior: it is a draft again.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    request_body = ReasonBody,
    responses((status = 200, body = ActivityView)),
    tag = "activities"
)]
#[post("/v1/activities/{activity}/return")]
async fn return_to_draft(
    asked: Asked,
    Path(id): Path<Activity>,
    body: Json<ReasonBody>,
) -> Result<Versioned<ActivityView>, Error> {
    take(asked, id, Step::Return, Some(body.reason()?)).await
}

/// Makes an approved activity known to its audience, and opens its shifts.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    responses((status = 200, body = ActivityView)),
    tag = "activities"
)]
#[post("/v1/activities/{activity}/publish")]
async fn publish(asked: Asked, Path(id): Path<Activity>) -> Result<Versioned<ActivityView>, Error> {
    take(asked, id, Step::Publish, None).await
}

/// Takes a published activity back to a draft, as long as nobody has signed up.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    responses((status = 200, body = ActivityView)),
    tag = "activities"
)]
#[post("/v1/activities/{activity}/unpublish")]
async fn unpublish(
    asked: Asked,
    Path(id): Path<Activity>,
) -> Result<Versioned<ActivityView>, Error> {
    take(asked, id, Step::Unpublish, None).await
}

/// Lets an activity not take place, with its shifts that are not over. Everybody who signed up is
/// told.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    request_body = ReasonBody,
    responses((status = 200, body = ActivityView)),
    tag = "activities"
)]
#[post("/v1/activities/{activity}/cancel")]
async fn cancel(
    asked: Asked,
    Path(id): Path<Activity>,
    body: Json<ReasonBody>,
) -> Result<Versioned<ActivityView>, Error> {
    take(asked, id, Step::Cancel, Some(body.reason()?)).await
}

/// Declares an activity over, once its shifts are.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    responses((status = 200, body = ActivityView)),
    tag = "activities"
)]
#[post("/v1/activities/{activity}/end")]
async fn end(asked: Asked, Path(id): Path<Activity>) -> Result<Versioned<ActivityView>, Error> {
    take(asked, id, Step::End, None).await
}
