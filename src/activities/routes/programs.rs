//! Programs over HTTP.

use actix_web::{get, patch, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    activities::{
        actions,
        model::{CreateProgram, Name, ProgramChanges, Theme, Themes},
        store::{self, ProgramFilter, ProgramRow},
    },
    acts::Intent,
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        correction::Correction,
        ids::{Program, ProgramId, UnitId},
        refusal::{Fields, Refusal},
        text,
        time::{Time, date},
    },
    platform::{
        db::{Db, Tx},
        error::Error,
        http::{
            Answer, Created, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query,
            Versioned, wire_word,
        },
        random::Random,
    },
};

/// `GET,POST /v1/programs`, `GET,PATCH /v1/programs/{program}`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_programs)
        .service(create_program)
        .service(show_program)
        .service(update_program);
}

wire_word!(Theme);

/// Characters of a summary at most.
const SUMMARY_CHARS_MAX: usize = 2000;

/// A program to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateProgramBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    id: Option<ProgramId>,
    /// Whose it is.
    unit: UnitId,
    /// What it is called.
    #[schema(max_length = 100)]
    name: String,
    /// What it is for, none twice.
    #[schema(min_items = 1, max_items = 5)]
    themes: Vec<Theme>,
    /// What is done in it, in a few sentences.
    #[schema(max_length = 2000)]
    summary: Option<String>,
}

/// What is to be different about a program: what is absent stays, what is null is cleared.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UpdateProgramBody {
    /// The version that the change is made from, if `If-Match` does not say it.
    expected_version: Option<i64>,
    /// What it is called, which cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100)]
    name: Correction<String>,
    /// What it is for, which cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Theme>>, min_items = 1, max_items = 5)]
    themes: Correction<Vec<Theme>>,
    /// What is done in it, in a few sentences.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2000)]
    summary: Correction<String>,
    /// Last local date on which it goes on: `2026-12-31`. Null takes it up again.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    ended_on: Correction<String>,
}

/// A purpose that activities serve for years.
#[derive(Debug, Serialize, ToSchema)]
struct ProgramView {
    /// Its id.
    id: ProgramId,
    /// Whose it is.
    unit: UnitId,
    /// What it is called.
    name: String,
    /// What it is for.
    themes: Vec<Theme>,
    /// What is done in it, in a few sentences.
    summary: Option<String>,
    /// Last local date on which it goes on.
    #[schema(format = Date)]
    ended_on: Option<String>,
    /// Counts its changes; a change names the one it is made from.
    version: i64,
    /// When it was entered.
    created_at: Time,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ProgramsQuery {
    /// Only programs of this unit and of those below it.
    unit: Option<UnitId>,
    /// Only programs for this.
    theme: Option<Theme>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

fn summary(text: &str) -> Result<String, FieldCode> {
    text::lines(text, SUMMARY_CHARS_MAX)
}

impl CreateProgramBody {
    fn command(&self, id: ProgramId) -> Result<CreateProgram, Refusal> {
        let mut fields = Fields::default();
        let name = fields.take("/name", Name::parse(&self.name));
        let themes = fields.take("/themes", Themes::new(self.themes.clone()));
        let summary = fields.take("/summary", self.summary.as_deref().map(summary).transpose());
        let unit = self.unit;
        fields.finish(|| {
            Some(CreateProgram { id, unit, name: name?, themes: themes?, summary: summary? })
        })
    }
}

impl UpdateProgramBody {
    fn changes(&self) -> Result<ProgramChanges, Refusal> {
        let mut fields = Fields::default();
        let name = fields.take("/name", self.name.read(Name::parse).and_then(Correction::kept));
        let themes = self.themes.clone().kept();
        let themes = themes.and_then(|themes| themes.map(Themes::new).transpose());
        let themes = fields.take("/themes", themes);
        let summary = fields.take("/summary", self.summary.read(summary));
        let ended_on = fields.take("/ended_on", self.ended_on.read(date));
        fields.finish(|| {
            Some(ProgramChanges {
                name: name?,
                themes: themes?,
                summary: summary?,
                ended_on: ended_on?,
            })
        })
    }
}

impl From<ProgramRow> for ProgramView {
    fn from(row: ProgramRow) -> Self {
        Self {
            id: row.id,
            unit: row.unit,
            name: row.name,
            themes: row.themes.as_slice().to_vec(),
            summary: row.summary,
            ended_on: row.ended_on,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// Programs, also those that have ended, in the order of ids.
#[utoipa::path(
    params(ProgramsQuery),
    responses((status = 200, body = Page<ProgramView>)),
    tag = "activities"
)]
#[get("/v1/programs")]
async fn list_programs(
    _caller: Caller,
    query: Query<ProgramsQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<ProgramView>>, Error> {
    let ProgramsQuery { unit, theme, limit, cursor } = query.0;
    let page = PageQuery { limit, cursor };
    let (limit, after) = (page.limit()?, page.after()?);
    let filter = ProgramFilter { unit, theme };
    let found = db.read(move |conn| Ok(store::programs(conn, filter, after, limit + 1)?)).await?;
    Ok(Answer(Page::of(found, limit, |row| row.id, ProgramView::from)))
}

/// Makes a program.
#[utoipa::path(
    request_body = CreateProgramBody,
    responses((status = 201, body = ProgramView)),
    tag = "activities"
)]
#[post("/v1/programs")]
async fn create_program(
    caller: Caller,
    key: IdempotencyKey,
    body: Json<CreateProgramBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<ProgramView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let intent = Intent::new(act, "activities.create_program", &[], &body.canonical()?);
    let command = body.command(id)?;
    let made = db.write(move |tx| actions::create_program(tx, &caller, &intent, &command)).await?;
    Ok(Created(made.value.into()))
}

/// One program.
#[utoipa::path(
    params(("program" = ProgramId, Path)),
    responses((status = 200, body = ProgramView)),
    tag = "activities"
)]
#[get("/v1/programs/{program}")]
async fn show_program(
    _caller: Caller,
    Path(id): Path<Program>,
    db: Data<Db>,
) -> Result<Versioned<ProgramView>, Error> {
    let found = db.read(move |conn| Ok(store::program(conn, id)?)).await?.ok_or(Code::NotFound)?;
    Ok(Versioned(found.version, found.into()))
}

/// Changes what a program is called and is for, and ends it or takes it up again.
#[utoipa::path(
    params(("program" = ProgramId, Path)),
    request_body = UpdateProgramBody,
    responses((status = 200, body = ProgramView)),
    tag = "activities"
)]
#[patch("/v1/programs/{program}")]
async fn update_program(
    caller: Caller,
    Path(id): Path<Program>,
    (key, if_match): (IdempotencyKey, IfMatch),
    body: Json<UpdateProgramBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Versioned<ProgramView>, Error> {
    let act = key.act(&random, caller.now);
    let path = [id.entity()];
    let intent = Intent::new(act, "activities.update_program", &path, &body.canonical()?);
    let (expected, changes) = (if_match.or(body.expected_version)?, body.changes()?);
    let act = move |tx: &mut Tx<'_>| {
        actions::update_program(tx, &caller, &intent, id, expected, &changes)
    };
    let program = db.write(act).await?.value;
    Ok(Versioned(program.version, program.into()))
}
