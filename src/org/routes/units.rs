//! The tree over HTTP.

use actix_web::{get, patch, post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::org::{
    actions,
    model::{CreateUnit, UnitChanges, UnitKind, UnitName},
    store::{self, UnitRow},
};
use crate::{
    acts::Intent,
    kernel::{
        area::AreaCode,
        caller::Caller,
        codes::{Code, FieldCode},
        correction::Correction,
        ids::{Unit, UnitId},
        refusal::{Fields, Refusal},
        time::{Time, date},
    },
    platform::{
        db::{Db, Tx},
        error::Error,
        http::{
            Answer, Created, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query,
            Versioned, wire_word,
        },
        random::Random,
    },
};

/// `GET,POST /v1/units`, `GET,PATCH /v1/units/{unit}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_units).service(create_unit).service(show_unit).service(update_unit);
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

/// What is to be different about a unit: what is absent stays, what is null is cleared.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UpdateUnitBody {
    /// The version that the change is made from, if `If-Match` does not say it.
    expected_version: Option<i64>,
    /// What it is called, which cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100)]
    name: Correction<String>,
    /// The code of its district, town or village: 6, 9 or 12 digits.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    area_code: Correction<String>,
    /// The outside body that it belongs to: a company, a school.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100)]
    affiliated_with: Correction<String>,
    /// First local date on which it existed: `2025-11-06`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    valid_from: Correction<String>,
    /// First local date on which it no longer existed.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    valid_to: Correction<String>,
    /// The unit that it is to stand below; it cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<UnitId>)]
    parent: Correction<UnitId>,
    /// Since when it stands there; now unless told. Not before it came to where it stands.
    moved_at: Option<Time>,
}

/// A node of the tree.
#[derive(Debug, Serialize, ToSchema)]
struct UnitView {
    id: UnitId,
    kind: UnitKind,
    name: String,
    parent: Option<UnitId>,
    area_code: Option<String>,
    /// The outside body that it belongs to.
    affiliated_with: Option<String>,
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

impl UpdateUnitBody {
    fn changes(&self) -> Result<UnitChanges, Refusal> {
        let mut fields = Fields::default();
        let name = fields.take("/name", self.name.read(UnitName::parse).and_then(Correction::kept));
        let parent = fields.take("/parent", self.parent.kept());
        if self.moved_at.is_some() && self.parent == Correction::Keep {
            fields.take::<()>("/parent", Err(FieldCode::Missing));
        }
        let area_code = fields.take("/area_code", self.area_code.read(AreaCode::parse));
        let affiliated_with =
            fields.take("/affiliated_with", self.affiliated_with.read(UnitName::parse));
        let valid_from = fields.take("/valid_from", self.valid_from.read(date));
        let valid_to = fields.take("/valid_to", self.valid_to.read(date));
        fields.finish(|| {
            Some(UnitChanges {
                name: name?,
                area_code: area_code?,
                affiliated_with: affiliated_with?,
                valid_from: valid_from?,
                valid_to: valid_to?,
                parent: parent?,
                moved_at: self.moved_at,
            })
        })
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
            affiliated_with: row.affiliated_with,
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
    let act = key.making(body.id, id);
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
) -> Result<Versioned<UnitView>, Error> {
    let found = db.read(move |conn| Ok(store::unit(conn, id)?)).await?.ok_or(Code::NotFound)?;
    Ok(Versioned(found.version, found.into()))
}

/// Changes what a unit is called and where it stands.
#[utoipa::path(
    params(("unit" = UnitId, Path)),
    request_body = UpdateUnitBody,
    responses((status = 200, body = UnitView)),
    tag = "organisation"
)]
#[patch("/v1/units/{unit}")]
async fn update_unit(
    caller: Caller,
    Path(id): Path<Unit>,
    (key, if_match): (IdempotencyKey, IfMatch),
    body: Json<UpdateUnitBody>,
    db: web::Data<Db>,
    random: web::Data<Random>,
) -> Result<Versioned<UnitView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "org.update_unit", &[id.entity()], &body.canonical()?);
    let (expected, changes) = (if_match.or(body.expected_version)?, body.changes()?);
    let act =
        move |tx: &mut Tx<'_>| actions::update_unit(tx, &caller, &intent, id, expected, &changes);
    let unit = db.write(act).await?.value;
    Ok(Versioned(unit.version, unit.into()))
}
