//! Sites over HTTP.

use actix_web::{get, patch, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::places::{OutlineBody, PlaceBody, PlaceView, PointBody, address};
use crate::{
    activities::{
        actions,
        model::{CreateSite, Name, SiteChanges, SiteKind},
        store::{self, SiteFilter, SiteRow},
    },
    acts::Intent,
    kernel::{
        area::AreaCode,
        caller::Caller,
        codes::Code,
        correction::Correction,
        ids::{Site, SiteId, UnitId},
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

/// `GET,POST /v1/sites`, `GET,PATCH /v1/sites/{site}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_sites).service(create_site).service(show_site).service(update_site);
}

wire_word!(SiteKind);

/// A site to make. Everybody may read of it, so it is never somebody's home: that is a private
/// place of an activity.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateSiteBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    id: Option<SiteId>,
    /// Whose it is.
    unit: UnitId,
    /// What it is called.
    #[schema(max_length = 100)]
    name: String,
    /// What is there.
    kind: SiteKind,
    /// Street and number, or how to find it.
    #[schema(max_length = 200)]
    address: Option<String>,
    /// The code of its district, town or village: 6, 9 or 12 digits.
    #[schema(pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    area_code: Option<String>,
    /// Where on the earth it is.
    point: Option<PointBody>,
    /// Those who take part are to be so near to the point, in metres.
    #[schema(minimum = 20, maximum = 50000)]
    radius_m: Option<u32>,
    /// Or in here; a site has one of the two at most.
    outline: Option<OutlineBody>,
}

/// What is to be different about a site: what is absent stays, what is null is cleared. Of point,
/// radius and outline all three are replaced when one is there: a fence belongs to its point.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UpdateSiteBody {
    /// The version that the change is made from, if `If-Match` does not say it.
    expected_version: Option<i64>,
    /// What it is called, which cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100)]
    name: Correction<String>,
    /// What is there, which cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<SiteKind>)]
    kind: Correction<SiteKind>,
    /// Street and number, or how to find it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200)]
    address: Correction<String>,
    /// The code of its district, town or village: 6, 9 or 12 digits.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    area_code: Correction<String>,
    /// Where on the earth it is.
    #[serde(default)]
    #[schema(value_type = Option<PointBody>)]
    point: Correction<PointBody>,
    /// Those who take part are to be so near to the point, in metres.
    #[serde(default)]
    #[schema(value_type = Option<u32>, minimum = 20, maximum = 50000)]
    radius_m: Correction<u32>,
    /// Or in here; a site has one of the two at most.
    #[serde(default)]
    #[schema(value_type = Option<OutlineBody>)]
    outline: Correction<OutlineBody>,
    /// Last local date on which it is open: `2026-12-31`. Null opens it again.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    closed_on: Correction<String>,
}

