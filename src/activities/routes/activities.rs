//! Activities over HTTP.

use actix_web::{get, patch, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    activity_bodies::{CreateActivityBody, UpdateActivityBody},
    places::PlaceView,
};
use crate::{
    activities::{
        actions::{self, ActivitySearch},
        model::{ActivityKind, ActivityState, Audience, MeetingPlace, Sight},
        rules,
        store::ActivityRow,
    },
    acts::Intent,
    kernel::{
        caller::Caller,
        ids::{Activity, ActivityId, PersonId, ProgramId, SiteId, UnitId},
        time::Time,
    },
    platform::{
        db::{Db, Tx},
        error::Error,
        http::{
            Answer, Created, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query,
            Versioned, day, wire_word,
        },
        random::Random,
    },
};

/// `GET,POST /v1/activities`, `GET,PATCH /v1/activities/{activity}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_activities)
        .service(create_activity)
        .service(show_activity)
        .service(update_activity);
}

wire_word!(ActivityKind);
wire_word!(ActivityState);

/// An activity.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActivityView {
    /// Its id.
    id: ActivityId,
    /// Who organises it.
    unit: UnitId,
    /// The program it serves.
    program: Option<ProgramId>,
    /// What is done at it.
    kind: ActivityKind,
    /// Whether time spent at it is service time.
    countable: bool,
    /// What it is called.
    name: String,
    /// What is done.
    content: Option<String>,
    /// Who can take part.
    conditions: Option<String>,
    /// What is done for the safety of those who take part.
    safeguards: Option<String>,
    /// What may happen to them.
    risks: Option<String>,
    /// Whether only insured adults take part.
    danger: bool,
    /// How many people are wanted at once.
    people_wanted: Option<i32>,
    /// Who answers for it.
    person_in_charge: Option<PersonId>,
    /// Where it takes place: at this site, online, or at a place of its own.
    site: Option<SiteId>,
    /// Whether it is online.
    online: bool,
    /// The place of its own.
    place: Option<OwnPlaceView>,
    /// `public`, or the unit whose members it is for.
    audience: String,
    /// Where people are served, when that is not where the unit works.
    served_area_code: Option<String>,
    /// First local date.
    #[schema(format = Date)]
    starts_on: Option<String>,
    /// Last local date.
    #[schema(format = Date)]
    ends_on: Option<String>,
    /// What became of the plan.
    state: ActivityState,
    /// When it was made known; none while it is not.
    published_at: Option<Time>,
    /// When somebody ended or cancelled it.
    over_at: Option<Time>,
    /// Counts its changes; a change names the one it is made from.
    version: i64,
    /// When it was entered.
    created_at: Time,
}

