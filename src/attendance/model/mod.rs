//! Values of attendances.

mod attendances;
mod reports;

pub(super) use attendances::{Aliases, Sources};
pub use attendances::{AttendanceState, EventKind, Source};
pub(super) use reports::{NewReport, person_count, times_served};
