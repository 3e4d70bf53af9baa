//! Values of attendances.

mod attendances;

pub(super) use attendances::{Aliases, Sources};
pub use attendances::{AttendanceState, EventKind, Source};
