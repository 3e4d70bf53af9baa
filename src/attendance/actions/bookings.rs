//! What a shift is booked to.

use crate::{
    activities::ShiftFacts,
    attendance::rules,
    kernel::figures::{Booking, month_of},
    org,
    platform::{db::Conn, error::Error},
};

/// What the minutes of a shift and the times it served are booked to: the district that its unit
/// stood below when it began, and the one where people were served. It is asked once, and copied
/// into the row that is written: what was booked stays where it is when a unit moves.
///
/// # Errors
/// What the database says.
pub(in crate::attendance) fn booking(
    conn: &mut Conn,
    shift: &ShiftFacts,
) -> Result<Booking, Error> {
    let booked_district = org::district_of(conn, shift.unit, shift.span.from())?;
    let area_code = match &shift.served_area_code {
        Some(code) => Some(code.clone()),
        None => org::unit(conn, shift.unit)?.and_then(|unit| unit.area_code),
    };
    Ok(Booking {
        booked_district,
        served_district: rules::district_code(area_code.as_deref()),
        unit: shift.unit,
        program: shift.program,
        month: month_of(&shift.service_date),
    })
}
