//! Invites over HTTP.

use actix_web::{HttpResponse, delete, get, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    identity::{
        actions,
        codes::Codes,
        keyring::Keyring,
        model::{self, MakeInvite},
        store::InviteRow,
    },
    kernel::{
        caller::Caller,
        ids::{Invite, InviteId, PersonId, Unit, UnitId},
        refusal::{Fields, Refusal},
        time::Time,
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Created, IdempotencyKey, Json, Page, PageQuery, Path, Query},
    },
};

/// `POST /v1/units/{unit}/invites`, `GET /v1/units/{unit}/invites`, `DELETE /v1/invites/{invite}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(make_invite).service(list_invites).service(end_invite);
}

/// An invite to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MakeInviteBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    id: Option<InviteId>,
    /// How many may use it.
    #[schema(minimum = 1, maximum = 1000, default = 200)]
    uses_max: Option<i32>,
    /// How many days it lasts.
    #[schema(minimum = 1, maximum = 90, default = 30)]
    days: Option<i32>,
}

/// An invite, with its code.
#[derive(Serialize, ToSchema)]
struct MadeInviteView {
    /// For `POST /v1/accounts`. It is answered to who makes the invite and never listed.
    code: String,
    #[serde(flatten)]
    invite: InviteView,
}

/// A code with which strangers open an account and apply to a unit.
#[derive(Serialize, ToSchema)]
struct InviteView {
    id: InviteId,
    unit: UnitId,
    uses_max: i32,
    /// How many used it.
    uses: i32,
    made_by: PersonId,
    made_at: Time,
    /// When it can no longer be used, or since when not.
    ends_at: Time,
}

impl From<InviteRow> for InviteView {
    fn from(row: InviteRow) -> Self {
        Self {
            id: row.id,
            unit: row.unit,
            uses_max: row.uses_max,
            uses: row.uses,
            made_by: row.made_by,
            made_at: row.made_at,
            ends_at: row.ends_at,
        }
    }
}

impl MadeInviteView {
    fn new(codes: &Codes, row: InviteRow) -> Self {
        Self { code: codes.invite(row.id), invite: row.into() }
    }
}

impl MakeInviteBody {
    fn command(&self, id: InviteId, unit: UnitId) -> Result<MakeInvite, Refusal> {
        let mut fields = Fields::default();
        let uses_max = fields.take("/uses_max", model::uses_max(self.uses_max));
        let life = fields.take("/days", model::invite_life(self.days));
        fields.finish(|| Some(MakeInvite { id, unit, uses_max: uses_max?, life: life? }))
    }
}

/// Invites strangers to open an account and apply to a unit, by who leads it.
#[utoipa::path(
    params(("unit" = UnitId, Path)),
    request_body = MakeInviteBody,
    responses((status = 201, body = MadeInviteView)),
    tag = "identity"
)]
#[post("/v1/units/{unit}/invites")]
async fn make_invite(
    caller: Caller,
    key: IdempotencyKey,
    Path(unit): Path<Unit>,
    body: Json<MakeInviteBody>,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<Created<MadeInviteView>, Error> {
    let id = body.id.unwrap_or_else(|| keyring.random.id(caller.now));
    let act = key.making(body.id, id);
    let path = [unit.entity()];
    let intent = Intent::new(act, "identity.make_invite", &path, &body.canonical()?);
    let command = body.command(id, unit)?;
    let codes = keyring.codes.clone();
    let made =
        db.write(move |tx| actions::make_invite(tx, &codes, &caller, &intent, &command)).await?;
    Ok(Created(MadeInviteView::new(&keyring.codes, made.value)))
}

/// The invites of a unit, ended ones too, the newest first, by who has a role on it.
#[utoipa::path(
    params(("unit" = UnitId, Path), PageQuery),
    responses((status = 200, body = Page<InviteView>)),
    tag = "identity"
)]
#[get("/v1/units/{unit}/invites")]
async fn list_invites(
    caller: Caller,
    Path(unit): Path<Unit>,
    query: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<InviteView>>, Error> {
    let (limit, before) = (query.0.limit()?, query.0.after()?);
    let found =
        db.read(move |conn| actions::invites_of(conn, &caller, unit, before, limit + 1)).await?;
    Ok(Answer(Page::of(found, limit, |row| row.id, InviteView::from)))
}

/// Ends an invite, by who leads its unit. It can be repeated.
#[utoipa::path(
    params(("invite" = InviteId, Path)),
    responses((status = 204)),
    tag = "identity"
)]
#[delete("/v1/invites/{invite}")]
async fn end_invite(
    caller: Caller,
    key: IdempotencyKey,
    Path(invite): Path<Invite>,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let act = key.act(&keyring.random, caller.now);
    let intent = Intent::new(act, "identity.end_invite", &[invite.entity()], &[]);
    db.write(move |tx| actions::end_invite(tx, &caller, &intent, invite)).await?;
    Ok(HttpResponse::NoContent().finish())
}
