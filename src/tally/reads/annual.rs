//! The figures of a year.

use chrono::Datelike;
use diesel::QueryResult;

use super::{scopes::units_for, tallies::sums_within};
use crate::{
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        ids::UnitId,
        refusal::Refusal,
        time::Time,
    },
    org,
    platform::{db::Conn, error::Error},
    tally::model::{AnnualReport, Period},
};

/// The first year of which there is a report: figures of an earlier one are a slip of the pen.
const YEAR_MIN: i32 = 1900;

/// What headquarters says of a year. Whoever runs the server reads it too, so no caller is asked
/// for.
///
/// # Errors
/// What the database says.
pub fn annual_report(conn: &mut Conn, year: i32, now: Time) -> QueryResult<AnnualReport> {
    of_units(conn, None, year, now)
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
    if !(YEAR_MIN..=caller.now.local_date().year()).contains(&year) {
        return Err(Refusal::parameter("year", FieldCode::OutOfRange).into());
    }
    let units = units_for(conn, caller, unit)?;
    match (unit, &units) {
        // Without a unit it is headquarters' own.
        (None, Some(_)) => Err(Code::Forbidden.into()),
        (None, None) => Ok(annual_report(conn, year, caller.now)?),
        (Some(unit), _) => Ok(of_units(conn, Some((unit, units)), year, caller.now)?),
    }
}

/// A unit, and what is read for it.
type Of = (UnitId, Option<Vec<UnitId>>);

fn of_units(conn: &mut Conn, of: Option<Of>, year: i32, now: Time) -> QueryResult<AnnualReport> {
    let (unit, units) = of.map_or((None, None), |(unit, units)| (Some(unit), units));
    // The federation is named by no name.
    let named = unit.filter(|_| units.is_some());
    let name = named.map(|unit| org::unit(conn, unit)).transpose()?.flatten();
    let total = sums_within(conn, units, Period::year(year), now)?;
    Ok(AnnualReport {
        year,
        unit: name.map(|unit| unit.name),
        people: total.volunteers_registered,
        sessions: total.served.sessions,
        minutes_final: total.sums.final_minutes,
        times_served: total.served.times_served,
        minutes_pending: total.sums.pending_minutes,
    })
}
