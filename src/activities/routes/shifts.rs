//! Shifts over HTTP.

use actix_web::{get, patch, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::shift_bodies::{AddShiftBody, UpdateShiftBody};
use crate::{
    activities::{
        actions::{self, SeenShift, ShiftSearch},
        model::{Audience, Position, ShiftState},
        store::{SeatsRow, ShiftRow},
    },
    acts::Intent,
    kernel::{
        caller::Caller,
        ids::{Activity, ActivityId, PositionId, Shift, ShiftId, UnitId},
        interval::Interval,
        time::Time,
    },
    platform::{
        db::{Db, Tx},
        error::Error,
        http::{
            Answer, Created, IdempotencyKey, IfMatch, Json, Moment, Page, PageQuery, Path, Query,
            Versioned, day, wire_word,
        },
        random::Random,
    },
};

/// `GET,POST /v1/activities/{activity}/shifts`, `GET /v1/shifts`, `GET,PATCH /v1/shifts/{shift}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_shifts_of)
        .service(add_shift)
        .service(list_shifts)
        .service(show_shift)
        .service(update_shift);
}

wire_word!(ShiftState);

/// One slice of time of an activity.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ShiftView {
    /// Its id.
    id: ShiftId,
    /// What it is a slice of.
    activity: ActivityId,
    /// The activity's unit.
    unit: UnitId,
    /// The activity's: `public`, or the id of the unit whose members it is for.
    audience: String,
    /// What became of it.
    state: ShiftState,
    /// When it begins.
    starts_at: Time,
    /// When it ends.
    ends_at: Time,
    /// The zone of the local times.
    time_zone: String,
    /// Local date of the start, to which all its hours belong: `2026-12-31`.
    #[schema(format = Date)]
    service_date: String,
    /// Local date and time without zone: `2026-12-31T22:00`.
    starts_local: String,
    /// The same of the end.
    ends_local: String,
    /// From when on nobody can sign up, or take an offer.
    sign_up_closes_at: Time,
    /// In the order of time.
    breaks: Vec<BreakView>,
    /// In the order in which they were given.
    positions: Vec<PositionView>,
    /// What whoever comes should know.
    note: Option<String>,
    /// When its activity was made known; none while it is not.
    published_at: Option<Time>,
    /// Counts its changes; a change names the one it is made from.
    version: i64,
    /// When it was entered.
    created_at: Time,
}

/// A time in which nobody works.
#[derive(Debug, Serialize, ToSchema)]
struct BreakView {
    /// When it begins.
    starts_at: Time,
    /// When it ends.
    ends_at: Time,
}

