//! What a tally is asked for, and what it is made of.
//!
//! | file | holds |
//! |---|---|
//! | `annual.rs` | the figures of a year |
//! | `asked.rs` | what a tally is asked for |
//! | `cuts.rs` | by what a tally is cut |
//! | `figures.rs` | keys and figures of rows |
//! | `periods.rs` | months, and from which to which |
//! | `scopes.rs` | of which units is read |
//! | `spots.rs` | what cells are grouped by |
//! | `years.rs` | years of which there is a report |

mod annual;
mod asked;
mod cuts;
mod figures;
mod periods;
mod scopes;
mod spots;
mod years;

pub use annual::AnnualReport;
pub(super) use asked::Asked;
pub use asked::Format;
pub(super) use cuts::Cut;
pub use cuts::{By, Districts};
pub(super) use figures::{Figures, Key, Row, Shown, Value};
pub(super) use periods::{Month, Period};
pub(super) use scopes::Scope;
pub(super) use spots::{Grain, Part, Spot};
pub use years::ReportYear;
