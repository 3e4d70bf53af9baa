//! The figures of a year.

use diesel::QueryResult;

use super::{scopes::scope_for, tallies::registered};
use crate::{
    kernel::{
        caller::Caller,
        codes::Code,
        figures::{Served, Sums},
        ids::UnitId,
        refusal::Refusal,
        time::Time,
    },
    org,
    platform::{db::Conn, error::Error},
    tally::{
        model::{AnnualReport, Districts, Grain, Period, ReportYear, Scope},
        rules::Tree,
        store::{self, Within},
    },
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
    let within = Within { scope, program: None, period: Period::year(year.number()) };
    let grain = Grain(Vec::new());
    let (mut sums, mut served) = (Sums::default(), Served::default());
    store::sums(conn, &within, &grain)?.into_iter().for_each(|(_, more)| sums += more);
    store::served(conn, &within, &grain)?.into_iter().for_each(|(_, more)| served += more);
    let tree = Tree::new(store::units(conn)?, store::lines(conn)?);
    Ok(AnnualReport {
        year: year.number(),
        unit,
        people: registered(conn, &within, &tree, now)?,
        sessions: served.sessions,
        minutes_final: sums.final_minutes,
        times_served: served.times_served,
        minutes_pending: sums.pending_minutes,
    })
}