/// A kind of work in a shift.
#[derive(Debug, Serialize, ToSchema)]
struct PositionView {
    /// Its id.
    id: PositionId,
    /// What it is called.
    name: String,
    /// How many people are wanted in it.
    seats: i32,
    /// What whoever takes it must bring along.
    requirements: Option<String>,
    /// How many seats are confirmed or offered.
    taken: i32,
    /// How many people wait for one.
    waiting: i32,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ShiftsQuery {
    /// Only those of this unit and of those below it.
    unit: Option<UnitId>,
    /// Only those of this activity.
    activity: Option<ActivityId>,
    /// Only those in this state.
    state: Option<ShiftState>,
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

impl SeenShift {
    /// Where it stands in a list.
    pub(super) fn moment(&self) -> Moment<Shift> {
        (self.row.starts_at, self.row.id)
    }
}

impl From<&Interval> for BreakView {
    fn from(pause: &Interval) -> Self {
        Self { starts_at: pause.from(), ends_at: pause.until() }
    }
}

impl PositionView {
    fn of(position: Position, seats: &[SeatsRow]) -> Self {
        let gone = seats.iter().find(|seats| seats.id == position.id);
        Self {
            id: position.id,
            name: position.name,
            seats: position.seats,
            requirements: position.requirements,
            taken: gone.map_or(0, |seats| seats.taken),
            waiting: gone.map_or(0, |seats| seats.waiting),
        }
    }
}

impl From<SeenShift> for ShiftView {
    fn from(SeenShift { row, seats }: SeenShift) -> Self {
        let ShiftRow { positions, breaks, .. } = row;
        let position = |position: Position| PositionView::of(position, &seats);
        Self {
            id: row.id,
            activity: row.activity,
            unit: row.unit,
            audience: Audience::from(row.audience).to_string(),
            state: row.state,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            time_zone: row.time_zone,
            service_date: row.service_date,
            starts_local: row.starts_local,
            ends_local: row.ends_local,
            sign_up_closes_at: row.sign_up_closes_at,
            breaks: breaks.0.iter().map(BreakView::from).collect(),
            positions: positions.0.into_iter().map(position).collect(),
            note: row.note,
            published_at: row.published_at,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

impl From<SeenShift> for Versioned<ShiftView> {
    fn from(shift: SeenShift) -> Self {
        Self(shift.row.version, shift.into())
    }
}

impl ShiftsQuery {
    fn read(&self) -> Result<(ShiftSearch, i64), Error> {
        let page = PageQuery { limit: self.limit, cursor: self.cursor.clone() };
        let query = ShiftSearch {
            unit: self.unit,
            activity: self.activity,
            state: self.state,
            from: day("from", self.from.as_deref())?,
            until: day("until", self.until.as_deref())?,
            after: page.after_moment()?,
        };
        Ok((query, page.limit()?))
    }
}

/// The shifts of an activity, in the order of their starts.
#[utoipa::path(
    params(("activity" = ActivityId, Path), PageQuery),
    responses((status = 200, body = Page<ShiftView>)),
    tag = "activities"
)]
#[get("/v1/activities/{activity}/shifts")]
async fn list_shifts_of(
    caller: Caller,
    Path(activity): Path<Activity>,
    page: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<ShiftView>>, Error> {
    let (limit, after) = (page.0.limit()?, page.0.after_moment()?);
    let read = db.read(move |conn| actions::shifts_of(conn, &caller, activity, after, limit + 1));
    Ok(Answer(Page::by_moment(read.await?, limit, SeenShift::moment, ShiftView::from)))
}

/// Adds a shift to an activity: planned, and not open for sign-ups until it is opened or the
/// activity is published.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    request_body = AddShiftBody,
    responses((status = 201, body = ShiftView)),
    tag = "activities"
)]
#[post("/v1/activities/{activity}/shifts")]
async fn add_shift(
    caller: Caller,
    Path(activity): Path<Activity>,
    key: IdempotencyKey,
    body: Json<AddShiftBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<ShiftView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let intent = Intent::new(act, "activities.add_shift", &[activity.entity()], &body.canonical()?);
    let command = body.command(id, activity)?;
    let made = db.write(move |tx| actions::add_shift(tx, &caller, &intent, &command)).await?;
    Ok(Created(made.value.into()))
}

/// The shifts that one may know of, in the order of their starts.
#[utoipa::path(
    params(ShiftsQuery),
    responses((status = 200, body = Page<ShiftView>)),
    tag = "activities"
)]
#[get("/v1/shifts")]
async fn list_shifts(
    caller: Caller,
    query: Query<ShiftsQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<ShiftView>>, Error> {
    let (query, limit) = query.0.read()?;
    let found = db.read(move |conn| actions::shifts(conn, &caller, query, limit + 1)).await?;
    Ok(Answer(Page::by_moment(found, limit, SeenShift::moment, ShiftView::from)))
}

/// One shift, with how many of its seats are gone.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    responses((status = 200, body = ShiftView)),
    tag = "activities"
)]
#[get("/v1/shifts/{shift}")]
async fn show_shift(
    caller: Caller,
    Path(id): Path<Shift>,
    db: Data<Db>,
) -> Result<Versioned<ShiftView>, Error> {
    Ok(db.read(move |conn| actions::shift(conn, &caller, id)).await?.into())
}

/// Changes a shift, and with it others of its activity: all of them, or none.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    request_body = UpdateShiftBody,
    responses((status = 200, body = ShiftView)),
    tag = "activities"
)]
#[patch("/v1/shifts/{shift}")]
async fn update_shift(
    caller: Caller,
    Path(id): Path<Shift>,
    (key, if_match): (IdempotencyKey, IfMatch),
    body: Json<UpdateShiftBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Versioned<ShiftView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "activities.update_shift", &[id.entity()], &body.canonical()?);
    let (expected, changes) = (if_match.or(body.expected_version)?, body.changes()?);
    let act =
        move |tx: &mut Tx<'_>| actions::update_shift(tx, &caller, &intent, id, expected, &changes);
    Ok(db.write(act).await?.value.into())
}
