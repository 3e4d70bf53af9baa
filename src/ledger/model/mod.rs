//! Values of records and entries.
//!
//! | file | holds |
//! |---|---|
//! | `records.rs` | states of records, kinds of entries, and what changes a record |
//! | `flags.rs` | what somebody is to look at before a record counts |
//! | `lists.rs` | lists that stand in a row |

mod flags;
mod lists;
mod records;

pub use flags::{Flag, Flags};
pub use lists::{Persons, Stretches};
pub(crate) use records::Correct;
pub use records::{EntryKind, RecordState, Restated};
