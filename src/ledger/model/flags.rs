//! What somebody is to look at before a record counts.

use std::collections::BTreeSet;

use crate::kernel::words::words;

words! {
    /// What was odd about a presence. It refuses nobody; it sends the record to a second person.
    pub enum Flag {
        /// The position was outside the fence.
        OutsideFence => "outside_fence" ("在范围外" / "outside the fence"),
        /// The place of work has no fence to be inside of.
        NoFence => "no_fence" ("未设范围" / "no fence"),
        /// He came more than an hour before the shift began.
        TooEarly => "too_early" ("过早" / "too early"),
        /// He came after the shift, or left long after it.
        TooLate => "too_late" ("过晚" / "too late"),
        /// He had no place in the shift.
        WalkIn => "walk_in" ("未报名" / "walk-in"),
        /// He did not want to say where he was.
        PlaceRefused => "place_refused" ("未提供位置" / "position refused"),
        /// It came here long after it was captured.
        LateCapture => "late_capture" ("补传" / "handed in late"),
        /// His membership was suspended.
        Suspended => "suspended" ("队籍暂停" / "suspended"),
        /// Something was captured after the record was confirmed, and is not in it.
        AfterConfirmation =>
            "after_confirmation" ("确认后又有登记" / "captured after confirmation"),
    }
}

/// Flags of a stay, or of a record: each once, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub BTreeSet<Flag>);

impl Flags {
    /// These and those of another.
    #[must_use]
    pub fn with(&self, others: impl IntoIterator<Item = Flag>) -> Self {
        Self(self.0.iter().copied().chain(others).collect())
    }
}
