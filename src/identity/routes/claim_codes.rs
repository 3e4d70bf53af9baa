//! Claim codes over HTTP.

use actix_web::{post, web::Data};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    identity::{
        actions::{self, Made},
        keyring::Keyring,
    },
    kernel::{
        caller::Caller,
        ids::{Person, PersonId},
        time::Time,
    },
    platform::{
        db::Db,
        error::Error,
        http::{Created, IdempotencyKey, Path},
    },
};

/// `POST /v1/people/{person}/claim-codes`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(make_claim_code);
}

/// A code to pass on to the person.
#[derive(Serialize, ToSchema)]
struct ClaimCodeView {
    /// Eight digits, for one use.
    #[schema(pattern = "^[0-9]{8}$")]
    code: String,
    /// When it can no longer be used.
    ends_at: Time,
}

impl From<Made> for ClaimCodeView {
    fn from(made: Made) -> Self {
        Self { code: made.code, ends_at: made.ends_at }
    }
}

/// Makes a code with which a person who has a record opens an account.
///
/// The codes made for him before end. The same `Idempotency-Key` answers the same code.
#[utoipa::path(
    params(("person" = PersonId, Path)),
    responses((status = 201, body = ClaimCodeView)),
    tag = "identity"
)]
#[post("/v1/people/{person}/claim-codes")]
async fn make_claim_code(
    caller: Caller,
    key: IdempotencyKey,
    Path(person): Path<Person>,
    keyring: Data<Keyring>,
    db: Data<Db>,
) -> Result<Created<ClaimCodeView>, Error> {
    let act = key.act(&keyring.random, caller.now);
    let intent = Intent::new(act, "identity.make_claim_code", &[person.entity()], &[]);
    let codes = keyring.codes.clone();
    let made =
        db.write(move |tx| actions::make_claim_code(tx, &codes, &caller, &intent, person)).await?;
    Ok(Created(made.value.into()))
}
