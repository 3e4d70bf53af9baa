//! The figures of a year.

/// What headquarters says of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnualReport {
    /// The year.
    pub year: i32,
    /// The unit that it is about, by name; none where it is the whole federation.
    pub unit: Option<String>,
    /// Distinct members at the end of the year, or now while it lasts.
    pub people: i64,
    /// Days of activities with an approved record.
    pub sessions: i64,
    /// Given minutes that count.
    pub minutes_final: i64,
    /// How many times somebody was served.
    pub times_served: i64,
    /// Given minutes that wait for somebody's decision, and are not counted.
    pub minutes_pending: i64,
}
