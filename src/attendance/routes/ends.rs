//! Over HTTP: when somebody left who did not check out.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::attendance_view::AttendanceView;
use crate::{
    acts::Intent,
    attendance::actions,
    kernel::{
        ids::{Attendance, AttendanceId},
        time::Time,
    },
    platform::{
        error::Error,
        http::{Asked, Json, Path, Versioned},
    },
};

/// `POST /v1/attendances/{attendance}/{propose-end,confirm-end}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(propose_end).service(confirm_end);
}

/// When somebody left.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EndBody {
    /// When he left: after he came, and not later than now.
    at: Time,
}

/// Proposes when somebody left who did not check out. A second person, or he himself, confirms it.
#[utoipa::path(
    params(("attendance" = AttendanceId, Path)),
    request_body = EndBody,
    responses((status = 200, body = AttendanceView)),
    tag = "attendance"
)]
#[post("/v1/attendances/{attendance}/propose-end")]
async fn propose_end(
    (caller, key, db, random): Asked,
    Path(id): Path<Attendance>,
    body: Json<EndBody>,
) -> Result<Versioned<AttendanceView>, Error> {
    let reader = caller.person;
    let (act, said) = (key.act(&random, caller.now), body.canonical()?);
    let intent = Intent::new(act, actions::PROPOSE_END, &[id.entity()], &said);
    let at = body.at;
    let done = db.write(move |tx| actions::propose_end(tx, &caller, &intent, id, at)).await?;
    Ok(done.value.seen_by(reader).into())
}

/// Confirms that somebody left when it was proposed.
#[utoipa::path(
    params(("attendance" = AttendanceId, Path)),
    responses((status = 200, body = AttendanceView)),
    tag = "attendance"
)]
#[post("/v1/attendances/{attendance}/confirm-end")]
async fn confirm_end(
    (caller, key, db, random): Asked,
    Path(id): Path<Attendance>,
) -> Result<Versioned<AttendanceView>, Error> {
    let reader = caller.person;
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "attendance.confirm_end", &[id.entity()], b"");
    let done = db.write(move |tx| actions::confirm_end(tx, &caller, &intent, id)).await?;
    Ok(done.value.seen_by(reader).into())
}
