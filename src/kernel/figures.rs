//! The finest sums that headquarters reads, and the differences that acts leave in them.

use std::ops::{AddAssign, Neg};

use chrono::Datelike;

use super::{
    ids::{ProgramId, UnitId},
    proof::ProofClass,
    time,
};

/// What something is booked to, however it was proven.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Booking {
    /// The district that the record was booked in, as a unit.
    pub booked_district: UnitId,
    /// The area code of the district where people were served; empty when it is not known.
    pub served_district: String,
    /// The leaf unit that recorded it.
    pub unit: UnitId,
    /// The program of its activity, if it has one.
    pub program: Option<ProgramId>,
    /// Year and month of the service date, as `year * 100 + month`.
    pub month: i32,
}

/// Where a service record is counted. Everything coarser is a sum over cells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// What it is booked to.
    pub booking: Booking,
    /// How the minutes were proven.
    pub proof_class: ProofClass,
}

/// What one act adds to a cell; negative where it takes away. Minutes are whole minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Given minutes that wait for somebody's decision.
    pub pending_minutes: i64,
    /// Given minutes that count.
    pub final_minutes: i64,
    /// Given minutes under dispute.
    pub disputed_minutes: i64,
    /// Final minutes after the policy.
    pub credited_minutes: i64,
    /// Records that count.
    pub records: i64,
}

impl From<(i64, i64, i64, i64, i64)> for Sums {
    /// Pending, final, disputed and credited minutes, and records: the order of the fields, in
    /// which every store selects them.
    fn from(sums: (i64, i64, i64, i64, i64)) -> Self {
        let (pending_minutes, final_minutes, disputed_minutes, credited_minutes, records) = sums;
        Self { pending_minutes, final_minutes, disputed_minutes, credited_minutes, records }
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.pending_minutes += other.pending_minutes;
        self.final_minutes += other.final_minutes;
        self.disputed_minutes += other.disputed_minutes;
        self.credited_minutes += other.credited_minutes;
        self.records += other.records;
    }
}

impl Neg for Sums {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            pending_minutes: -self.pending_minutes,
            final_minutes: -self.final_minutes,
            disputed_minutes: -self.disputed_minutes,
            credited_minutes: -self.credited_minutes,
            records: -self.records,
        }
    }
}

/// What is counted of a day or of a shift, and not of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// Distinct days of an activity with at least one approved record.
    pub sessions: i64,
    /// How many times somebody was served.
    pub times_served: i64,
}

impl AddAssign for Served {
    fn add_assign(&mut self, other: Self) {
        self.sessions += other.sessions;
        self.times_served += other.times_served;
    }
}

impl Neg for Served {
    type Output = Self;

    fn neg(self) -> Self {
        Self { sessions: -self.sessions, times_served: -self.times_served }
    }
}

/// A cell and what is to be added to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub cell: Cell,
    /// How much.
    pub by: Sums,
}

/// What is to be added to what was served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedDifference {
    /// Where.
    pub booking: Booking,
    /// How much.
    pub by: Served,
}

/// The month of a local date, as [`Booking`] holds it: 202612 of `2026-12-31`; 0 for what is no
/// date.
#[must_use]
pub fn month_of(date: &str) -> i32 {
    let month = |date: chrono::NaiveDate| i32::try_from(date.month()).unwrap_or_default();
    time::date(date).map_or(0, |date| date.year() * 100 + month(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_belongs_to_its_month_and_what_is_none_to_no_month() {
        assert_eq!(month_of("2026-12-31"), 202_612);
        assert_eq!(month_of("2023-01-01"), 202_301);
        assert_eq!([month_of("2026-13-01"), month_of("")], [0, 0]);
    }
}
