//! Sessions over HTTP.

use actix_web::{HttpResponse, post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::tokens::{DeviceBody, TokensView};
use crate::{
    acts::Intent,
    identity::{
        actions,
        bearer::{self, Signed},
        keyring::Keyring,
        model::{Login, Password},
    },
    kernel::{
        codes::Code,
        refusal::{Fields, Refusal},
    },
    people::Phone,
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Json, Visitor},
    },
};

/// `POST /v1/auth/{login,refresh,logout}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(log_in).service(refresh).service(log_out);
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LoginMethod {
    Password,
}

/// A login.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LoginBody {
    #[serde(rename = "method")]
    _method: LoginMethod,
    phone: String,
    password: String,
    device: DeviceBody,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RefreshBody {
    refresh_token: String,
}

impl LoginBody {
    fn login(self) -> Result<Login, Refusal> {
        let mut fields = Fields::default();
        let phone = fields.take("/phone", Phone::parse(&self.phone));
        let password = fields.take("/password", Password::attempt(&self.password));
        let device = self.device.device(&mut fields);
        fields.finish(|| Some(Login { phone: phone?, password: password?, device: device? }))
    }
}

/// Signs a device in.
#[utoipa::path(
    request_body = LoginBody,
    responses((status = 200, body = TokensView)),
    tag = "identity", security(())
)]
#[post("/v1/auth/login")]
async fn log_in(
    visitor: Visitor,
    body: Json<LoginBody>,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<Answer<TokensView>, Error> {
    let now = visitor.now;
    let login = body.into_inner().login()?;
    let account = keyring.verified(&db, &login, now).await?;
    let intent = Intent::unrepeated(keyring.random.id(now), "identity.log_in");
    let caller = bearer::caller(visitor, account.person, login.device.id);
    let (session, device) = (keyring.random.id(now), login.device);
    let done = db
        .write(move |tx| actions::log_in(tx, &caller, &intent, &account, session, &device))
        .await?;
    Ok(Answer(TokensView::new(&keyring, done.value, now)?))
}

/// Exchanges a refresh token for a new access token.
#[utoipa::path(
    request_body = RefreshBody,
    responses((status = 200, body = TokensView)),
    tag = "identity", security(())
)]
#[post("/v1/auth/refresh")]
async fn refresh(
    visitor: Visitor,
    body: Json<RefreshBody>,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<Answer<TokensView>, Error> {
    let now = visitor.now;
    let presented = keyring.tokens.read_refresh(&body.refresh_token).ok_or(Code::SessionEnded)?;
    let exchanged = db.write(move |tx| actions::refresh(tx, presented, now)).await?;
    Ok(Answer(TokensView::new(&keyring, exchanged.value?, now)?))
}

/// Signs this device out.
#[utoipa::path(responses((status = 204)), tag = "identity")]
#[post("/v1/auth/logout")]
async fn log_out(
    Signed { caller, session, .. }: Signed,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let intent = Intent::unrepeated(keyring.random.id(caller.now), "identity.log_out");
    db.write(move |tx| actions::log_out(tx, &caller, &intent, session)).await?;
    Ok(HttpResponse::NoContent().finish())
}
