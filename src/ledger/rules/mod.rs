//! Decisions about records, and what is seen of them.
//!
//! | file | holds |
//! |---|---|
//! | `approvals.rs` | what a second person makes of a record |
//! | `corrections.rs` | what a correction makes of it |
//! | `disputes.rs` | what becomes of one that the volunteer contests |
//! | `figures.rs` | what a record counts for in cells and in sessions |
//! | `lines.rs` | the lines of the ledger that a change of minutes makes |
//! | `persons.rs` | who does what about a record |
//! | `record_seen.rs` | what is seen of a record |
//! | `restating.rs` | what becomes of a record when stays in it go |
//! | `retirement.rs` | when records leave the desk |
//! | `examples.rs` | a record that tests of rules begin with |

mod approvals;
mod corrections;
mod disputes;
#[cfg(test)]
pub(super) mod examples;
mod figures;
mod lines;
mod persons;
mod record_seen;
mod restating;
mod retirement;

pub(super) use approvals::{approved, rejected};
pub(super) use corrections::corrected;
pub(super) use disputes::{disputed, upheld};
pub(super) use figures::{contribution, differences, is_approved, sums};
pub(super) use lines::{Line, held_minutes, lines};
pub(super) use persons::{may_correct, may_decide, may_dispute, may_know, may_uphold};
pub(super) use restating::restated;
pub(super) use retirement::retired_until;
