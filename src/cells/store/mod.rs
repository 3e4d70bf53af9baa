//! The SQL of cells.
//!
//! | file | holds |
//! |---|---|
//! | `cells.rs` | sums of minutes and records |
//! | `programs.rs` | programs as keys |
//! | `served.rs` | sums of sessions and times served, and the days that make a session |

mod cells;
mod programs;
mod served;

pub use cells::{apply, desk_versions_of, stamp, sums_of};
pub use served::{SessionDay, apply_served, count_approved, lock_days, served_of};
