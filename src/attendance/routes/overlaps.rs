//! Over HTTP: where the time counts of who was in two shifts at once.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::attendance_view::AttendanceView;
use crate::{
    acts::Intent,
    attendance::actions::{self, Decision},
    kernel::{
        ids::{Attendance, AttendanceId},
        refusal::Refusal,
    },
    platform::{
        error::Error,
        http::{Asked, Json, Path, Versioned, reason},
    },
};

/// `POST /v1/attendances/{attendance}/settle-overlap`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(settle_overlap);
}

/// Where the time counts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OverlapBody {
    /// The stay that keeps the common time: this one, or one that it overlaps with. All others give
    /// it up.
    keeps: AttendanceId,
    /// Why, on one line, for the person.
    #[schema(max_length = 500)]
    reason: String,
}

impl OverlapBody {
    fn decision(&self, id: AttendanceId) -> Result<Decision, Refusal> {
        let reason = reason(&self.reason).map_err(|code| Refusal::field("/reason", code))?;
        Ok(Decision { id, keeps: self.keeps, reason })
    }
}

/// Decides where the time counts that stays in several shifts have in common. Only who leads the
/// units of all of them does.
#[utoipa::path(
    params(("attendance" = AttendanceId, Path)),
    request_body = OverlapBody,
    responses((status = 200, body = AttendanceView)),
    tag = "attendance"
)]
#[post("/v1/attendances/{attendance}/settle-overlap")]
async fn settle_overlap(
    (caller, key, db, random): Asked,
    Path(id): Path<Attendance>,
    body: Json<OverlapBody>,
) -> Result<Versioned<AttendanceView>, Error> {
    let (act, said) = (key.act(&random, caller.now), body.canonical()?);
    let intent = Intent::new(act, "attendance.settle_overlap", &[id.entity()], &said);
    let decision = body.decision(id)?;
    let done = db.write(move |tx| actions::settle_overlap(tx, &caller, &intent, &decision)).await?;
    Ok(done.value.into())
}
