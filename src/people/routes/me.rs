//! The caller's own file.

use actix_web::{get, patch, web::Data};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    bodies::{CorrectionsBody, GuardianBody},
    views::PersonView,
};
use crate::{
    acts::Intent,
    kernel::{caller::Caller, correction::Correction},
    people::{
        actions,
        model::{Sealer, Sex},
    },
    platform::{
        db::Db,
        error::Error,
        http::{IdempotencyKey, IfMatch, Json, Versioned},
        random::Random,
    },
};

/// What somebody may set of himself: an absent field stays, an explicit null clears it. Name, birth
/// date and ID document are entered by whoever saw the document.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnCorrectionsBody {
    /// The version that the corrections were made from; else the header `If-Match`.
    expected_version: Option<i64>,
    /// The language to be spoken to in: `zh-CN` or `en`. Tokens carry it from the next login or
    /// refresh on.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(zh-CN|en)$")]
    locale: Correction<String>,
    /// The number to be called at, which is not the one to sign in with.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    phone: Correction<String>,
    #[serde(default)]
    #[schema(value_type = Option<Sex>)]
    sex: Correction<Sex>,
    /// The code of a district, town or village: 6, 9 or 12 digits.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    area_code: Correction<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200)]
    address: Correction<String>,
    /// Professional skills, all of them.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, max_items = 20)]
    skills: Correction<Vec<String>>,
    /// Kinds of service, all of them.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, max_items = 20)]
    categories: Correction<Vec<String>>,
    #[serde(default)]
    #[schema(value_type = Option<GuardianBody>)]
    guardian: Correction<GuardianBody>,
}

impl From<OwnCorrectionsBody> for CorrectionsBody {
    fn from(own: OwnCorrectionsBody) -> Self {
        Self {
            expected_version: own.expected_version,
            locale: own.locale,
            phone: own.phone,
            sex: own.sex,
            area_code: own.area_code,
            address: own.address,
            skills: own.skills,
            categories: own.categories,
            guardian: own.guardian,
            ..Self::default()
        }
    }
}

/// The file of the person who calls.
#[utoipa::path(responses((status = 200, body = PersonView)), tag = "people")]
#[get("/v1/me")]
pub(super) async fn show_me(
    caller: Caller,
    db: Data<Db>,
    sealer: Data<Sealer>,
) -> Result<Versioned<PersonView>, Error> {
    let file = db.read(move |conn| actions::own_file(conn, &sealer, caller.person)).await?;
    Ok(Versioned(file.row.version, file.into()))
}

/// Corrects the file of the person who calls.
#[utoipa::path(
    params(("If-Match" = Option<String>, Header, description = "The version, as in `ETag`.")),
    request_body = OwnCorrectionsBody,
    responses((status = 200, body = PersonView)),
    tag = "people"
)]
#[patch("/v1/me")]
pub(super) async fn correct_me(
    caller: Caller,
    key: IdempotencyKey,
    version: IfMatch,
    body: Json<OwnCorrectionsBody>,
    db: Data<Db>,
    sealer: Data<Sealer>,
    random: Data<Random>,
) -> Result<Versioned<PersonView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "people.correct_own", &[], &body.canonical()?);
    let body = CorrectionsBody::from(body.into_inner());
    let expected = version.or(body.expected_version)?;
    let to = body.corrections(caller.now.local_date())?;
    let done =
        db.write(move |tx| actions::correct_own(tx, &sealer, &caller, &intent, expected, &to));
    let file = done.await?.value;
    Ok(Versioned(file.row.version, file.into()))
}
