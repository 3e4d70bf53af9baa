//! The SQL of cells.

use std::collections::BTreeMap;

use diesel::{QueryResult, insert_into, prelude::*, update, upsert::excluded};

use super::programs::program_key;
use crate::{
    kernel::{
        bucket::Bucket,
        figures::{Cell, Difference, Sums},
        ids::UnitId,
    },
    platform::db::{Conn, Heads, PortableExt},
    schema::cells,
};

/// Adds differences to their cells, those of one cell as one, cells in order. Answers which moved.
///
/// # Errors
/// What the database says.
pub fn apply(conn: &mut Conn, differences: &[Difference]) -> QueryResult<Vec<Cell>> {
    let mut sums: BTreeMap<&Cell, Sums> = BTreeMap::new();
    for Difference { cell, by } in differences {
        *sums.entry(cell).or_default() += *by;
    }
    // What came and went in one transaction moved nothing.
    sums.retain(|_, by| *by != Sums::default());
    for (cell, by) in &sums {
        add(conn, cell, by)?;
    }
    Ok(sums.into_keys().cloned().collect())
}

fn add(conn: &mut Conn, cell: &Cell, by: &Sums) -> QueryResult<()> {
    let program = program_key(&cell.booking);
    insert_into(cells::table)
        .values((
            cells::booked_district.eq(cell.booking.booked_district),
            cells::served_district.eq(&cell.booking.served_district),
            cells::unit.eq(cell.booking.unit),
            cells::program.eq(program),
            cells::month.eq(cell.booking.month),
            cells::proof_class.eq(cell.proof_class.number()),
            cells::pending_minutes.eq(by.pending_minutes),
            cells::final_minutes.eq(by.final_minutes),
            cells::disputed_minutes.eq(by.disputed_minutes),
            cells::credited_minutes.eq(by.credited_minutes),
            cells::records.eq(by.records),
            cells::changes.eq(1),
            cells::desk_version.eq(0),
        ))
        .on_conflict((
            cells::unit,
            cells::month,
            cells::program,
            cells::proof_class,
            cells::booked_district,
            cells::served_district,
        ))
        .do_update()
        .set((
            cells::pending_minutes.eq(cells::pending_minutes + excluded(cells::pending_minutes)),
            cells::final_minutes.eq(cells::final_minutes + excluded(cells::final_minutes)),
            cells::disputed_minutes.eq(cells::disputed_minutes + excluded(cells::disputed_minutes)),
            cells::credited_minutes.eq(cells::credited_minutes + excluded(cells::credited_minutes)),
            cells::records.eq(cells::records + excluded(cells::records)),
            cells::changes.eq(cells::changes + 1),
        ))
        .portable()
        .execute(conn)?;
    Ok(())
}

/// Writes into each cell that moved the version of its unit's desk that moved with it. The cells
/// are locked already, so this waits for nobody.
///
/// # Errors
/// What the database says.
pub fn stamp(conn: &mut Conn, moved: &[Cell], heads: &Heads) -> QueryResult<()> {
    for cell in moved {
        let desk = Bucket::desk(cell.booking.unit);
        let Some((_, version)) = heads.iter().find(|(bucket, _)| *bucket == desk) else { continue };
        let program = program_key(&cell.booking);
        update(cells::table)
            .filter(cells::unit.eq(cell.booking.unit))
            .filter(cells::month.eq(cell.booking.month))
            .filter(cells::program.eq(program))
            .filter(cells::proof_class.eq(cell.proof_class.number()))
            .filter(cells::booked_district.eq(cell.booking.booked_district))
            .filter(cells::served_district.eq(&cell.booking.served_district))
            .set(cells::desk_version.eq(*version))
            .execute(conn)?;
    }
    Ok(())
}

/// The sums of one unit over all its cells.
///
/// # Errors
/// What the database says.
pub fn sums_of(conn: &mut Conn, unit: UnitId) -> QueryResult<Sums> {
    let rows: Vec<(i64, i64, i64, i64, i64)> = cells::table
        .filter(cells::unit.eq(unit))
        .select((
            cells::pending_minutes,
            cells::final_minutes,
            cells::disputed_minutes,
            cells::credited_minutes,
            cells::records,
        ))
        .load(conn)?;
    let mut total = Sums::default();
    rows.into_iter().for_each(|sums| total += Sums::from(sums));
    Ok(total)
}

/// The desk's version that moved each cell of a unit last, in the order of cells.
///
/// # Errors
/// What the database says.
pub fn desk_versions_of(conn: &mut Conn, unit: UnitId) -> QueryResult<Vec<i64>> {
    cells::table
        .filter(cells::unit.eq(unit))
        .order((cells::month, cells::program, cells::proof_class))
        .select(cells::desk_version)
        .load(conn)
}
