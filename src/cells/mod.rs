//! The finest sums that headquarters reads, moved in the transaction of the act that moves them.
//!
//! Invariants:
//! - A cell belongs to a leaf unit, so nothing is hotter than that unit's own desk.
//! - What an act adds is `contribution(after) − contribution(before)`, of a row that was locked
//!   before it was read: a recount over all rows gives the same sums.
//! - Cells are locked before any head, in the order of [`Cell`](crate::kernel::figures::Cell).

mod store;

pub use store::{apply, desk_versions_of, stamp, sums_of};
