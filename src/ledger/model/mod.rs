//! Values of records and entries.

mod flags;
mod lists;
mod records;

pub use flags::{Flag, Flags};
pub use lists::{Persons, Stretches};
pub use records::{EntryKind, RecordState, Restated};
