//! Decisions about records, and what is seen of them.
//!
//! | file | holds |
//! |---|---|
//! | `figures.rs` | what a record counts for in cells and in sessions |
//! | `lines.rs` | the lines of the ledger that a change of minutes makes |
//! | `record_seen.rs` | what is seen of a record |

mod figures;
mod lines;
mod record_seen;

pub(super) use figures::{differences, is_approved, sums};
pub(super) use lines::{Line, lines};