/// A place that is no site. Of somebody's home only those who read the unit's desk see more than
/// the area and a point that is about 100 m true.
#[derive(Debug, Serialize, ToSchema)]
struct OwnPlaceView {
    /// What it is called.
    name: Option<String>,
    /// Whether it is somebody's home.
    private: bool,
    #[serde(flatten)]
    place: PlaceView,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ActivitiesQuery {
    /// Only activities of this unit and of those below it.
    unit: Option<UnitId>,
    /// Only activities in this state.
    state: Option<ActivityState>,
    /// Only activities of this program.
    program: Option<ProgramId>,
    /// Only activities that last to this local date or longer.
    #[param(format = Date)]
    from: Option<String>,
    /// Only activities that begin on this local date or earlier.
    #[param(format = Date)]
    until: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl ActivitiesQuery {
    /// What is asked for, and how much of it.
    fn query(self) -> Result<(ActivitySearch, i64), Error> {
        let page = PageQuery { limit: self.limit, cursor: self.cursor };
        let query = ActivitySearch {
            unit: self.unit,
            state: self.state,
            program: self.program,
            from: day("from", self.from.as_deref())?,
            until: day("until", self.until.as_deref())?,
            before: page.after()?,
        };
        Ok((query, page.limit()?))
    }
}

impl ActivityView {
    fn of((row, sight): (ActivityRow, Sight)) -> Self {
        let place = rules::place_seen(&row, sight);
        let view = |(name, place): (Option<String>, MeetingPlace)| OwnPlaceView {
            name,
            private: row.private,
            place: PlaceView::from(&place),
        };
        Self {
            place: place.map(view),
            audience: Audience::from(row.audience).to_string(),
            countable: row.kind.is_countable(),
            id: row.id,
            unit: row.unit,
            program: row.program,
            kind: row.kind,
            name: row.name,
            content: row.content,
            conditions: row.conditions,
            safeguards: row.safeguards,
            risks: row.risks,
            danger: row.danger,
            people_wanted: row.people_wanted,
            person_in_charge: row.person_in_charge,
            site: row.site,
            online: row.online,
            served_area_code: row.served_area_code,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            state: row.state,
            published_at: row.published_at,
            over_at: row.over_at,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

impl From<(ActivityRow, Sight)> for Versioned<ActivityView> {
    fn from(seen: (ActivityRow, Sight)) -> Self {
        Self(seen.0.version, ActivityView::of(seen))
    }
}

impl From<ActivityRow> for Versioned<ActivityView> {
    /// For those who act on it, who read the desk.
    fn from(row: ActivityRow) -> Self {
        (row, Sight::Desk).into()
    }
}

/// The activities that one may know of, the newest first: those of the units over which one has a
/// role in every state, others once they are published for everybody or for one's own units.
#[utoipa::path(
    params(ActivitiesQuery),
    responses((status = 200, body = Page<ActivityView>)),
    tag = "activities"
)]
#[get("/v1/activities")]
async fn list_activities(
    caller: Caller,
    query: Query<ActivitiesQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<ActivityView>>, Error> {
    let (query, limit) = query.0.query()?;
    let read = db.read(move |conn| actions::activities(conn, &caller, query, limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |(row, _)| row.id, ActivityView::of)))
}

/// Plans an activity of a unit that one leads.
#[utoipa::path(
    request_body = CreateActivityBody,
    responses((status = 201, body = ActivityView)),
    tag = "activities"
)]
#[post("/v1/activities")]
async fn create_activity(
    caller: Caller,
    key: IdempotencyKey,
    body: Json<CreateActivityBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<ActivityView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let intent = Intent::new(act, "activities.create_activity", &[], &body.canonical()?);
    let command = body.into_inner().command(id)?;
    let made = db.write(move |tx| actions::create_activity(tx, &caller, &intent, &command)).await?;
    Ok(Created(ActivityView::of((made.value, Sight::Desk))))
}

/// One activity.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    responses((status = 200, body = ActivityView)),
    tag = "activities"
)]
#[get("/v1/activities/{activity}")]
async fn show_activity(
    caller: Caller,
    Path(id): Path<Activity>,
    db: Data<Db>,
) -> Result<Versioned<ActivityView>, Error> {
    Ok(db.read(move |conn| actions::activity(conn, &caller, id)).await?.into())
}

/// Changes an activity: all of it in a draft, and once it is approved what need not be approved
/// again.
#[utoipa::path(
    params(("activity" = ActivityId, Path)),
    request_body = UpdateActivityBody,
    responses((status = 200, body = ActivityView)),
    tag = "activities"
)]
#[patch("/v1/activities/{activity}")]
async fn update_activity(
    caller: Caller,
    Path(id): Path<Activity>,
    (key, if_match): (IdempotencyKey, IfMatch),
    body: Json<UpdateActivityBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Versioned<ActivityView>, Error> {
    let act = key.act(&random, caller.now);
    let kind = "activities.update_activity";
    let intent = Intent::new(act, kind, &[id.entity()], &body.canonical()?);
    let (expected, changes) = (if_match.or(body.expected_version)?, body.changes()?);
    let act = move |tx: &mut Tx<'_>| {
        actions::update_activity(tx, &caller, &intent, id, expected, &changes)
    };
    Ok(db.write(act).await?.value.into())
}
