//! Rosters over HTTP.

use actix_web::{get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::attendance_view::AttendanceView;
use crate::{
    attendance::actions::{self, OnRoster},
    kernel::{
        caller::Caller,
        ids::{PersonId, PositionId, Shift, ShiftId, SignUpId},
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Page, PageQuery, Path, Query},
    },
};

/// `GET /v1/shifts/{shift}/roster`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(show_roster);
}

/// Somebody on the roster of a shift.
#[derive(Debug, Serialize, ToSchema)]
struct RosterEntryView {
    /// Who.
    person_id: PersonId,
    /// His name.
    name: String,
    /// His volunteer number.
    volunteer_no: String,
    /// His sign-up; null where he has no place.
    sign_up: Option<SignUpId>,
    /// What he is to do; null where he has no place.
    position: Option<PositionId>,
    /// What is known of his presence: nothing while he has not come.
    attendances: Vec<AttendanceView>,
}

impl RosterEntryView {
    fn seen_by(reader: PersonId, entry: OnRoster) -> Self {
        let OnRoster { person, sign_up, attendances } = entry;
        let (sign_up, position) = sign_up.unzip();
        Self {
            person_id: person.id,
            name: person.name,
            volunteer_no: person.volunteer_no,
            sign_up,
            position,
            attendances: attendances.into_iter().map(|row| row.seen_by(reader).into()).collect(),
        }
    }
}

/// Who has a place in a shift, and who came without one, in the order of names.
#[utoipa::path(
    params(("shift" = ShiftId, Path), PageQuery),
    responses((status = 200, body = Page<RosterEntryView>)),
    tag = "attendance"
)]
#[get("/v1/shifts/{shift}/roster")]
async fn show_roster(
    caller: Caller,
    Path(shift): Path<Shift>,
    page: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<RosterEntryView>>, Error> {
    let (limit, after) = (page.0.limit()?, page.0.after_key()?);
    let reader = caller.person;
    let read = db.read(move |conn| actions::roster(conn, &caller, shift, (after, limit + 1)));
    let view = |entry| RosterEntryView::seen_by(reader, entry);
    Ok(Answer(Page::by_key(read.await?, limit, OnRoster::place, view)))
}
