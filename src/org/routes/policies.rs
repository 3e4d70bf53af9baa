//! Insurance policies over HTTP.

use actix_web::{get, post, web::Data};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        codes::FieldCode,
        ids::{PersonId, PolicyId, Unit, UnitId},
        refusal::{Fields, Refusal},
        text,
        time::{Time, date},
    },
    org::{actions, model::NewPolicy, store::PolicyRow},
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Created, IdempotencyKey, Json, Page, PageQuery, Path, Query},
        random::Random,
    },
};

/// `GET,POST /v1/units/{unit}/insurance-policies`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_policies).service(record_policy);
}

/// Characters of an insurer's name, and of a policy's number, at most.
const WORDS_CHARS_MAX: usize = 100;

/// Insurance that a unit took out for its volunteers and those of all units below it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RecordPolicyBody {
    /// The id of the policy, if the client makes it: then repeating the request is safe.
    id: Option<PolicyId>,
    #[schema(max_length = 100)]
    insurer: String,
    /// The number under which the insurer knows it.
    #[schema(max_length = 100)]
    policy_no: String,
    /// First local date of the cover: `2026-01-01`.
    valid_from: String,
    /// Last local date of the cover.
    valid_to: String,
}

/// Accident insurance.
#[derive(Debug, Serialize, ToSchema)]
struct PolicyView {
    id: PolicyId,
    /// The unit that took it out; it covers all units below it too.
    unit: UnitId,
    insurer: String,
    policy_no: String,
    valid_from: String,
    valid_to: String,
    recorded_by: PersonId,
    recorded_at: Time,
}

impl From<PolicyRow> for PolicyView {
    fn from(row: PolicyRow) -> Self {
        Self {
            id: row.id,
            unit: row.unit,
            insurer: row.insurer,
            policy_no: row.policy_no,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}

impl RecordPolicyBody {
    fn command(&self, id: PolicyId, unit: UnitId) -> Result<NewPolicy, Refusal> {
        let mut fields = Fields::default();
        let insurer = fields.take("/insurer", text::line(&self.insurer, WORDS_CHARS_MAX));
        let policy_no = fields.take("/policy_no", text::line(&self.policy_no, WORDS_CHARS_MAX));
        let valid_from = fields.take("/valid_from", date(&self.valid_from));
        let not_before = |valid_to: NaiveDate| {
            let early = valid_from.is_some_and(|from| valid_to < from);
            if early { Err(FieldCode::Contradicts) } else { Ok(valid_to) }
        };
        let valid_to = fields.take("/valid_to", date(&self.valid_to).and_then(not_before));
        fields.finish(|| {
            let (valid_from, valid_to) = (valid_from?, valid_to?);
            let (insurer, policy_no) = (insurer?, policy_no?);
            Some(NewPolicy { id, unit, insurer, policy_no, valid_from, valid_to })
        })
    }
}

/// The policies that cover a unit, its own and those from above, the newest first.
#[utoipa::path(
    params(("unit" = UnitId, Path), PageQuery),
    responses((status = 200, body = Page<PolicyView>)),
    tag = "organisation"
)]
#[get("/v1/units/{unit}/insurance-policies")]
async fn list_policies(
    caller: Caller,
    Path(unit): Path<Unit>,
    page: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<PolicyView>>, Error> {
    let (limit, before) = (page.0.limit()?, page.0.after()?);
    let read = db.read(move |conn| actions::policies_over(conn, &caller, unit, before, limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, PolicyView::from)))
}

/// Records insurance that a unit took out.
#[utoipa::path(
    params(("unit" = UnitId, Path)),
    request_body = RecordPolicyBody,
    responses((status = 201, body = PolicyView)),
    tag = "organisation"
)]
#[post("/v1/units/{unit}/insurance-policies")]
async fn record_policy(
    caller: Caller,
    Path(unit): Path<Unit>,
    key: IdempotencyKey,
    body: Json<RecordPolicyBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<PolicyView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let intent = Intent::new(act, "org.record_policy", &[unit.entity()], &body.canonical()?);
    let command = body.command(id, unit)?;
    let done = db.write(move |tx| actions::record_policy(tx, &caller, &intent, &command)).await?;
    Ok(Created(done.value.into()))
}
