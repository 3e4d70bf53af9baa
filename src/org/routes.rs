//! The tree over HTTP.

use actix_web::{get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    actions,
    model::{CreateUnit, UnitKind, UnitName},
    store::{self, UnitRow},
};
use crate::{
    acts::Intent,
    kernel::{
        area::AreaCode,
        caller::Caller,
        codes::Code,
        ids::{Id, Unit, UnitId},
        refusal::{Fields, Refusal},
        time::Time,
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Created, IdempotencyKey, Json, Page, PageQuery, Path, Query, wire_word},
        random::Random,
    },
};

/// `GET /v1/units`, `POST /v1/units`, `GET /v1/units/{unit}`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_units).service(create_unit).service(show_unit);
}

wire_word!(UnitKind);

/// A unit to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateUnitBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    id: Option<UnitId>,
    kind: UnitKind,
    #[schema(max_length = 100)]
    name: String,
    /// The unit that it stands below.
    parent: UnitId,
    /// The code of its district, town or village: 6, 9 or 12 digits.
    #[schema(pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    area_code: Option<String>,
}

/// A node of the tree.
#[derive(Debug, Serialize, ToSchema)]
struct UnitView {
    id: UnitId,
    kind: UnitKind,
    name: String,
    parent: Option<UnitId>,
    area_code: Option<String>,
    /// First local date on which it existed.
    valid_from: Option<String>,
    /// First local date on which it no longer existed.
    valid_to: Option<String>,
    version: i64,
    created_at: Time,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct UnitsQuery {
    /// Only the children of this unit.
    parent: Option<UnitId>,
    /// Only units of this kind.
    kind: Option<UnitKind>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl CreateUnitBody {
    fn command(&self, id: UnitId) -> Result<CreateUnit, Refusal> {
        let mut fields = Fields::default();
        let name = fields.take("/name", UnitName::parse(&self.name));
        let area = self.area_code.as_deref().map(AreaCode::parse).transpose();
        let area = fields.take("/area_code", area);
        let (kind, parent) = (self.kind, self.parent);
        fields.finish(|| Some(CreateUnit { id, kind, name: name?, parent, area_code: area? }))
    }
}

impl From<UnitRow> for UnitView {
    fn from(row: UnitRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            name: row.name,
            parent: row.parent,
            area_code: row.area_code,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// The tree, one page after another, in the order of ids.
#[utoipa::path(
    params(UnitsQuery),
    responses((status = 200, body = Page<UnitView>)),
    tag = "organisation"
)]
#[get("/v1/units")]
async fn list_units(
    _caller: Caller,
    query: Query<UnitsQuery>,
    db: web::Data<Db>,
) -> Result<Answer<Page<UnitView>>, Error> {
    let query = query.0;
    let page = PageQuery { limit: query.limit, cursor: query.cursor };
    let (limit, after) = (page.limit()?, page.after()?);
    let found = db
        .read(move |conn| Ok(store::list(conn, query.parent, query.kind, after, limit + 1)?))
        .await?;
    Ok(Answer(Page::of(found, limit, |row| row.id, UnitView::from)))
}

/// Makes a unit below another one.
#[utoipa::path(
    request_body = CreateUnitBody,
    responses((status = 201, body = UnitView)),
    tag = "organisation"
)]
#[post("/v1/units")]
async fn create_unit(
    caller: Caller,
    key: IdempotencyKey,
    body: Json<CreateUnitBody>,
    db: web::Data<Db>,
    random: web::Data<Random>,
) -> Result<Created<UnitView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = body.id.map(Id::of_act).or(key.0).unwrap_or_else(|| id.of_act());
    let intent = Intent::new(act, "org.create_unit", &[], &body.canonical()?);
    let command = body.command(id)?;
    let made = db.write(move |tx| actions::create_unit(tx, &caller, &intent, &command)).await?;
    Ok(Created(made.value.into()))
}

/// One unit.
#[utoipa::path(
    params(("unit" = UnitId, Path)),
    responses((status = 200, body = UnitView)),
    tag = "organisation"
)]
#[get("/v1/units/{unit}")]
async fn show_unit(
    _caller: Caller,
    Path(id): Path<Unit>,
    db: web::Data<Db>,
) -> Result<Answer<UnitView>, Error> {
    let found = db.read(move |conn| Ok(store::unit(conn, id)?)).await?;
    found.map(|unit| Answer(unit.into())).ok_or_else(|| Code::NotFound.into())
}
