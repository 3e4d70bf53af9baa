//! Columns that a cut asks for. The others are null, so that one statement serves every cut.

use diesel::{
    dsl::sql,
    expression::SqlLiteral,
    sql_types::{Integer, Nullable, SingleValue, SmallInt, Text},
};

use crate::{
    kernel::{
        ids::{ProgramId, UnitId},
        proof::ProofClass,
        words::Word,
    },
    platform::db::IdSql,
    tally::model::{Grain, Part, Spot},
};

/// What a column holds, or null of the same type.
pub(super) type Column<ST> = SqlLiteral<Nullable<ST>>;

/// Unit, booked district, program, month, served district.
pub(super) type Booked =
    (Column<IdSql>, Column<IdSql>, Column<IdSql>, Column<Integer>, Column<Text>);

/// The same as they are read.
pub(super) type BookedRow =
    (Option<UnitId>, Option<UnitId>, Option<ProgramId>, Option<i32>, Option<String>);

/// The month of a service date, as cells hold it.
pub(super) const MONTH_OF_DATE: &str =
    "CAST(replace(substr(service_date, 1, 7), '-', '') AS integer)";

fn column<ST: SingleValue>(grain: &Grain, part: Part, name: &str) -> Column<ST> {
    if grain.has(part) { sql(name) } else { sql(&format!("NULLIF({name}, {name})")) }
}

/// The columns of what something is booked to; `month` says where the month stands.
pub(super) fn booked(grain: &Grain, month: &str) -> Booked {
    (
        column(grain, Part::Unit, "unit"),
        column(grain, Part::BookedDistrict, "booked_district"),
        column(grain, Part::Program, "program"),
        column(grain, Part::Month, month),
        column(grain, Part::ServedDistrict, "served_district"),
    )
}

/// The column of the proof class in cells.
pub(super) fn class_number(grain: &Grain) -> Column<SmallInt> {
    column(grain, Part::ProofClass, "proof_class")
}

/// The column of the proof class in records.
pub(super) fn class_word(grain: &Grain) -> Column<Text> {
    column(grain, Part::ProofClass, "proof_class")
}

/// The spot of a row.
pub(super) fn spot(row: BookedRow) -> Spot {
    let (unit, booked_district, program, month, served_district) = row;
    let program = program.filter(|program| *program != ProgramId::NIL);
    Spot { unit, booked_district, program, month, proof_class: None, served_district }
}

/// The same, proven so.
pub(super) fn proven_spot(row: BookedRow, class: Option<i16>) -> Spot {
    Spot { proof_class: class.and_then(ProofClass::of_number), ..spot(row) }
}

/// The same of a record.
pub(super) fn record_spot(row: BookedRow, class: Option<&str>) -> Spot {
    Spot { proof_class: class.and_then(ProofClass::of_word), ..spot(row) }
}
