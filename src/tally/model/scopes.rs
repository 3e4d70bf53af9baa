//! Of which units is read.

use crate::kernel::ids::UnitId;

/// What of the federation is read: what is in one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tally) struct Scope {
    /// Districts of which is read what was booked to them, wherever the units that recorded it
    /// stand today, and the members of those that stood below them then.
    pub(in crate::tally) booked_to: Vec<UnitId>,
    /// Units of which is read what they recorded, and those that stand below them today.
    pub(in crate::tally) below: Vec<UnitId>,
}
