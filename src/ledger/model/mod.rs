//! Values of records and entries.

mod flags;
mod lists;
mod records;

pub use flags::{Flag, Flags};
pub use lists::{Persons, Stretches};
pub(super) use records::Correct;
pub use records::{EntryKind, RecordState, Restated};
