//! Attendances over HTTP.

use actix_web::{get, web::Data};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::attendance_view::AttendanceView;
use crate::{
    attendance::{
        actions,
        model::AttendanceState,
        store::{OwnSearch, ShiftSearch},
    },
    kernel::{
        caller::Caller,
        ids::{Attendance, AttendanceId, PersonId, Shift, ShiftId, UnitId},
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Page, PageQuery, Path, Query, Versioned, day},
    },
};

/// `GET /v1/attendances/{attendance}`, `GET /v1/shifts/{shift}/attendances`,
/// `GET /v1/me/attendances`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(my_attendances).service(list_attendances).service(show_attendance);
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AttendancesQuery {
    /// Only this person's.
    person: Option<PersonId>,
    /// Only attendances in this state.
    state: Option<AttendanceState>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct MyAttendancesQuery {
    /// Only attendances in this unit and in those below it.
    unit: Option<UnitId>,
    /// Only attendances in this shift.
    shift: Option<ShiftId>,
    /// Only attendances in this state.
    state: Option<AttendanceState>,
    /// Only those of this service date or a later one.
    #[param(format = Date)]
    from: Option<String>,
    /// Only those of this service date or an earlier one.
    #[param(format = Date)]
    until: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl MyAttendancesQuery {
    fn search(self) -> Result<(OwnSearch, i64), Error> {
        let Self { unit, shift, state, from, until, limit, cursor } = self;
        let page = PageQuery { limit, cursor };
        let search = OwnSearch {
            unit,
            shift,
            state,
            from: day("from", from.as_deref())?.map(|date| date.to_string()),
            until: day("until", until.as_deref())?.map(|date| date.to_string()),
            before: page.after()?,
        };
        Ok((search, page.limit()?))
    }
}

impl AttendancesQuery {
    fn search(self) -> Result<(ShiftSearch, i64), Error> {
        let Self { person, state, limit, cursor } = self;
        let page = PageQuery { limit, cursor };
        Ok((ShiftSearch { person, state, after: page.after()? }, page.limit()?))
    }
}

/// One attendance, by any id under which it was captured: one's own, or in a unit over which one
/// has a role.
#[utoipa::path(
    params(("attendance" = AttendanceId, Path)),
    responses((status = 200, body = AttendanceView)),
    tag = "attendance"
)]
#[get("/v1/attendances/{attendance}")]
async fn show_attendance(
    caller: Caller,
    Path(id): Path<Attendance>,
    db: Data<Db>,
) -> Result<Versioned<AttendanceView>, Error> {
    let reader = caller.person;
    let row = db.read(move |conn| actions::attendance(conn, &caller, id)).await?;
    Ok(row.seen_by(reader).into())
}

/// The attendances of a shift, in the order of ids.
#[utoipa::path(
    params(("shift" = ShiftId, Path), AttendancesQuery),
    responses((status = 200, body = Page<AttendanceView>)),
    tag = "attendance"
)]
#[get("/v1/shifts/{shift}/attendances")]
async fn list_attendances(
    caller: Caller,
    Path(shift): Path<Shift>,
    query: Query<AttendancesQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<AttendanceView>>, Error> {
    let (search, limit) = query.0.search()?;
    let reader = caller.person;
    let read =
        db.read(move |conn| actions::attendances_in(conn, &caller, shift, search, limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, |row| row.seen_by(reader).into())))
}

/// One's own attendances, the newest first.
#[utoipa::path(
    params(MyAttendancesQuery),
    responses((status = 200, body = Page<AttendanceView>)),
    tag = "attendance"
)]
#[get("/v1/me/attendances")]
async fn my_attendances(
    caller: Caller,
    query: Query<MyAttendancesQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<AttendanceView>>, Error> {
    let (search, limit) = query.0.search()?;
    let reader = caller.person;
    let read =
        db.read(move |conn| actions::own_attendances(conn, &caller, search.clone(), limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, |row| row.seen_by(reader).into())))
}
