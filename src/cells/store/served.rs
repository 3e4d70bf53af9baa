//! The SQL of what is counted of days and shifts.

use std::collections::BTreeMap;

use diesel::{QueryResult, insert_into, prelude::*, update, upsert::excluded};

use super::programs::{program_key, program_of};
use crate::{
    kernel::{
        figures::{Booking, Served, ServedDifference},
        ids::{ActivityId, ProgramId, UnitId},
    },
    platform::db::{Conn, PortableExt},
    schema::{served_cells, session_days},
};

/// A day of an activity, and what a session on it is booked to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionDay {
    /// The activity.
    pub activity: ActivityId,
    /// The local date: `2026-12-31`.
    pub service_date: String,
    /// What it is booked to from the first approved record on until there is none any more.
    pub booking: Booking,
}

/// Adds differences of what was served, those of one booking as one, in order.
///
/// # Errors
/// What the database says.
pub fn apply_served(conn: &mut Conn, differences: &[ServedDifference]) -> QueryResult<()> {
    let mut sums: BTreeMap<&Booking, Served> = BTreeMap::new();
    for ServedDifference { booking, by } in differences {
        *sums.entry(booking).or_default() += *by;
    }
    for (booking, by) in sums.into_iter().filter(|(_, by)| *by != Served::default()) {
        add(conn, booking, by)?;
    }
    Ok(())
}

fn add(conn: &mut Conn, booking: &Booking, by: Served) -> QueryResult<()> {
    let program = program_key(booking);
    insert_into(served_cells::table)
        .values((
            served_cells::booked_district.eq(booking.booked_district),
            served_cells::served_district.eq(&booking.served_district),
            served_cells::unit.eq(booking.unit),
            served_cells::program.eq(program),
            served_cells::month.eq(booking.month),
            served_cells::sessions.eq(by.sessions),
            served_cells::times_served.eq(by.times_served),
        ))
        .on_conflict((
            served_cells::unit,
            served_cells::month,
            served_cells::program,
            served_cells::booked_district,
            served_cells::served_district,
        ))
        .do_update()
        .set((
            served_cells::sessions.eq(served_cells::sessions + excluded(served_cells::sessions)),
            served_cells::times_served
                .eq(served_cells::times_served + excluded(served_cells::times_served)),
        ))
        .portable()
        .execute(conn)?;
    Ok(())
}

/// What one unit served, over all its bookings.
///
/// # Errors
/// What the database says.
pub fn served_of(conn: &mut Conn, unit: UnitId) -> QueryResult<Served> {
    let rows: Vec<(i64, i64)> = served_cells::table
        .filter(served_cells::unit.eq(unit))
        .select((served_cells::sessions, served_cells::times_served))
        .load(conn)?;
    let mut total = Served::default();
    for (sessions, times_served) in rows {
        total += Served { sessions, times_served };
    }
    Ok(total)
}

/// Locks days of activities until the transaction ends, in their order; makes those that are not
/// there.
///
/// # Errors
/// What the database says.
pub fn lock_days(conn: &mut Conn, days: &[SessionDay]) -> QueryResult<()> {
    let days: BTreeMap<(ActivityId, &str), &Booking> =
        days.iter().map(|day| ((day.activity, day.service_date.as_str()), &day.booking)).collect();
    for ((activity, service_date), booking) in days {
        let program = program_key(booking);
        insert_into(session_days::table)
            .values((
                session_days::activity.eq(activity),
                session_days::service_date.eq(service_date),
                session_days::booked_district.eq(booking.booked_district),
                session_days::served_district.eq(&booking.served_district),
                session_days::unit.eq(booking.unit),
                session_days::program.eq(program),
                session_days::month.eq(booking.month),
                session_days::approved_records.eq(0),
            ))
            .on_conflict((session_days::activity, session_days::service_date))
            .do_update()
            .set(session_days::approved_records.eq(session_days::approved_records))
            .portable()
            .execute(conn)?;
    }
    Ok(())
}

/// Counts approved records of a day that is locked, `by` more or fewer. Answers what that makes of
/// its session: it begins with the first and is gone with the last.
///
/// # Errors
/// What the database says.
pub fn count_approved(
    conn: &mut Conn,
    day: &SessionDay,
    by: i64,
) -> QueryResult<Option<ServedDifference>> {
    let found = session_days::table.find((day.activity, &day.service_date));
    if by > 0 {
        // Without a session it may have been booked to something else meanwhile.
        let program = program_key(&day.booking);
        update(found.filter(session_days::approved_records.eq(0)))
            .set((
                session_days::booked_district.eq(day.booking.booked_district),
                session_days::served_district.eq(&day.booking.served_district),
                session_days::unit.eq(day.booking.unit),
                session_days::program.eq(program),
                session_days::month.eq(day.booking.month),
            ))
            .execute(conn)?;
    }
    let (booked_district, served_district, unit, program, month, after): (
        UnitId,
        String,
        UnitId,
        ProgramId,
        i32,
        i64,
    ) = update(found)
        .set(session_days::approved_records.eq(session_days::approved_records + by))
        .returning((
            session_days::booked_district,
            session_days::served_district,
            session_days::unit,
            session_days::program,
            session_days::month,
            session_days::approved_records,
        ))
        .get_result(conn)?;
    let sessions = i64::from(after > 0) - i64::from(after - by > 0);
    let booking =
        Booking { booked_district, served_district, unit, program: program_of(program), month };
    let by = Served { sessions, ..Served::default() };
    Ok((sessions != 0).then_some(ServedDifference { booking, by }))
}
