//! Minutes: what somebody served in a shift, who said so, and what it counts for.
//!
//! Words: a *record* is what somebody served in a shift, with the seven elements that the law wants
//! (Order 67 of the Ministry of Civil Affairs, article 7); an *entry* is a line of the ledger.
//! *Given* minutes come from evidence, *credited* ones from a policy.
//!
//! Invariants:
//! - Entries are only ever added: both databases refuse all else. The entries of a record that
//!   counts add up to its minutes, those of one that does not to nothing.
//! - A change of minutes is a reversal and a new entry; the act that made it says why.
//! - Nobody decides about his own hours. Who captured, confirmed or corrected a record does not
//!   approve it, and who recorded one does not uphold it.
//! - What the cells hold of a record is `contribution` of its row; a session is a day of an
//!   activity with an approved record.
//! - Acts lock session day → person → attendances → record. Whatever may move a record into
//!   `approved` or out of it locks the day first.
//!
//! A record is made when somebody confirms it; until then its attendances stand for it. That, and
//! what is read of records, lives in `attendance`, which sees both.

mod actions;
mod model;
mod routes;
mod rules;
mod store;

pub use actions::{
    PROJECTIONS, audit, enter, enter_all, flag, overlap, restate, retire, totals_of,
};
pub(crate) use actions::{
    approve_records, correct_record, dispute_record, reject_record, uphold_record,
};
pub(crate) use model::Correct;
pub use model::{EntryKind, Flag, Flags, Persons, RecordState, Restated, Stretches};
pub use routes::{RecordView, configure};
pub use store::{
    EntryRow, RecordRow, RecordSearch, Scope, counted, entries_of, record, records, records_by_id,
};
