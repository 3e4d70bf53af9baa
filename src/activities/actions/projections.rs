//! What of plans stands in the feed.

use crate::{
    activities::store::{ActivityRow, ProgramRow, SeatsRow, ShiftRow, SignUpRow, SiteRow},
    changelog::Projection,
};

/// The rows of this feature that stand in the feed.
pub const PROJECTIONS: &[Projection] = &[
    Projection::of::<ProgramRow>(),
    Projection::of::<SiteRow>(),
    Projection::of::<ActivityRow>(),
    Projection::of::<ShiftRow>(),
    Projection::of::<SeatsRow>(),
    Projection::of::<SignUpRow>(),
];
