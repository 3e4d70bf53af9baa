//! Figures, cut into rows, over HTTP.

use actix_web::{HttpRequest, get, web::Data};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{tables::table_of, views::TallyView};
use crate::{
    kernel::{
        caller::Caller,
        codes::FieldCode,
        ids::{ProgramId, UnitId},
        refusal::Refusal,
    },
    platform::{
        db::Db,
        error::Error,
        http::{Query, Spoken, Tabled, wants_csv, wire_word},
    },
    tally::{
        model::{Asked, Cut, Districts, Format, Month, Period},
        reads,
    },
};

/// `GET /v1/tally`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(show_tally);
}

wire_word!(Districts);
wire_word!(Format);

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TallyQuery {
    /// By what it is cut: one or several of `district`, `brigade`, `program`, `theme`, `month`,
    /// `year`, `proof_class`, `served_district`, with commas between them, none twice.
    #[param(example = "district,month")]
    by: String,
    /// Only what was served in this month or a later one: `2026-01`.
    #[param(pattern = "^[0-9]{4}-[0-9]{2}$")]
    from: Option<String>,
    /// Only what was served in this month or an earlier one.
    #[param(pattern = "^[0-9]{4}-[0-9]{2}$")]
    until: Option<String>,
    /// In which district things count: in that of then (`as_booked`, unless told), or in that of
    /// today (`restated`).
    districts: Option<Districts>,
    /// Only this unit and those below it today; of a district, unless `restated`, what was booked
    /// to it.
    unit: Option<UnitId>,
    /// Only this program. Nobody is registered with a program, so nobody is counted as registered.
    program: Option<ProgramId>,
    /// In what form; else as `Accept` says: `application/json`, or `text/csv`.
    format: Option<Format>,
}

impl TallyQuery {
    fn asked(&self) -> Result<Asked, Refusal> {
        let month = |name: &'static str, text: &Option<String>| {
            let month = text.as_deref().map(Month::parse).transpose();
            month.map_err(|code| Refusal::parameter(name, code))
        };
        let by = |code: FieldCode| Refusal::parameter("by", code);
        let (from, until) = (month("from", &self.from)?, month("until", &self.until)?);
        let period = Period::new(from, until).map_err(|code| Refusal::parameter("until", code))?;
        Ok(Asked {
            cut: Cut::parse(&self.by).map_err(by)?,
            period,
            districts: self.districts.unwrap_or(Districts::AsBooked),
            unit: self.unit,
            program: self.program,
        })
    }
}

/// Figures of the units over which one has a role, and of those below them, cut into rows.
///
/// Of a district that is, `as_booked`, what was booked to it, and the members of the units that
/// stood below it then: what headquarters reads in its row. What a brigade did before it moved here
/// is read by the district that it left, and `restated` by this one. All other units are read with
/// those that stand below them today.
///
/// The rows are all there are, 10,000 at most: more are refused (`too_many_rows`). They come in the
/// order of the cut: districts and brigades by area code and then by name, programs by name, themes
/// and proof classes as their words are listed, months and years by time; what belongs nowhere is
/// last. Rows that hold nothing are left out; in a cut by districts and brigades alone, members are
/// something. `total` is counted for itself: a program for two things stands in the rows of both
/// themes, and people are distinct in each row and in the total.
#[utoipa::path(
    params(TallyQuery),
    responses((status = 200, content((TallyView = "application/json"), (String = "text/csv")))),
    tag = "figures"
)]
#[get("/v1/tally")]
async fn show_tally(
    caller: Caller,
    Spoken(language): Spoken,
    query: Query<TallyQuery>,
    request: HttpRequest,
    db: Data<Db>,
) -> Result<Tabled<TallyView>, Error> {
    let as_accepted = if wants_csv(&request) { Format::Csv } else { Format::Json };
    let format = query.0.format.unwrap_or(as_accepted);
    let asked = query.0.asked()?;
    let cut = asked.cut.clone();
    let tally = db.read(move |conn| reads::tally(conn, &caller, &asked)).await?;
    Ok(match format {
        Format::Json => Tabled::Json(TallyView::of(&tally, language)),
        Format::Csv => Tabled::Csv(table_of(&tally, &cut, language)),
    })
}
