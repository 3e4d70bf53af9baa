//! The finest sums that headquarters reads, moved in the transaction of the act that moves them.
//!
//! Invariants:
//! - A cell belongs to a leaf unit, so nothing is hotter than that unit's own desk.
//! - What an act adds is `contribution(after) − contribution(before)`, of a row that was locked
//!   before it was read: a recount over all rows gives the same sums.
//! - Cells are locked before any head, in the order of [`Cell`](crate::kernel::figures::Cell).
//! - A *session* is a day of an activity with an approved record. Whoever may approve one, or take
//!   it back, locks that day first, before any person.

mod recount;
mod store;

pub use recount::Recount;
pub use store::{
    SessionDay, apply, apply_served, count_approved, desk_versions_of, lock_days, program_of,
    served_of, stamp, sums_of,
};
