//! Months, and from which to which.

use std::{fmt, time::Duration};

use chrono::{Months, NaiveDate};

use crate::kernel::{
    codes::FieldCode,
    figures::month_of,
    time::{Time, date},
};

/// A month of service dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::tally) struct Month(i32);

/// An instant before the end of a month that belongs to it.
const LAST_INSTANT: Duration = Duration::from_millis(1);

impl Month {
    /// Reads `2026-11`.
    ///
    /// # Errors
    /// [`FieldCode::InvalidDate`].
    pub(in crate::tally) fn parse(text: &str) -> Result<Self, FieldCode> {
        date(&format!("{text}-01")).map(|first| Self(month_of(&first.to_string())))
    }

    /// The month of a number as cells hold it: `year * 100 + month`.
    pub(in crate::tally) const fn of_number(number: i32) -> Self {
        Self(number)
    }

    /// The number as cells hold it.
    pub(in crate::tally) const fn number(self) -> i32 {
        self.0
    }

    /// Its year.
    pub(in crate::tally) const fn year(self) -> i32 {
        self.0 / 100
    }

    /// The first month of a year.
    pub(in crate::tally) const fn first_of(year: i32) -> Self {
        Self(year * 100 + 1)
    }

    /// The last month of a year.
    pub(in crate::tally) const fn last_of(year: i32) -> Self {
        Self(year * 100 + 12)
    }

    /// The first local date of the month.
    pub(in crate::tally) fn first_day(self) -> NaiveDate {
        let month = u32::try_from(self.0 % 100).unwrap_or_default();
        NaiveDate::from_ymd_opt(self.year(), month, 1).unwrap_or_default()
    }

    /// The first local date after it.
    pub(in crate::tally) fn day_after(self) -> NaiveDate {
        self.first_day().checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX)
    }

    /// Its last instant.
    pub(in crate::tally) fn end(self) -> Time {
        Time::of_local_date(self.day_after()).minus(LAST_INSTANT)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0 / 100, self.0 % 100)
    }
}

/// From a month to a month, both in it; everything where none is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tally) struct Period {
    from: Option<Month>,
    until: Option<Month>,
}

impl Period {
    /// A period.
    ///
    /// # Errors
    /// [`FieldCode::Contradicts`] when it ends before it begins.
    pub(in crate::tally) fn new(
        from: Option<Month>,
        until: Option<Month>,
    ) -> Result<Self, FieldCode> {
        match (from, until) {
            (Some(from), Some(until)) if until < from => Err(FieldCode::Contradicts),
            _ => Ok(Self { from, until }),
        }
    }

    /// A whole year.
    pub(in crate::tally) const fn year(year: i32) -> Self {
        Self { from: Some(Month::first_of(year)), until: Some(Month::last_of(year)) }
    }

    /// Its first month.
    pub(in crate::tally) const fn from(self) -> Option<Month> {
        self.from
    }

    /// Its last month.
    pub(in crate::tally) const fn until(self) -> Option<Month> {
        self.until
    }

    /// Its last instant, or now while it lasts.
    pub(in crate::tally) fn end(self, now: Time) -> Time {
        self.until.map_or(now, |until| until.end().min(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_four_digits_and_two() {
        for (text, number) in [("2026-11", 202_611), ("0999-01", 99_901), ("2023-12", 202_312)] {
            let month = Month::parse(text).unwrap();

            assert_eq!((month.number(), month.to_string().as_str()), (number, text));
        }
        for text in ["", "2026", "2026-13", "2026-1", "2026-11-01", "202611", "２０２６-11"] {
            assert_eq!(Month::parse(text), Err(FieldCode::InvalidDate), "{text}");
        }
    }

    #[test]
    fn a_month_ends_an_instant_before_the_next_one_begins_here() {
        let end = |text| Month::parse(text).unwrap().end().to_string();

        assert_eq!(end("2026-11"), "2026-11-30T15:59:59.999Z");
        assert_eq!(end("2023-12"), "2023-12-31T15:59:59.999Z");
        assert_eq!(end("9999-12"), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn a_period_ends_with_its_last_month_and_not_later_than_now() {
        let month = |text| Month::parse(text).ok();
        let now = Time::parse("2026-11-22T00:00:00Z").unwrap();
        let end = |from, until| Period::new(from, until).map(|period| period.end(now));

        assert_eq!(end(None, None), Ok(now));
        assert_eq!(end(month("2026-01"), month("2026-11")), Ok(now));
        assert_eq!(end(None, month("2026-10")), Ok(month("2026-10").unwrap().end()));
        assert_eq!(end(month("2026-11"), month("2026-10")), Err(FieldCode::Contradicts));
        assert_eq!(Period::year(2025).end(now).to_string(), "2025-12-31T15:59:59.999Z");
    }
}
