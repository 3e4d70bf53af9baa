//! One's own password over HTTP.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    identity::{
        actions,
        bearer::Signed,
        keyring::Keyring,
        model::{NewPassword, Password},
    },
    kernel::refusal::{Fields, Refusal},
    platform::{
        db::Db,
        error::Error,
        http::{Json, Problem},
    },
};

/// `POST /v1/me/password`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(change_password);
}

/// Another password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangePasswordBody {
    /// The one in force.
    old: String,
    #[schema(min_length = 8)]
    new: String,
}

impl ChangePasswordBody {
    fn passwords(&self) -> Result<NewPassword, Refusal> {
        let mut fields = Fields::default();
        let old = fields.take("/old", Password::attempt(&self.old));
        let new = fields.take("/new", Password::parse(&self.new));
        fields.finish(|| Some(NewPassword { old: old?, new: new? }))
    }
}

/// Changes one's password. All other devices are signed out.
#[utoipa::path(
    request_body = ChangePasswordBody,
    responses(
        (status = 204),
        (
            status = 429, description = "too_many_attempts",
            body = Problem, content_type = "application/problem+json"
        )
    ),
    tag = "identity"
)]
#[post("/v1/me/password")]
async fn change_password(
    Signed { caller, session, device }: Signed,
    body: Json<ChangePasswordBody>,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let passwords = body.passwords()?;
    let (account, hash) = keyring.changed(&db, &caller, device, passwords).await?;
    let intent = Intent::unrepeated(keyring.random.id(caller.now), "identity.change_password");
    let here = (device, session);
    db.write(move |tx| actions::change_password(tx, &caller, &intent, here, &account, &hash))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
