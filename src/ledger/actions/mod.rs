//! Acts on records, and the steps of other acts that change them.
//!
//! | file | holds |
//! |---|---|
//! | `writing.rs` | how a record is written: its lines, documents, figures and session |
//! | `steps.rs` | what confirming, voiding and settling do to a record |

mod steps;
mod writing;

pub use steps::{enter, lock_days, overlap, restate};
pub(super) use writing::write;
