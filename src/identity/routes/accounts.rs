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
        codes::Codes,
        keyring::Keyring,
        model::{Applicant, Password, Ticket},
    },
    kernel::{
        codes::FieldCode,
        refusal::{Fields, Refusal},
    },
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

/// An account to open, with exactly one of the three codes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateAccountBody {
    /// Eight digits from a leader, for somebody who has a record already.
    claim_code: Option<String>,
    /// What a unit gave out, for somebody who has no record yet.
    invite_code: Option<String>,
    /// What the server printed at its start, for the first administrator.
    setup_code: Option<String>,
    /// Eleven digits of the mainland, or with a country code: `+8613800000000`.
    phone: String,
    #[schema(min_length = 8)]
    password: String,
    /// Required but with a claim code. There it proves that the record is one's own, where `phone`
    /// is not the number in the record.
    #[schema(max_length = 60)]
    name: Option<String>,
    device: DeviceBody,
}

impl CreateAccountBody {
    fn applicant(self, codes: &Codes) -> Result<Applicant, Refusal> {
        let mut fields = Fields::default();
        let ticket = self.ticket(codes, &mut fields);
        let phone = fields.take("/phone", Phone::parse(&self.phone));
        let password = fields.take("/password", Password::parse(&self.password));
        let device = self.device.device(&mut fields);
        fields.finish(|| {
            let (ticket, phone, password, device) = (ticket?, phone?, password?, device?);
            Some(Applicant { ticket, phone, password, device })
        })
    }

    /// The one code. Of none and of several each field is named that would have to change.
    fn ticket(&self, codes: &Codes, fields: &mut Fields) -> Option<Ticket> {
        let name = self.name.as_deref().map(Name::parse).transpose();
        let name = fields.take("/name", name)?;
        let mut named = || fields.take("/name", name.clone().ok_or(FieldCode::Missing));
        match (&self.claim_code, &self.invite_code, &self.setup_code) {
            (Some(code), None, None) => Some(Ticket::Claim(codes.hash(code), name)),
            (None, Some(code), None) => Some(Ticket::Invite(codes.hash(code), named()?)),
            (None, None, Some(code)) => Some(Ticket::SetUp(codes.hash(code), named()?)),
            (claim, invite, setup) => {
                let given = [claim, invite, setup].map(Option::is_some);
                let none = given == [false; 3];
                for (pointer, given) in CODES.into_iter().zip(given) {
                    if given || none {
                        fields.take::<()>(pointer, Err(FieldCode::OneOf));
                    }
                }
                None
            }
        }
    }
}

const CODES: [&str; 3] = ["/claim_code", "/invite_code", "/setup_code"];

/// Opens an account, and signs its device in.
///
/// If the answer is lost, sign in: the code is used up.
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
    let applicant = body.into_inner().applicant(&keyring.codes)?;
    let command = keyring.admitted(&db, applicant, now).await?;
    let intent = Intent::unrepeated(keyring.random.id(now), command.ticket.act());
    let caller = bearer::caller(visitor, command.person, command.device.id);
    let sealer = keyring.sealer.clone();
    let done =
        db.write(move |tx| actions::open_account(tx, &sealer, &caller, &intent, &command)).await?;
    Ok(Created(TokensView::new(&keyring, done.value, now)?))
}
