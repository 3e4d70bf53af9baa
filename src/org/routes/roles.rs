//! Roles over HTTP.

use actix_web::{get, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        ids::{PersonId, Role, RoleId, Unit, UnitId},
        time::Time,
    },
    org::{
        actions,
        model::{Appoint, RoleKind},
        store::{self, RoleRow},
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Created, IdempotencyKey, Json, Page, PageQuery, Path, Query, wire_word},
        random::Random,
    },
};

/// `GET /v1/me/roles`, `GET,POST /v1/units/{unit}/roles`, `GET /v1/roles/{role}`,
/// `POST /v1/roles/{role}/end`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(my_roles)
        .service(list_roles)
        .service(appoint)
        .service(show_role)
        .service(end_role);
}

wire_word!(RoleKind);

/// Authority to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AppointBody {
    /// The id of the role, if the client makes it: then repeating the request is safe.
    id: Option<RoleId>,
    person_id: PersonId,
    role: RoleKind,
    /// When it ends by itself; for auditors only.
    until: Option<Time>,
}

/// Authority on a unit and on all below it.
#[derive(Debug, Serialize, ToSchema)]
struct RoleView {
    id: RoleId,
    person_id: PersonId,
    unit: UnitId,
    role: RoleKind,
    from_at: Time,
    until_at: Option<Time>,
    appointed_by: PersonId,
}

impl From<RoleRow> for RoleView {
    fn from(row: RoleRow) -> Self {
        Self {
            id: row.id,
            person_id: row.person,
            unit: row.unit,
            role: row.role,
            from_at: row.from_at,
            until_at: row.until_at,
            appointed_by: row.appointed_by,
        }
    }
}

/// The roles that one holds, the newest first.
#[utoipa::path(
    params(PageQuery),
    responses((status = 200, body = Page<RoleView>)),
    tag = "organisation"
)]
#[get("/v1/me/roles")]
async fn my_roles(
    caller: Caller,
    page: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<RoleView>>, Error> {
    let (limit, before) = (page.0.limit()?, page.0.after()?);
    let read = db
        .read(move |conn| Ok(store::roles_of(conn, caller.person, caller.now, before, limit + 1)?));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, RoleView::from)))
}

/// The roles that are held on a unit, the newest first.
#[utoipa::path(
    params(("unit" = UnitId, Path), PageQuery),
    responses((status = 200, body = Page<RoleView>)),
    tag = "organisation"
)]
#[get("/v1/units/{unit}/roles")]
async fn list_roles(
    caller: Caller,
    Path(unit): Path<Unit>,
    page: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<RoleView>>, Error> {
    let (limit, before) = (page.0.limit()?, page.0.after()?);
    let read = db.read(move |conn| actions::roles_on(conn, &caller, unit, before, limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, RoleView::from)))
}

/// Gives somebody a role on a unit.
#[utoipa::path(
    params(("unit" = UnitId, Path)),
    request_body = AppointBody,
    responses((status = 201, body = RoleView)),
    tag = "organisation"
)]
#[post("/v1/units/{unit}/roles")]
async fn appoint(
    caller: Caller,
    Path(unit): Path<Unit>,
    key: IdempotencyKey,
    body: Json<AppointBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<RoleView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let intent = Intent::new(act, "org.appoint", &[unit.entity()], &body.canonical()?);
    let AppointBody { person_id: person, role, until, .. } = body.into_inner();
    let command = Appoint { id, person, unit, role, until };
    let given = db.write(move |tx| actions::appoint(tx, &caller, &intent, &command)).await?;
    Ok(Created(given.value.into()))
}

/// One role: one's own, or on a unit over which one has authority; also after it has ended.
#[utoipa::path(
    params(("role" = RoleId, Path)),
    responses((status = 200, body = RoleView)),
    tag = "organisation"
)]
#[get("/v1/roles/{role}")]
async fn show_role(
    caller: Caller,
    Path(id): Path<Role>,
    db: Data<Db>,
) -> Result<Answer<RoleView>, Error> {
    Ok(Answer(db.read(move |conn| actions::role(conn, &caller, id)).await?.into()))
}

/// Ends a role: one's own, or one that one may give.
#[utoipa::path(
    params(("role" = RoleId, Path)),
    responses((status = 200, body = RoleView)),
    tag = "organisation"
)]
#[post("/v1/roles/{role}/end")]
async fn end_role(
    caller: Caller,
    Path(id): Path<Role>,
    key: IdempotencyKey,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Answer<RoleView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "org.end_role", &[id.entity()], b"");
    let ended = db.write(move |tx| actions::end_role(tx, &caller, &intent, id)).await?;
    Ok(Answer(ended.value.into()))
}
