//! The SQL of records and of the ledger.
//!
//! | file | holds |
//! |---|---|
//! | `records.rs` | records |
//! | `lists.rs` | lists of records, and sums |
//! | `entries.rs` | lines of the ledger: inserts and look-ups, nothing else |
//! | `retirement.rs` | what leaves the desk |
//! | `columns.rs` | lists as columns |

mod columns;
mod entries;
mod lists;
mod records;
mod retirement;

pub use entries::{EntryRow, entries_of};
pub(super) use entries::{entries_of_all, insert_entries};
pub(super) use lists::sums_of;
pub use lists::{RecordSearch, Scope, records};
pub use records::{RecordRow, counted, record, records_by_id};
pub(super) use records::{insert_records, lock_record, put_record};
pub(super) use retirement::{first_on_desk, on_desk, retire_records};
