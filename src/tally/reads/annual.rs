//! The figures of a year.

use diesel::QueryResult;

use super::{scopes::scope_for, tallies::sums_within};
use crate::{
    kernel::{caller::Caller, codes::Code, ids::UnitId, refusal::Refusal, time::Time},
    org,
    platform::{db::Conn, error::Error},
    tally::model::{AnnualReport, Districts, Period, ReportYear, Scope},
};

/// What headquarters says of a year. Whoever runs the server reads it too, so no caller is asked
/// for.
///
/// # Errors
/// What the database says.
pub fn annual_report(conn: &mut Conn, year: ReportYear, now: Time) -> QueryResult<AnnualReport> {
    of_scope(conn, None, None, year, now)
}

/// What somebody reads of a year: of one unit and of those below it, else of the federation.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, [`Code::Forbidden`] for who has no role over it, a
/// refusal of a year that has not begun.
pub(in crate::tally) fn report_for(
    conn: &mut Conn,
    caller: &Caller,
    year: i32,
    unit: Option<UnitId>,
) -> Result<AnnualReport, Error> {
    let year = ReportYear::parse(year, caller.now.local_date())
        .map_err(|code| Refusal::parameter("year", code))?;
    let scope = scope_for(conn, caller, unit, Districts::AsBooked)?;
    // Without a unit it is headquarters' own, which is named by no name.
    let name = match (unit, &scope) {
        (None, Some(_)) => return Err(Code::Forbidden.into()),
        (_, None) => None,
        (Some(unit), Some(_)) => org::unit(conn, unit)?.map(|unit| unit.name),
    };
    Ok(of_scope(conn, name, scope, year, caller.now)?)
}

fn of_scope(
    conn: &mut Conn,
    unit: Option<String>,
    scope: Option<Scope>,
    year: ReportYear,
    now: Time,
) -> QueryResult<AnnualReport> {
    let total = sums_within(conn, scope, Period::year(year.number()), now)?;
    Ok(AnnualReport {
        year: year.number(),
        unit,
        people: total.volunteers_registered,
        sessions: total.served.sessions,
        minutes_final: total.sums.final_minutes,
        times_served: total.served.times_served,
        minutes_pending: total.sums.pending_minutes,
    })
}
