//! Decisions about records, and what is seen of them.
//!
//! | file | holds |
//! |---|---|
//! | `figures.rs` | what a record counts for in cells and in sessions |
//! | `lines.rs` | the lines of the ledger that a change of minutes makes |
//! | `record_seen.rs` | what is seen of a record |
//! | `examples.rs` | a record that tests of rules begin with |

#[cfg(test)]
pub(super) mod examples;
mod figures;
mod lines;
mod record_seen;

pub(super) use figures::{differences, is_approved};
pub(super) use lines::{Line, lines};
