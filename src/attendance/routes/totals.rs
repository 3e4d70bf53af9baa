//! What somebody's service comes to, over HTTP.

use std::collections::BTreeMap;

use actix_web::{get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    attendance::actions,
    kernel::{
        caller::Caller,
        figures::Sums,
        ids::{Person, PersonId},
        minutes::hours_text,
        proof::ProofClass,
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Path},
    },
};

/// `GET /v1/me/totals`, `GET /v1/people/{person}/totals`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(my_totals).service(totals_of);
}

/// Sums over records.
#[derive(Debug, Serialize, ToSchema)]
struct SumsView {
    /// Given minutes that count.
    minutes_final: i64,
    /// Given minutes that wait for somebody's decision.
    minutes_pending: i64,
    /// Given minutes that the volunteer contests.
    minutes_disputed: i64,
    /// What the final minutes count for.
    credited_minutes: i64,
    /// The credited minutes in hours: `3.5`.
    hours: String,
    /// Records that count.
    records: i64,
}

/// What somebody's service comes to.
#[derive(Debug, Serialize, ToSchema)]
struct TotalsView {
    #[serde(flatten)]
    all: SumsView,
    /// The same by how it is proven, from the strongest class to the weakest; without classes in
    /// which there is nothing.
    by_proof_class: Vec<ClassSumsView>,
}

/// Sums over records of one class.
#[derive(Debug, Serialize, ToSchema)]
struct ClassSumsView {
    /// How the minutes are proven.
    proof_class: ProofClass,
    #[serde(flatten)]
    sums: SumsView,
}

impl From<Sums> for SumsView {
    fn from(sums: Sums) -> Self {
        Self {
            minutes_final: sums.final_minutes,
            minutes_pending: sums.pending_minutes,
            minutes_disputed: sums.disputed_minutes,
            credited_minutes: sums.credited_minutes,
            hours: hours_text(sums.credited_minutes),
            records: sums.records,
        }
    }
}

impl From<BTreeMap<ProofClass, Sums>> for TotalsView {
    fn from(classes: BTreeMap<ProofClass, Sums>) -> Self {
        let mut all = Sums::default();
        for sums in classes.values() {
            all += *sums;
        }
        let class = |(proof_class, sums): (ProofClass, Sums)| ClassSumsView {
            proof_class,
            sums: sums.into(),
        };
        Self { all: all.into(), by_proof_class: classes.into_iter().map(class).collect() }
    }
}

/// What one's own service comes to, in all units.
#[utoipa::path(responses((status = 200, body = TotalsView)), tag = "ledger")]
#[get("/v1/me/totals")]
async fn my_totals(caller: Caller, db: Data<Db>) -> Result<Answer<TotalsView>, Error> {
    let read = db.read(move |conn| actions::totals(conn, &caller, caller.person));
    Ok(Answer(read.await?.into()))
}

/// What somebody's service comes to in units over which one has a role.
#[utoipa::path(
    params(("person" = PersonId, Path)),
    responses((status = 200, body = TotalsView)),
    tag = "ledger"
)]
#[get("/v1/people/{person}/totals")]
async fn totals_of(
    caller: Caller,
    Path(person): Path<Person>,
    db: Data<Db>,
) -> Result<Answer<TotalsView>, Error> {
    let read = db.read(move |conn| actions::totals(conn, &caller, person));
    Ok(Answer(read.await?.into()))
}
