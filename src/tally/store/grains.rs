//! Columns that a cut asks for. The others are null, so that one statement serves every cut.

use diesel::{
    QueryResult,
    dsl::sql,
    expression::SqlLiteral,
    result::Error,
    sql_types::{Integer, Nullable, SingleValue, SmallInt, Text},
};

use crate::{
    cells,
    kernel::{
        ids::{ProgramId, UnitId},
        proof::ProofClass,
    },
    platform::db::IdSql,
    tally::model::{Grain, Month, Part, Spot},
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

/// `kind` is what both databases call the type.
fn column<ST: SingleValue>(grain: &Grain, part: Part, name: &str, kind: &str) -> Column<ST> {
    if grain.has(part) { sql(name) } else { sql(&format!("CAST(NULL AS {kind})")) }
}

/// The columns of what something is booked to; `month` says where the month stands.
pub(super) fn booked(grain: &Grain, month: &str) -> Booked {
    (
        column(grain, Part::Unit, "unit", "uuid"),
        column(grain, Part::BookedDistrict, "booked_district", "uuid"),
        column(grain, Part::Program, "program", "uuid"),
        column(grain, Part::Month, month, "integer"),
        column(grain, Part::ServedDistrict, "served_district", "text"),
    )
}

/// The column of the proof class in cells.
pub(super) fn class_number(grain: &Grain) -> Column<SmallInt> {
    column(grain, Part::ProofClass, "proof_class", "smallint")
}

/// The column of the proof class in records.
pub(super) fn class_word(grain: &Grain) -> Column<Text> {
    column(grain, Part::ProofClass, "proof_class", "text")
}

/// The spot of a row.
pub(super) fn spot(row: BookedRow) -> Spot {
    let (unit, booked_district, program, month, served_district) = row;
    let program = program.and_then(cells::program_of);
    let month = month.map(Month::of_number);
    Spot { unit, booked_district, program, month, proof_class: None, served_district }
}

/// The same, proven so, by a number as cells hold it.
///
/// # Errors
/// Of a number that is no class: what it holds would be in the total and in no row.
pub(super) fn proven_spot(row: BookedRow, class: Option<i16>) -> QueryResult<Spot> {
    let known = |number| {
        let no_class = || Error::DeserializationError("cells.proof_class is no class".into());
        ProofClass::of_number(number).ok_or_else(no_class)
    };
    Ok(Spot { proof_class: class.map(known).transpose()?, ..spot(row) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_that_nobody_knows_is_a_fault() {
        let read = |class| proven_spot((None, None, None, None, None), class);

        assert_eq!(read(Some(0)).unwrap().proof_class, Some(ProofClass::TwoParty));
        assert_eq!(read(None).unwrap().proof_class, None);
        assert!(read(Some(7)).is_err());
    }
}
