//! Memberships over HTTP.

use actix_web::{get, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        ids::{Membership, MembershipId, PersonId, Unit, UnitId},
        time::Time,
    },
    org::{
        actions,
        model::{Apply, Decide, MembershipState, Step},
        store::{self, MembershipRow},
    },
    platform::{
        db::Db,
        error::Error,
        http::{
            Answer, Asked, Batch, BatchBody, BatchView, Created, IdempotencyKey, Json, Page,
            PageQuery, Path, Query, ReasonBody, Versioned, wire_word,
        },
        random::Random,
    },
};

/// `GET /v1/me/memberships`, `GET /v1/units/{unit}/memberships`, `POST /v1/memberships`,
/// `GET /v1/memberships/{membership}`,
/// `POST /v1/memberships/{membership}/{approve,reject,suspend,lift,leave}`,
/// `POST /v1/memberships/approve`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(my_memberships)
        .service(list_memberships)
        .service(apply)
        .service(approve_several)
        .service(show_membership)
        .service(approve)
        .service(reject)
        .service(suspend)
        .service(lift)
        .service(leave);
}

wire_word!(MembershipState);

/// A wish to belong to a unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApplyBody {
    /// The id of the membership, if the client makes it: then repeating the request is safe.
    id: Option<MembershipId>,
    unit: UnitId,
    /// Somebody whose record one keeps; oneself unless told.
    person_id: Option<PersonId>,
}

/// A person in a unit.
#[derive(Serialize, ToSchema)]
pub struct MembershipView {
    id: MembershipId,
    person_id: PersonId,
    name: String,
    volunteer_no: String,
    unit: UnitId,
    state: MembershipState,
    applied_at: Time,
    /// Since when the person is a member.
    from_at: Option<Time>,
    /// When it ended, or the application did.
    until_at: Option<Time>,
    version: i64,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct MembershipsQuery {
    /// Only memberships in this state.
    state: Option<MembershipState>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl From<MembershipRow> for MembershipView {
    fn from(row: MembershipRow) -> Self {
        Self {
            id: row.id,
            person_id: row.person,
            name: row.person_name,
            volunteer_no: row.volunteer_no,
            unit: row.unit,
            state: row.state,
            applied_at: row.applied_at,
            from_at: row.from_at,
            until_at: row.until_at,
            version: row.version,
        }
    }
}

impl From<MembershipRow> for Versioned<MembershipView> {
    fn from(row: MembershipRow) -> Self {
        Self(row.version, row.into())
    }
}

async fn take(
    (caller, key, db, random): Asked,
    membership: MembershipId,
    step: Step,
    reason: Option<String>,
) -> Result<Versioned<MembershipView>, Error> {
    let act = key.act(&random, caller.now);
    let said = reason.as_deref().unwrap_or_default().as_bytes();
    let intent = Intent::new(act, step.kind(), &[membership.entity()], said);
    let command = Decide { membership, step, reason };
    let done = db.write(move |tx| actions::decide(tx, &caller, &intent, &command)).await?;
    Ok(done.value.into())
}

/// One's own memberships and applications, ended ones too, the newest first.
#[utoipa::path(
    params(PageQuery),
    responses((status = 200, body = Page<MembershipView>)),
    tag = "organisation"
)]
#[get("/v1/me/memberships")]
async fn my_memberships(
    caller: Caller,
    page: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<MembershipView>>, Error> {
    let (limit, before) = (page.0.limit()?, page.0.after()?);
    let read =
        db.read(move |conn| Ok(store::memberships_of(conn, caller.person, before, limit + 1)?));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, MembershipView::from)))
}

