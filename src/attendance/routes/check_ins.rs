//! Check-ins and check-outs over HTTP.

use actix_web::{post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    attendance_view::AttendanceView,
    capture_bodies::{PositionBody, ToldCapture},
};
use crate::{
    acts::Intent,
    attendance::actions,
    kernel::{
        ids::{Attendance, AttendanceId, Id, Shift, ShiftId},
        minutes::CreditPolicy,
        time::Time,
    },
    platform::{
        error::{Error, Fault},
        http::{Asked, Created, Json, Path, Versioned},
    },
};

/// `POST /v1/shifts/{shift}/check-ins`, `POST /v1/attendances/{attendance}/check-out`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(check_in).service(check_out);
}

/// That somebody comes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckInBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    id: Option<AttendanceId>,
    /// When he came, where that was not now. A time that has not come yet counts as now.
    captured_at: Option<Time>,
    /// Where he is. It is kept only where he allows that.
    place: Option<PositionBody>,
    /// Whether he does not want to say where he is.
    place_refused: Option<bool>,
    /// A code that was read on site.
    #[schema(max_length = 200)]
    code: Option<String>,
}

/// That somebody leaves.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckOutBody {
    /// When he left, where that was not now. A time that has not come yet counts as now.
    captured_at: Option<Time>,
    /// Where he is. It is kept only where he allows that.
    place: Option<PositionBody>,
    /// Whether he does not want to say where he is.
    place_refused: Option<bool>,
    /// A code that was read on site.
    #[schema(max_length = 200)]
    code: Option<String>,
}

impl CheckInBody {
    fn capture(&self) -> ToldCapture<'_> {
        let Self { captured_at, place, place_refused, code, .. } = self;
        let (captured_at, place_refused) = (*captured_at, *place_refused);
        ToldCapture { captured_at, place: place.as_ref(), place_refused, code: code.as_deref() }
    }
}

impl CheckOutBody {
    fn capture(&self) -> ToldCapture<'_> {
        let Self { captured_at, place, place_refused, code } = self;
        let (captured_at, place_refused) = (*captured_at, *place_refused);
        ToldCapture { captured_at, place: place.as_ref(), place_refused, code: code.as_deref() }
    }
}

/// Checks oneself in. Place, time and sign-up refuse nobody: what is odd is a flag.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    request_body = CheckInBody,
    responses((status = 201, body = AttendanceView)),
    tag = "attendance"
)]
#[post("/v1/shifts/{shift}/check-ins")]
async fn check_in(
    (mut caller, key, db, random): Asked,
    Path(shift): Path<Shift>,
    policy: Data<CreditPolicy>,
    body: Json<CheckInBody>,
) -> Result<Created<AttendanceView>, Error> {
    let act = key.making(body.id, random.id(caller.now));
    let path = [shift.entity()];
    let intent = Intent::new(act, "attendance.check_in", &path, &body.canonical()?);
    let own = body.capture().command(Id::new(act.uuid()), caller.now)?;
    caller.captured = own.captured;
    let reader = caller.person;
    let (policy, own) = (**policy, [(intent, shift, own)]);
    let mut made = db.write(move |tx| actions::check_in(tx, &caller, policy, &own)).await?;
    let made = made.value.pop().ok_or_else(|| Fault::broken("a check-in without an answer"))?;
    Ok(Created(made?.seen_by(reader).into()))
}

/// Checks oneself out; a leader marks others instead.
#[utoipa::path(
    params(("attendance" = AttendanceId, Path)),
    request_body = CheckOutBody,
    responses((status = 200, body = AttendanceView)),
    tag = "attendance"
)]
#[post("/v1/attendances/{attendance}/check-out")]
async fn check_out(
    (mut caller, key, db, random): Asked,
    Path(id): Path<Attendance>,
    policy: Data<CreditPolicy>,
    body: Json<CheckOutBody>,
) -> Result<Versioned<AttendanceView>, Error> {
    let act = key.act(&random, caller.now);
    let path = [id.entity()];
    let intent = Intent::new(act, "attendance.check_out", &path, &body.canonical()?);
    let own = body.capture().command(Id::new(act.uuid()), caller.now)?;
    caller.captured = own.captured;
    let reader = caller.person;
    let policy = **policy;
    let done =
        db.write(move |tx| actions::check_out(tx, &caller, policy, &intent, (id, &own))).await?;
    Ok(done.value.seen_by(reader).into())
}
