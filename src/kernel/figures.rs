//! The finest sums that headquarters reads, and the differences that acts leave in them.

use super::ids::UnitId;
use std::ops::AddAssign;
use uuid::Uuid;

/// Where a service record is counted. Everything coarser is a sum over cells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The district that the record was booked in, as a unit.
    pub booked_district: UnitId,
    /// The area code of the district where people were served; empty when it is not known.
    pub served_district: String,
    /// The leaf unit that recorded it.
    pub unit: UnitId,
    /// The program of its activity; the nil UUID without one.
    pub program: Uuid,
    /// Year and month of the service date, as `year * 100 + month`.
    pub month: i32,
    /// How the minutes were proven.
    pub proof_class: i16,
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

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.pending_minutes += other.pending_minutes;
        self.final_minutes += other.final_minutes;
        self.disputed_minutes += other.disputed_minutes;
        self.credited_minutes += other.credited_minutes;
        self.records += other.records;
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