/// The members of a unit and those who applied, in the order of names.
#[utoipa::path(
    params(("unit" = UnitId, Path), MembershipsQuery),
    responses((status = 200, body = Page<MembershipView>)),
    tag = "organisation"
)]
#[get("/v1/units/{unit}/memberships")]
async fn list_memberships(
    caller: Caller,
    Path(unit): Path<Unit>,
    query: Query<MembershipsQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<MembershipView>>, Error> {
    let query = query.0;
    let page = PageQuery { limit: query.limit, cursor: query.cursor };
    let (limit, after) = (page.limit()?, page.after_key()?);
    let read = db.read(move |conn| {
        actions::memberships_in(conn, &caller, unit, query.state, after, limit + 1)
    });
    Ok(Answer(Page::by_key(read.await?, limit, MembershipRow::place, MembershipView::from)))
}

/// Applies to a unit.
#[utoipa::path(
    request_body = ApplyBody,
    responses((status = 201, body = MembershipView)),
    tag = "organisation"
)]
#[post("/v1/memberships")]
async fn apply(
    caller: Caller,
    key: IdempotencyKey,
    body: Json<ApplyBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<MembershipView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let intent = Intent::new(act, "org.apply", &[], &body.canonical()?);
    let person = body.person_id.unwrap_or(caller.person);
    let command = Apply { id, person, unit: body.unit };
    let made = db.write(move |tx| actions::apply(tx, &caller, &intent, &command)).await?;
    Ok(Created(made.value.into()))
}

/// Takes up to 200 applicants in.
#[utoipa::path(
    request_body = BatchBody,
    responses((status = 200, body = BatchView)),
    tag = "organisation"
)]
#[post("/v1/memberships/approve")]
async fn approve_several(
    caller: Caller,
    body: Json<BatchBody>,
    db: Data<Db>,
) -> Result<Batch, Error> {
    let ids = body.ids::<Membership>()?;
    let asked = ids.clone();
    let done = db.write(move |tx| actions::approve_several(tx, &caller, &asked)).await?;
    Ok(Batch::of(&ids, done.value))
}

/// One membership: one's own, or in a unit over which one has authority.
#[utoipa::path(
    params(("membership" = MembershipId, Path)),
    responses((status = 200, body = MembershipView)),
    tag = "organisation"
)]
#[get("/v1/memberships/{membership}")]
async fn show_membership(
    caller: Caller,
    Path(id): Path<Membership>,
    db: Data<Db>,
) -> Result<Versioned<MembershipView>, Error> {
    Ok(db.read(move |conn| actions::membership(conn, &caller, id)).await?.into())
}

/// Takes an applicant in.
#[utoipa::path(
    params(("membership" = MembershipId, Path)),
    responses((status = 200, body = MembershipView)),
    tag = "organisation"
)]
#[post("/v1/memberships/{membership}/approve")]
async fn approve(
    asked: Asked,
    Path(id): Path<Membership>,
) -> Result<Versioned<MembershipView>, Error> {
    take(asked, id, Step::Approve, None).await
}

/// Declines an applicant.
#[utoipa::path(
    params(("membership" = MembershipId, Path)),
    request_body = ReasonBody,
    responses((status = 200, body = MembershipView)),
    tag = "organisation"
)]
#[post("/v1/memberships/{membership}/reject")]
async fn reject(
    asked: Asked,
    Path(id): Path<Membership>,
    body: Json<ReasonBody>,
) -> Result<Versioned<MembershipView>, Error> {
    take(asked, id, Step::Reject, Some(body.reason()?)).await
}

/// Lets a member take no part for a time.
#[utoipa::path(
    params(("membership" = MembershipId, Path)),
    request_body = ReasonBody,
    responses((status = 200, body = MembershipView)),
    tag = "organisation"
)]
#[post("/v1/memberships/{membership}/suspend")]
async fn suspend(
    asked: Asked,
    Path(id): Path<Membership>,
    body: Json<ReasonBody>,
) -> Result<Versioned<MembershipView>, Error> {
    take(asked, id, Step::Suspend, Some(body.reason()?)).await
}

/// Ends a suspension.
#[utoipa::path(
    params(("membership" = MembershipId, Path)),
    responses((status = 200, body = MembershipView)),
    tag = "organisation"
)]
#[post("/v1/memberships/{membership}/lift")]
async fn lift(
    asked: Asked,
    Path(id): Path<Membership>,
) -> Result<Versioned<MembershipView>, Error> {
    take(asked, id, Step::Lift, None).await
}

/// Ends one's membership, or takes back one's application; a leader does it for who has no phone.
#[utoipa::path(
    params(("membership" = MembershipId, Path)),
    responses((status = 200, body = MembershipView)),
    tag = "organisation"
)]
#[post("/v1/memberships/{membership}/leave")]
async fn leave(
    asked: Asked,
    Path(id): Path<Membership>,
) -> Result<Versioned<MembershipView>, Error> {
    take(asked, id, Step::Leave, None).await
}
