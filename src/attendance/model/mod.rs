//! Values of attendances.
//!
//! | file | holds |
//! |---|---|
//! | `attendances.rs` | stays, and what is captured about them |
//! | `captures.rs` | what somebody captures, before it is judged |
//! | `reports.rs` | what a leader reports of a shift |
//! | `sights.rs` | who sees an attendance |

mod attendances;
mod captures;
mod reports;
mod sights;

pub(super) use attendances::{Aliases, Sources};
pub use attendances::{AttendanceState, EventKind, MarkKind, MarkSource, Source};
pub(super) use captures::Capture;
pub use captures::{Mark, OwnCapture, Position, Whereabouts};
pub use reports::NewReport;
pub(super) use reports::{person_count, times_served};
pub(super) use sights::Sight;
