//! What is read: there is no act here.
//!
//! | file | holds |
//! |---|---|
//! | `scopes.rs` | what somebody may read |
//! | `tallies.rs` | figures, cut into rows |
//! | `annual.rs` | the figures of a year |

mod annual;
mod scopes;
mod tallies;

pub use annual::annual_report;
pub(super) use annual::report_for;
pub(super) use tallies::{Tally, tally};
