//! The SQL of cells.
//!
//! | file | holds |
//! |---|---|
//! | `cells.rs` | sums of minutes and records |
//! | `programs.rs` | programs as keys |
//! | `recounted.rs` | all that is summed, for a recount |
//! | `served.rs` | sums of sessions and times served, and the days that make a session |

mod cells;
mod programs;
mod recounted;
mod served;

pub use cells::{apply, desk_versions_of, stamp, sums_of};
pub use programs::program_of;
pub(super) use recounted::{all_cells, all_days, all_served};
pub use served::{SessionDay, apply_served, count_approved, lock_days, served_of};