/// Where service is given again and again.
#[derive(Debug, Serialize, ToSchema)]
struct SiteView {
    /// Its id.
    id: SiteId,
    /// Whose it is.
    unit: UnitId,
    /// What it is called.
    name: String,
    /// What is there.
    kind: SiteKind,
    #[serde(flatten)]
    place: PlaceView,
    /// Last local date on which it is open.
    #[schema(format = Date)]
    closed_on: Option<String>,
    /// Counts its changes; a change names the one it is made from.
    version: i64,
    /// When it was entered.
    created_at: Time,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SitesQuery {
    /// Only sites of this unit and of those below it.
    unit: Option<UnitId>,
    /// Only sites of this kind.
    kind: Option<SiteKind>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// What a correction sets, as in a new thing.
fn set<T>(correction: &Correction<T>) -> Option<&T> {
    correction.as_ref().or(None, |value| value)
}

impl CreateSiteBody {
    fn command(&self, id: SiteId) -> Result<CreateSite, Refusal> {
        let mut fields = Fields::default();
        let name = fields.take("/name", Name::parse(&self.name));
        let place = PlaceBody {
            address: self.address.as_deref(),
            area_code: self.area_code.as_deref(),
            point: self.point.as_ref(),
            radius_m: self.radius_m,
            outline: self.outline.as_ref(),
        };
        let place = place.read(&mut fields, "");
        let (unit, kind) = (self.unit, self.kind);
        fields.finish(|| Some(CreateSite { id, unit, name: name?, kind, place: place? }))
    }
}

impl UpdateSiteBody {
    fn changes(&self) -> Result<SiteChanges, Refusal> {
        let mut fields = Fields::default();
        let name = fields.take("/name", self.name.read(Name::parse).and_then(Correction::kept));
        let kind = fields.take("/kind", self.kind.kept());
        let address = fields.take("/address", self.address.read(address));
        let area_code = fields.take("/area_code", self.area_code.read(AreaCode::parse));
        let location = PlaceBody {
            point: set(&self.point),
            radius_m: set(&self.radius_m).copied(),
            outline: set(&self.outline),
            ..PlaceBody::default()
        };
        let location = location.locate(&mut fields, "");
        let closed_on = fields.take("/closed_on", self.closed_on.read(date));
        fields.finish(|| {
            Some(SiteChanges {
                name: name?,
                kind: kind?,
                address: address?,
                area_code: area_code?,
                location: Some(location?).filter(|_| self.moves()),
                closed_on: closed_on?,
            })
        })
    }

    /// Whether it says anything of where on the earth the site is.
    const fn moves(&self) -> bool {
        self.point.is_given() || self.radius_m.is_given() || self.outline.is_given()
    }
}

impl From<SiteRow> for SiteView {
    fn from(row: SiteRow) -> Self {
        Self {
            id: row.id,
            unit: row.unit,
            name: row.name,
            kind: row.kind,
            place: PlaceView::from(&row.place),
            closed_on: row.closed_on,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// Sites, also those that have closed, in the order of ids.
#[utoipa::path(
    params(SitesQuery),
    responses((status = 200, body = Page<SiteView>)),
    tag = "activities"
)]
#[get("/v1/sites")]
async fn list_sites(
    _caller: Caller,
    query: Query<SitesQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<SiteView>>, Error> {
    let SitesQuery { unit, kind, limit, cursor } = query.0;
    let page = PageQuery { limit, cursor };
    let (limit, after) = (page.limit()?, page.after()?);
    let filter = SiteFilter { unit, kind };
    let found = db.read(move |conn| Ok(store::sites(conn, filter, after, limit + 1)?)).await?;
    Ok(Answer(Page::of(found, limit, |row| row.id, SiteView::from)))
}

/// Makes a site, which everybody may read of: it is never somebody's home.
#[utoipa::path(
    request_body = CreateSiteBody,
    responses((status = 201, body = SiteView)),
    tag = "activities"
)]
#[post("/v1/sites")]
async fn create_site(
    caller: Caller,
    key: IdempotencyKey,
    body: Json<CreateSiteBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<SiteView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let intent = Intent::new(act, "activities.create_site", &[], &body.canonical()?);
    let command = body.command(id)?;
    let made = db.write(move |tx| actions::create_site(tx, &caller, &intent, &command)).await?;
    Ok(Created(made.value.into()))
}

/// One site.
#[utoipa::path(
    params(("site" = SiteId, Path)),
    responses((status = 200, body = SiteView)),
    tag = "activities"
)]
#[get("/v1/sites/{site}")]
async fn show_site(
    _caller: Caller,
    Path(id): Path<Site>,
    db: Data<Db>,
) -> Result<Versioned<SiteView>, Error> {
    let found = db.read(move |conn| Ok(store::site(conn, id)?)).await?.ok_or(Code::NotFound)?;
    Ok(Versioned(found.version, found.into()))
}

/// Changes what a site is called and where it is, and closes it or opens it again.
#[utoipa::path(
    params(("site" = SiteId, Path)),
    request_body = UpdateSiteBody,
    responses((status = 200, body = SiteView)),
    tag = "activities"
)]
#[patch("/v1/sites/{site}")]
async fn update_site(
    caller: Caller,
    Path(id): Path<Site>,
    (key, if_match): (IdempotencyKey, IfMatch),
    body: Json<UpdateSiteBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Versioned<SiteView>, Error> {
    let act = key.act(&random, caller.now);
    let path = [id.entity()];
    let intent = Intent::new(act, "activities.update_site", &path, &body.canonical()?);
    let (expected, changes) = (if_match.or(body.expected_version)?, body.changes()?);
    let act =
        move |tx: &mut Tx<'_>| actions::update_site(tx, &caller, &intent, id, expected, &changes);
    let site = db.write(act).await?.value;
    Ok(Versioned(site.version, site.into()))
}
