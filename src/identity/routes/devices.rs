//! One's own devices over HTTP.

use actix_web::{HttpResponse, delete, get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    identity::{actions, bearer::Signed, keyring::Keyring, rules, store::DeviceRow},
    kernel::{
        caller::Caller,
        ids::{Device, DeviceId},
        time::Time,
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, IdempotencyKey, Page, Path},
    },
};

/// `GET /v1/me/devices`, `DELETE /v1/me/devices/{device}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_devices).service(forget_device);
}

/// An installation that signed in to one's account.
#[derive(Serialize, ToSchema)]
struct DeviceView {
    id: DeviceId,
    name: String,
    /// When it signed in for the first time.
    created_at: Time,
    /// When it last signed in or renewed its access token.
    last_used_at: Time,
    /// Whether it is the one that asks.
    current: bool,
    /// Whether it is signed in.
    signed_in: bool,
}

impl DeviceView {
    fn new(row: DeviceRow, current: DeviceId, now: Time) -> Self {
        Self {
            id: row.id,
            name: row.name,
            created_at: row.created_at,
            last_used_at: row.used_at.unwrap_or(row.created_at),
            current: row.id == current,
            signed_in: row.open_used_at.is_some_and(|used_at| rules::lasts_since(used_at, now)),
        }
    }
}

/// One's own devices, the one last used first; there are 50 at most, on one page.
#[utoipa::path(responses((status = 200, body = Page<DeviceView>)), tag = "identity")]
#[get("/v1/me/devices")]
async fn list_devices(
    Signed { caller, device, .. }: Signed,
    db: Data<Db>,
) -> Result<Answer<Page<DeviceView>>, Error> {
    let now = caller.now;
    let found = db.read(move |conn| actions::devices(conn, &caller)).await?;
    let items = found.into_iter().map(|row| DeviceView::new(row, device, now)).collect();
    Ok(Answer(Page { items, next_cursor: None }))
}

/// Signs a device out at once and forgets it: a phone that was lost.
#[utoipa::path(
    params(("device" = DeviceId, Path)),
    responses((status = 204)),
    tag = "identity"
)]
#[delete("/v1/me/devices/{device}")]
async fn forget_device(
    caller: Caller,
    key: IdempotencyKey,
    Path(device): Path<Device>,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let act = key.act(&keyring.random, caller.now);
    let intent = Intent::new(act, "identity.forget_device", &[device.entity()], &[]);
    db.write(move |tx| actions::forget_device(tx, &caller, &intent, device)).await?;
    Ok(HttpResponse::NoContent().finish())
}
