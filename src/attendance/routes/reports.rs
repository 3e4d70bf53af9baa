//! Reports of shifts over HTTP.

use actix_web::{get, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    attendance::{
        actions::{self, NotedReport},
        model::{self, NewReport},
    },
    kernel::{
        caller::Caller,
        codes::FieldCode,
        ids::{PersonId, ReportId, Shift, ShiftId, UnitId},
        refusal::{Fields, Refusal},
        text,
        time::Time,
    },
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Created, IdempotencyKey, Json, Page, PageQuery, Path, Query},
        random::Random,
    },
};

/// `GET,POST /v1/shifts/{shift}/reports`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_reports).service(report_shift);
}

/// Characters of a note at most.
const NOTE_CHARS_MAX: usize = 500;

/// A report of a shift.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    id: Option<ReportId>,
    /// How many times somebody was served.
    #[schema(minimum = 0, maximum = 1_000_000)]
    times_served: i64,
    /// How many people that were: no more than the times.
    #[schema(minimum = 0, maximum = 1_000_000)]
    person_count: Option<i64>,
    /// What else there is to say, in a few sentences.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// How many people a shift served. Of several reports of a shift the newest counts.
#[derive(Debug, Serialize, ToSchema)]
struct ReportView {
    /// Its id.
    id: ReportId,
    /// On which shift.
    shift: ShiftId,
    /// The activity's unit.
    unit: UnitId,
    /// Counts the reports of the shift, from 1.
    number: i32,
    /// How many times somebody was served.
    times_served: i64,
    /// How many people that were.
    person_count: Option<i64>,
    /// What else there is to say.
    note: Option<String>,
    /// Who reported it.
    reported_by: PersonId,
    /// When.
    reported_at: Time,
}

fn note(text: &str) -> Result<String, FieldCode> {
    text::lines(text, NOTE_CHARS_MAX)
}

impl ReportBody {
    fn command(&self, id: ReportId, shift: ShiftId) -> Result<NewReport, Refusal> {
        let mut fields = Fields::default();
        let times_served = fields.take("/times_served", model::times_served(self.times_served));
        let of_people = |count| model::person_count(count, self.times_served);
        let person_count =
            fields.take("/person_count", self.person_count.map(of_people).transpose());
        let note = fields.take("/note", self.note.as_deref().map(note).transpose());
        fields.finish(|| {
            Some(NewReport {
                id,
                shift,
                times_served: times_served?,
                person_count: person_count?,
                note: note?,
            })
        })
    }
}

impl From<NotedReport> for ReportView {
    fn from(NotedReport { row, note }: NotedReport) -> Self {
        Self {
            id: row.id,
            shift: row.shift,
            unit: row.unit,
            number: row.number,
            times_served: row.times_served,
            person_count: row.person_count,
            note,
            reported_by: row.reported_by,
            reported_at: row.reported_at,
        }
    }
}

/// The reports of a shift, the newest first: it is the one that counts.
#[utoipa::path(
    params(("shift" = ShiftId, Path), PageQuery),
    responses((status = 200, body = Page<ReportView>)),
    tag = "attendance"
)]
#[get("/v1/shifts/{shift}/reports")]
async fn list_reports(
    caller: Caller,
    Path(shift): Path<Shift>,
    page: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<ReportView>>, Error> {
    let (limit, before) = (page.0.limit()?, page.0.after()?);
    let read =
        db.read(move |conn| actions::reports_of(conn, &caller, shift, before, limit + 1)).await;
    Ok(Answer(Page::of(read?, limit, |report| report.row.id, ReportView::from)))
}

/// Reports how many people a shift served, in place of what was reported before.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    request_body = ReportBody,
    responses((status = 201, body = ReportView)),
    tag = "attendance"
)]
#[post("/v1/shifts/{shift}/reports")]
async fn report_shift(
    caller: Caller,
    Path(shift): Path<Shift>,
    key: IdempotencyKey,
    body: Json<ReportBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<ReportView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let kind = "attendance.report_shift";
    let intent = Intent::new(act, kind, &[shift.entity()], &body.canonical()?);
    let command = body.command(id, shift)?;
    let made = db.write(move |tx| actions::report_shift(tx, &caller, &intent, &command)).await?;
    Ok(Created(made.value.into()))
}
