//! Acts on records, and the steps of other acts that change them.
//!
//! | file | holds |
//! |---|---|
//! | `totals.rs` | what records come to |
//! | `writing.rs` | how a record is written: its lines, documents, figures and session |
//! | `steps.rs` | what confirming, voiding and settling do to a record |

mod steps;
mod totals;
mod writing;

pub use steps::{enter, lock_days, overlap, restate};
pub use totals::totals_of;
pub(super) use writing::write;
