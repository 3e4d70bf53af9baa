//! Records over HTTP: what is read of them.

use actix_web::{get, web::Data};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::record_explained::RecordExplainedView;
use crate::{
    attendance::actions,
    kernel::{
        caller::Caller,
        ids::{Person, PersonId, ProgramId, Record, RecordId, ShiftId, UnitId},
    },
    ledger::{RecordSearch, RecordState, RecordView},
    platform::{
        db::Db,
        error::Error,
        http::{Answer, Page, PageQuery, Path, Query, Spoken, Versioned, day},
    },
};

/// `GET /v1/service-records`, `GET /v1/service-records/{record}`, `GET /v1/me/service-records`,
/// `GET /v1/people/{person}/service-records`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list_records).service(my_records).service(records_of).service(show_record);
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RecordsQuery {
    /// Only records of this unit and of those below it.
    unit: Option<UnitId>,
    /// Only records in this state.
    state: Option<RecordState>,
    /// Only records of this program.
    program: Option<ProgramId>,
    /// Only this person's.
    person: Option<PersonId>,
    /// Only records of this shift.
    shift: Option<ShiftId>,
    /// Only those of this service date or a later one.
    #[param(format = Date)]
    from: Option<String>,
    /// Only those of this service date or an earlier one.
    #[param(format = Date)]
    until: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RecordsOfQuery {
    /// Only records of this unit and of those below it.
    unit: Option<UnitId>,
    /// Only records in this state.
    state: Option<RecordState>,
    /// Only records of this program.
    program: Option<ProgramId>,
    /// Only the record in this shift.
    shift: Option<ShiftId>,
    /// Only those of this service date or a later one.
    #[param(format = Date)]
    from: Option<String>,
    /// Only those of this service date or an earlier one.
    #[param(format = Date)]
    until: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl From<RecordsOfQuery> for RecordsQuery {
    fn from(query: RecordsOfQuery) -> Self {
        let RecordsOfQuery { unit, state, program, shift, from, until, limit, cursor } = query;
        Self { unit, state, program, person: None, shift, from, until, limit, cursor }
    }
}

impl RecordsQuery {
    fn search(self) -> Result<(RecordSearch, i64), Error> {
        let Self { unit, state, program, person, shift, from, until, limit, cursor } = self;
        let page = PageQuery { limit, cursor };
        let search = RecordSearch {
            unit,
            state,
            program,
            person,
            shift,
            from: day("from", from.as_deref())?.map(|date| date.to_string()),
            until: day("until", until.as_deref())?.map(|date| date.to_string()),
            before: page.after()?,
        };
        Ok((search, page.limit()?))
    }
}

/// The records of units over which one has a role, the newest first: those that are confirmed, and
/// those that attendances stand for until somebody confirms them.
#[utoipa::path(
    params(RecordsQuery),
    responses((status = 200, body = Page<RecordView>)),
    tag = "ledger"
)]
#[get("/v1/service-records")]
async fn list_records(
    caller: Caller,
    query: Query<RecordsQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<RecordView>>, Error> {
    let (search, limit) = query.0.search()?;
    let read = db.read(move |conn| actions::records(conn, &caller, &search, limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, RecordView::from)))
}

/// One's own records, the newest first.
#[utoipa::path(
    params(RecordsOfQuery),
    responses((status = 200, body = Page<RecordView>)),
    tag = "ledger"
)]
#[get("/v1/me/service-records")]
async fn my_records(
    caller: Caller,
    query: Query<RecordsOfQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<RecordView>>, Error> {
    let person = caller.person;
    let (search, limit) = RecordsQuery::from(query.0).search()?;
    let read = db.read(move |conn| actions::records_of(conn, &caller, person, &search, limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, RecordView::from)))
}

/// The records of somebody in units over which one has a role, the newest first.
#[utoipa::path(
    params(("person" = PersonId, Path), RecordsOfQuery),
    responses((status = 200, body = Page<RecordView>)),
    tag = "ledger"
)]
#[get("/v1/people/{person}/service-records")]
async fn records_of(
    caller: Caller,
    Path(person): Path<Person>,
    query: Query<RecordsOfQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<RecordView>>, Error> {
    let (search, limit) = RecordsQuery::from(query.0).search()?;
    let read = db.read(move |conn| actions::records_of(conn, &caller, person, &search, limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, RecordView::from)))
}

/// One record with what explains its minutes, by any id under which a stay of it was captured:
/// one's own, or of a unit over which one has a role.
#[utoipa::path(
    params(("record" = RecordId, Path)),
    responses((status = 200, body = RecordExplainedView)),
    tag = "ledger"
)]
#[get("/v1/service-records/{record}")]
async fn show_record(
    caller: Caller,
    Spoken(language): Spoken,
    Path(id): Path<Record>,
    db: Data<Db>,
) -> Result<Versioned<RecordExplainedView>, Error> {
    let seen = db.read(move |conn| actions::record(conn, &caller, id)).await?;
    Ok(RecordExplainedView::of(seen, language))
}
