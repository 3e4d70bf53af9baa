//! What a tally is asked for.

use super::{By, Cut, Districts, Period, Shown};
use crate::kernel::{
    ids::{ProgramId, UnitId},
    words::words,
};

words! {
    /// In what form a tally is answered.
    pub enum Format {
        /// For programs.
        Json => "json" ("JSON" / "JSON"),
        /// For spreadsheets.
        Csv => "csv" ("CSV 表格" / "CSV table"),
    }
}

/// What a tally is asked for.
#[derive(Clone, Debug)]
pub(in crate::tally) struct Asked {
    /// By what it is cut.
    pub(in crate::tally) cut: Cut,
    /// Of which months.
    pub(in crate::tally) period: Period,
    /// In which district things count.
    pub(in crate::tally) districts: Districts,
    /// Only of this unit and of those below it.
    pub(in crate::tally) unit: Option<UnitId>,
    /// Only of this program.
    pub(in crate::tally) program: Option<ProgramId>,
}

impl Asked {
    /// Which figures its rows have: sessions and times served are of days and shifts, which no
    /// proof class has for itself; members belong to units, not to what is done there.
    pub(in crate::tally) fn in_rows(&self) -> Shown {
        let is_of_units =
            !self.cut.has_any(&[By::Program, By::Theme, By::ProofClass, By::ServedDistrict]);
        Shown {
            sessions: !self.cut.has(By::ProofClass),
            registered: is_of_units && self.in_total().registered,
        }
    }

    /// Which figures its total has: nobody is registered with a program.
    pub(in crate::tally) const fn in_total(&self) -> Shown {
        Shown { sessions: true, registered: self.program.is_none() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_total_have_what_each_of_them_has_for_itself() {
        let program = Some(ProgramId::NIL);
        for (by, program, in_rows, in_total) in [
            ("district,month", None, (true, true), (true, true)),
            ("brigade,year", None, (true, true), (true, true)),
            ("district", program, (true, false), (true, false)),
            ("program", None, (true, false), (true, true)),
            ("theme", None, (true, false), (true, true)),
            ("month,served_district", None, (true, false), (true, true)),
            ("brigade,proof_class", None, (false, false), (true, true)),
        ] {
            let (cut, districts) = (Cut::parse(by).unwrap(), Districts::AsBooked);
            let asked = Asked { cut, period: Period::default(), districts, unit: None, program };

            let told = [asked.in_rows(), asked.in_total()].map(|of| (of.sessions, of.registered));

            assert_eq!(told, [in_rows, in_total], "{by}");
        }
    }
}
