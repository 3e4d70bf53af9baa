//! Accounts and sessions over HTTP.

use actix_web::{HttpResponse, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    actions,
    bearer::{self, Signed},
    keyring::Keyring,
    model::{Applicant, Device, Login, Password},
    store::SessionRow,
    tokens::{ACCESS_LIFE, Access, Refresh},
};
use crate::{
    acts::Intent,
    kernel::{
        codes::Code,
        ids::{DeviceId, PersonId},
        language::Language,
        refusal::{Fields, Refusal},
        time::Time,
    },
    people::{Name, PersonRow, Phone},
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Created, Json, Visitor},
    },
};

/// `POST /v1/accounts`, `POST /v1/auth/{login,refresh,logout}`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_account).service(log_in).service(refresh).service(log_out);
}

/// An installation of an app.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeviceBody {
    /// Made by the installation, kept by it.
    id: DeviceId,
    /// What its owner will know it by.
    #[schema(max_length = 60)]
    name: String,
}

/// An account to open.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateAccountBody {
    /// What the server printed at its start.
    setup_code: String,
    /// Eleven digits of the mainland, or with a country code: `+8613800000000`.
    phone: String,
    #[schema(min_length = 8)]
    password: String,
    #[schema(max_length = 60)]
    name: String,
    device: DeviceBody,
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

/// What a device needs from now on.
#[derive(Serialize, ToSchema)]
struct TokensView {
    /// For the header `Authorization: Bearer …`.
    access_token: String,
    /// Seconds until it expires.
    expires_in: u64,
    /// For `POST /v1/auth/refresh`. If the answer to that is lost, present the same one again.
    refresh_token: String,
    person: SignedInView,
}

/// Who signed in.
#[derive(Serialize, ToSchema)]
struct SignedInView {
    id: PersonId,
    volunteer_no: String,
    name: String,
    /// `zh-CN` or `en`, once chosen.
    locale: Option<String>,
}

impl From<PersonRow> for SignedInView {
    fn from(row: PersonRow) -> Self {
        Self { id: row.id, volunteer_no: row.volunteer_no, name: row.name, locale: row.locale }
    }
}

impl TokensView {
    fn new(
        keyring: &Keyring,
        (person, session): (PersonRow, SessionRow),
        now: Time,
    ) -> Result<Self, Error> {
        let access = Access {
            person: person.id,
            session: session.id,
            language: person.locale.as_deref().and_then(Language::of_tag),
        };
        let newest = Refresh { session: session.id, generation: session.generation };
        Ok(Self {
            access_token: keyring.tokens.sign(&access, now)?,
            expires_in: ACCESS_LIFE.as_secs(),
            refresh_token: keyring.tokens.refresh(newest),
            person: person.into(),
        })
    }
}

impl CreateAccountBody {
    fn applicant(self) -> Result<Applicant, Refusal> {
        let mut fields = Fields::default();
        let name = fields.take("/name", Name::parse(&self.name));
        let phone = fields.take("/phone", Phone::parse(&self.phone));
        let password = fields.take("/password", Password::parse(&self.password));
        let device = self.device.device(&mut fields);
        fields.finish(|| {
            let (name, phone, password, device) = (name?, phone?, password?, device?);
            Some(Applicant { setup_code: self.setup_code, name, phone, password, device })
        })
    }
}

impl DeviceBody {
    fn device(self, fields: &mut Fields) -> Option<Device> {
        let name = fields.take("/device/name", Device::parse_name(&self.name))?;
        Some(Device { id: self.id, name })
    }
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

/// Opens an account.
#[utoipa::path(
    request_body = CreateAccountBody,
    responses((status = 201, body = TokensView)),
    tag = "identity", security(())
)]
#[post("/v1/accounts")]
async fn create_account(
    visitor: Visitor,
    body: Json<CreateAccountBody>,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<Created<TokensView>, Error> {
    let now = visitor.now;
    let command = keyring.set_up(&db, body.into_inner().applicant()?, now).await?;
    let intent = Intent::unrepeated(keyring.random.id(now), "identity.set_up");
    let caller = bearer::caller(visitor, command.person, command.device.id);
    let sealer = keyring.sealer.clone();
    let done = db.write(move |tx| actions::set_up(tx, &sealer, &caller, &intent, &command)).await?;
    Ok(Created(TokensView::new(&keyring, done.value, now)?))
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
    Signed { caller, session }: Signed,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let intent = Intent::unrepeated(keyring.random.id(caller.now), "identity.log_out");
    db.write(move |tx| actions::log_out(tx, &caller, &intent, session)).await?;
    Ok(HttpResponse::NoContent().finish())
}
