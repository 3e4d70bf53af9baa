//! Figures: what cells and records come to, cut as headquarters asks, and the sentence of a year.
//!
//! Words: a *cut* is by what a tally is split into rows; its *grain* is by what cells are grouped
//! for it; a *spot* is such a group, the coarsest that the cut can still tell apart; a *period* is
//! from a month to a month.
//!
//! Invariants:
//! - It reads and changes nothing: there is no act here.
//! - Minutes, records, sessions and times served come from cells, which are additive. People are
//!   counted distinct, each row and the total for itself.
//! - Hours that come from an earlier system count for a person, never for a tally.
//! - One tells of one's own units and of those below them, and of no other. A district tells, as
//!   things were booked, what headquarters tells in its row: a year that is over stays as it is.

mod model;
mod reads;
mod routes;
mod rules;
mod store;

pub use model::{AnnualReport, By, Districts, Format, ReportYear};
pub use reads::annual_report;
pub use routes::configure;
