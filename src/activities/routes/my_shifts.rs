//! One's own shifts over HTTP.

use actix_web::{get, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::shifts::ShiftView;
use crate::{
    activities::{
        actions::{self, SeenShift},
        model::SignUpState,
        store::SignUpRow,
    },
    kernel::{
        caller::Caller,
        ids::{PositionId, SignUpId},
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Page, PageQuery, Query, day},
    },
};

/// `GET /v1/me/shifts`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(my_shifts);
}

/// A shift with one's own sign-up that stands in it.
#[derive(Debug, Serialize, ToSchema)]
struct MyShiftView {
    #[serde(flatten)]
    shift: ShiftView,
    /// One's own sign-up that stands in it.
    sign_up: MySignUpView,
}

/// One's own sign-up.
#[derive(Debug, Serialize, ToSchema)]
struct MySignUpView {
    /// Its id.
    id: SignUpId,
    /// What one does there.
    position: PositionId,
    /// What became of it.
    state: SignUpState,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct MyShiftsQuery {
    /// Only those of this service date or a later one; without it today's, those after, and what is
    /// not over yet.
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

impl From<(SeenShift, SignUpRow)> for MyShiftView {
    fn from((shift, sign_up): (SeenShift, SignUpRow)) -> Self {
        let SignUpRow { id, position, state, .. } = sign_up;
        Self { shift: shift.into(), sign_up: MySignUpView { id, position, state } }
    }
}

/// The shifts in which one has a place, waits for one or is asked to take one, in the order of
/// their starts.
#[utoipa::path(
    params(MyShiftsQuery),
    responses((status = 200, body = Page<MyShiftView>)),
    tag = "activities"
)]
#[get("/v1/me/shifts")]
async fn my_shifts(
    caller: Caller,
    query: Query<MyShiftsQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<MyShiftView>>, Error> {
    let query = query.0;
    let days = (day("from", query.from.as_deref())?, day("until", query.until.as_deref())?);
    let page = PageQuery { limit: query.limit, cursor: query.cursor };
    let (limit, after) = (page.limit()?, page.after_moment()?);
    let read = db.read(move |conn| actions::my_shifts(conn, &caller, days, after, limit + 1));
    Ok(Answer(Page::by_moment(read.await?, limit, |(shift, _)| shift.moment(), MyShiftView::from)))
}
