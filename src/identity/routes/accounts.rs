//! Accounts over HTTP.

use actix_web::{post, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::tokens::{DeviceBody, TokensView};
use crate::{
    acts::Intent,
    identity::{
        actions, bearer,
        keyring::Keyring,
        model::{Applicant, Password},
    },
    kernel::refusal::{Fields, Refusal},
    people::{Name, Phone},
    platform::{
        db::Db,
        error::Error,
        http::{Created, Json, Visitor},
    },
};

/// `POST /v1/accounts`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(create_account);
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
