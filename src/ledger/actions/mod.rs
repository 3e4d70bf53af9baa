//! Acts on records, and the steps of other acts that change them.
//!
//! | file | holds |
//! |---|---|
//! | `approvals.rs` | what a second person decides |
//! | `audit.rs` | a recount of records and their lines |
//! | `corrections.rs` | other minutes |
//! | `disputes.rs` | what a volunteer contests, and who answers him |
//! | `holding.rs` | what an act on a record locks, and how it ends |
//! | `projections.rs` | what of service records stands in the feed |
//! | `retirement.rs` | the timed act that clears the desk |
//! | `steps.rs` | what confirming, voiding and settling do to a record |
//! | `totals.rs` | what records come to |
//! | `writing.rs` | how a record is written: its lines, documents, figures and session |

mod approvals;
mod audit;
mod corrections;
mod disputes;
mod holding;
mod projections;
mod retirement;
mod steps;
mod totals;
mod writing;

pub(super) use approvals::{APPROVE, approve_record};
pub(crate) use approvals::{approve_records, reject_record};
pub use audit::audit;
pub(crate) use corrections::correct_record;
pub(crate) use disputes::{dispute_record, uphold_record};
pub use projections::PROJECTIONS;
pub use retirement::retire;
pub use steps::{enter, flag, overlap, restate};
pub use totals::totals_of;
pub use writing::enter_all;
