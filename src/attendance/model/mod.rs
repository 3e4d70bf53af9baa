//! Values of attendances.

mod attendances;
mod reports;
mod sights;

pub(super) use attendances::{Aliases, Sources};
pub use attendances::{AttendanceState, EventKind, Source};
pub(super) use reports::{NewReport, person_count, times_served};
pub(super) use sights::Sight;
