//! The sentence of a year over HTTP.

use actix_web::{
    get,
    web::{Data, Path},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    kernel::{caller::Caller, codes::Code, ids::UnitId, language::Language},
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Query},
    },
    tally::{model::AnnualReport, reads},
};

/// `GET /v1/reports/annual/{year}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(annual_report);
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AnnualQuery {
    /// Only this unit and those below it today, of a district what was booked to it; else the whole
    /// federation.
    unit: Option<UnitId>,
}

/// The figures of a year, and what is said of them.
#[derive(Debug, Serialize, ToSchema)]
struct AnnualReportView {
    /// The year.
    year: i32,
    /// Distinct people who were active members on 31 December, or are now while the year lasts.
    people: i64,
    /// Days of activities with an approved record.
    sessions: i64,
    /// Given minutes that count.
    minutes_final: i64,
    /// How many times somebody was served.
    times_served: i64,
    /// Given minutes that wait for somebody's decision, and are not counted.
    minutes_pending: i64,
    /// The sentence in both languages, whatever the caller's is; below it what it leaves out.
    text: ReportTextView,
}

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
struct ReportTextView {
    /// In Chinese: people and sessions cut to 0.1万, hours and times served to 10万, and below 10万
    /// to 0.1万. 余 says that something was cut; below 1万 the number is exact.
    #[serde(rename = "zh-CN")]
    zh: String,
    /// In English, cut the same way.
    en: String,
}

impl From<AnnualReport> for AnnualReportView {
    fn from(report: AnnualReport) -> Self {
        let text = ReportTextView {
            zh: report.text(Language::Chinese),
            en: report.text(Language::English),
        };
        let AnnualReport {
            year,
            people,
            sessions,
            minutes_final,
            times_served,
            minutes_pending,
            ..
        } = report;
        Self { year, people, sessions, minutes_final, times_served, minutes_pending, text }
    }
}

/// What is said of a year, from 1900 until this one: of the federation, for who has a role on it,
/// or of a unit over which one has a role.
#[utoipa::path(
    params(("year" = i32, Path), AnnualQuery),
    responses((status = 200, body = AnnualReportView)),
    tag = "figures"
)]
#[get("/v1/reports/annual/{year}")]
async fn annual_report(
    caller: Caller,
    year: Path<String>,
    query: Query<AnnualQuery>,
    db: Data<Db>,
) -> Result<Answer<AnnualReportView>, Error> {
    let year: i32 = year.parse().ok().ok_or(Code::NotFound)?;
    let unit = query.0.unit;
    let read = db.read(move |conn| reads::report_for(conn, &caller, year, unit));
    Ok(Answer(read.await?.into()))
}
