//! Records and lines of the ledger.

use super::{Flags, Stretches};
use crate::kernel::{
    caller::Grade,
    ids::RecordId,
    proof::ProofClass,
    words::{Word, words},
};

words! {
    /// What became of a record. Where units publish records before they count there will be states
    /// between `approved` and `final`; here what is approved counts.
    pub enum RecordState {
        /// From attendances; nobody has confirmed it.
        Computed => "computed" ("待确认" / "to be confirmed"),
        /// Confirmed; a second person is to look at it.
        InReview => "in_review" ("待审核" / "in review"),
        /// He was captured in another shift at the same time; a superior is to decide.
        NeedsReview => "needs_review" ("时间重叠，待处理" / "overlaps, to be settled"),
        /// It counts.
        Approved => "approved" ("已核定" / "approved"),
        /// The volunteer contests it.
        Disputed => "disputed" ("有异议" / "disputed"),
        /// A second person said no.
        Rejected => "rejected" ("未通过" / "rejected"),
        /// Nothing of it is left.
        Voided => "voided" ("已作废" / "voided"),
    }
}

impl RecordState {
    /// Those of records that count, or will once somebody has decided.
    pub fn open() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|state| state.is_open())
    }

    /// The state that is shown of a record: what overlaps is to be settled first, whatever else it
    /// is.
    #[must_use]
    pub const fn shown(self, overlaps: bool) -> Self {
        if overlaps && self.is_open() { Self::NeedsReview } else { self }
    }

    /// Whether it counts, or will once somebody has decided.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Rejected | Self::Voided)
    }

    /// Whether its minutes stand in the ledger.
    #[must_use]
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Computed | Self::Rejected | Self::Voided)
    }
}

words! {
    /// What a line of the ledger is.
    pub enum EntryKind {
        /// Minutes that were given.
        Given => "given" ("记入" / "given"),
        /// Takes an earlier line back, whole.
        Reversal => "reversal" ("冲销" / "reversal"),
    }
}

/// What is left of a record when stays in it were voided or given to another shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restated {
    /// Whole minutes from evidence.
    pub given_minutes: i64,
    /// Whole minutes after the record's policy.
    pub credited_minutes: i64,
    /// How they were proven; as before when nothing is left.
    pub proof_class: ProofClass,
    /// How far the captured times can be trusted; as before when nothing is left.
    pub grade: Grade,
    /// What of his stays is handed to the policy: without what was ceded, and of one that was
    /// entered afterwards no more than the shift.
    pub stays: Stretches,
    /// What was odd about them.
    pub flags: Flags,
    /// Whether one of them still overlaps with a stay elsewhere.
    pub overlaps: bool,
}

/// Other minutes for a record.
#[derive(Clone, Debug)]
pub(crate) struct Correct {
    /// Which record.
    pub(crate) record: RecordId,
    /// The whole minutes that he gave.
    pub(crate) given_minutes: i64,
    /// Why.
    pub(crate) reason: String,
}
