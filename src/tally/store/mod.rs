//! What is read of cells, records, memberships and the tree.
//!
//! | file | holds |
//! |---|---|
//! | `grains.rs` | columns that a cut asks for, and nulls for the others |
//! | `narrowing.rs` | what of a table is read |
//! | `sums.rs` | cells, grouped |
//! | `persons.rs` | who served, and who is a member |
//! | `units.rs` | the tree with all its days |

mod grains;
mod narrowing;
mod persons;
mod sums;
mod units;

pub(super) use persons::{Member, Suspension, members, served_by, suspensions};
pub(super) use sums::{served, sums};
pub(super) use units::{Line, lines, units};

use super::model::{Period, Scope};
use crate::kernel::ids::ProgramId;

/// What is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Within {
    /// Of these units; all of the federation without.
    pub(super) scope: Option<Scope>,
    /// Only this program.
    pub(super) program: Option<ProgramId>,
    /// Only these months.
    pub(super) period: Period,
}
