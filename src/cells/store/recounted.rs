//! The SQL that reads all that is summed, to be compared with a recount.

use diesel::{QueryResult, prelude::*};

use super::{SessionDay, programs::program_of};
use crate::{
    kernel::{
        figures::{Booking, Served, Sums},
        ids::{ActivityId, ProgramId, UnitId},
    },
    platform::db::Conn,
    schema::{cells, served_cells, session_days},
};

/// What something is booked to, as columns hold it.
type BookingColumns = (UnitId, String, UnitId, ProgramId, i32);

/// A cell and its sums, as columns hold them.
type CellColumns = (BookingColumns, i16, (i64, i64, i64, i64, i64));

fn booking((booked_district, served_district, unit, program, month): BookingColumns) -> Booking {
    Booking { booked_district, served_district, unit, program: program_of(program), month }
}

/// All cells: what each is booked to, the number of its proof class, which may be none of ours,
/// and its sums.
pub(in crate::cells) fn all_cells(conn: &mut Conn) -> QueryResult<Vec<(Booking, i16, Sums)>> {
    let booked =
        (cells::booked_district, cells::served_district, cells::unit, cells::program, cells::month);
    let sums = (
        cells::pending_minutes,
        cells::final_minutes,
        cells::disputed_minutes,
        cells::credited_minutes,
        cells::records,
    );
    let rows: Vec<CellColumns> =
        cells::table.select((booked, cells::proof_class, sums)).load(conn)?;
    let cell = |(booked, number, sums): CellColumns| (booking(booked), number, Sums::from(sums));
    Ok(rows.into_iter().map(cell).collect())
}

/// All that was served.
pub(in crate::cells) fn all_served(conn: &mut Conn) -> QueryResult<Vec<(Booking, Served)>> {
    let booked = (
        served_cells::booked_district,
        served_cells::served_district,
        served_cells::unit,
        served_cells::program,
        served_cells::month,
    );
    let rows: Vec<(BookingColumns, i64, i64)> = served_cells::table
        .select((booked, served_cells::sessions, served_cells::times_served))
        .load(conn)?;
    let row =
        |(booked, sessions, times_served)| (booking(booked), Served { sessions, times_served });
    Ok(rows.into_iter().map(row).collect())
}

/// All days of activities on which a record was ever approved, with how many are.
pub(in crate::cells) fn all_days(conn: &mut Conn) -> QueryResult<Vec<(SessionDay, i64)>> {
    let booked = (
        session_days::booked_district,
        session_days::served_district,
        session_days::unit,
        session_days::program,
        session_days::month,
    );
    let rows: Vec<(ActivityId, String, BookingColumns, i64)> = session_days::table
        .select((
            session_days::activity,
            session_days::service_date,
            booked,
            session_days::approved_records,
        ))
        .load(conn)?;
    let day = |(activity, service_date, booked, approved)| {
        (SessionDay { activity, service_date, booking: booking(booked) }, approved)
    };
    Ok(rows.into_iter().map(day).collect())
}
