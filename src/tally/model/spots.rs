//! What cells are grouped by before they are put into rows.

use super::Month;
use crate::kernel::{
    ids::{ProgramId, UnitId},
    proof::ProofClass,
};

/// What cells can be grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tally) enum Part {
    /// The unit that recorded.
    Unit,
    /// The district it was booked to.
    BookedDistrict,
    /// The program.
    Program,
    /// The month.
    Month,
    /// How it was proven.
    ProofClass,
    /// Where people were served.
    ServedDistrict,
}

/// By what cells are grouped for a cut: by no more than it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tally) struct Grain(pub(in crate::tally) Vec<Part>);

impl Grain {
    /// Whether cells are grouped by this.
    pub(in crate::tally) fn has(&self, part: Part) -> bool {
        self.0.contains(&part)
    }
}

/// A group of cells: what the grain does not ask for is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::tally) struct Spot {
    /// The unit that recorded.
    pub(in crate::tally) unit: Option<UnitId>,
    /// The district it was booked to.
    pub(in crate::tally) booked_district: Option<UnitId>,
    /// The program; none also for what has none.
    pub(in crate::tally) program: Option<ProgramId>,
    /// The month of the service date.
    pub(in crate::tally) month: Option<Month>,
    /// How it was proven.
    pub(in crate::tally) proof_class: Option<ProofClass>,
    /// The code of the district where people were served; empty where it is not known.
    pub(in crate::tally) served_district: Option<String>,
}
