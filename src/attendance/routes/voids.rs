//! Over HTTP: what was wrong.

use actix_web::post;
use utoipa_actix_web::service_config::ServiceConfig;

use super::attendance_view::AttendanceView;
use crate::{
    acts::Intent,
    attendance::actions,
    kernel::ids::{Attendance, AttendanceId},
    platform::{
        error::Error,
        http::{Asked, Json, Path, ReasonBody, Versioned},
    },
};

/// `POST /v1/attendances/{attendance}/{void,confirm-void}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(void).service(confirm_void);
}

/// Asks that an attendance be void: it was wrong. Nothing changes until a second person agrees.
#[utoipa::path(
    params(("attendance" = AttendanceId, Path)),
    request_body = ReasonBody,
    responses((status = 200, body = AttendanceView)),
    tag = "attendance"
)]
#[post("/v1/attendances/{attendance}/void")]
async fn void(
    (caller, key, db, random): Asked,
    Path(id): Path<Attendance>,
    body: Json<ReasonBody>,
) -> Result<Versioned<AttendanceView>, Error> {
    let (act, said) = (key.act(&random, caller.now), body.canonical()?);
    let intent = Intent::new(act, "attendance.void", &[id.entity()], &said);
    let reason = body.reason()?;
    let done = db.write(move |tx| actions::void(tx, &caller, &intent, id, &reason)).await?;
    Ok(done.value.into())
}

/// Voids an attendance that somebody else has asked to be void. A record that was confirmed keeps
/// what is left of it.
#[utoipa::path(
    params(("attendance" = AttendanceId, Path)),
    responses((status = 200, body = AttendanceView)),
    tag = "attendance"
)]
#[post("/v1/attendances/{attendance}/confirm-void")]
async fn confirm_void(
    (caller, key, db, random): Asked,
    Path(id): Path<Attendance>,
) -> Result<Versioned<AttendanceView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "attendance.confirm_void", &[id.entity()], b"");
    let done = db.write(move |tx| actions::confirm_void(tx, &caller, &intent, id)).await?;
    Ok(done.value.into())
}
