//! Years of which there is a report.

use chrono::{Datelike, NaiveDate};

use crate::kernel::codes::FieldCode;

/// A year of which there is a report: it has begun, and is no slip of the pen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportYear(i32);

/// Figures of an earlier year are a slip of the pen.
const YEAR_MIN: i32 = 1900;

impl ReportYear {
    /// A year, seen from a day.
    ///
    /// # Errors
    /// [`FieldCode::OutOfRange`] before 1900, and of a year that has not begun.
    pub fn parse(year: i32, today: NaiveDate) -> Result<Self, FieldCode> {
        if (YEAR_MIN..=today.year()).contains(&year) {
            Ok(Self(year))
        } else {
            Err(FieldCode::OutOfRange)
        }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::time::date;

    #[test]
    fn there_is_a_report_of_a_year_that_has_begun() {
        for (year, is_there) in [
            (1899, false),
            (1900, true),
            (2026, true),
            (2027, false),
            (i32::MIN, false),
            (i32::MAX, false),
        ] {
            for today in ["2026-01-01", "2026-12-31"] {
                let read = ReportYear::parse(year, date(today).unwrap());

                let expected = is_there.then_some(year).ok_or(FieldCode::OutOfRange);
                assert_eq!(read.map(ReportYear::number), expected, "{year}");
            }
        }
    }
}
