//! What of the tree and of memberships stands in the feed.

use crate::{
    changelog::Projection,
    org::store::{MembershipRow, UnitRow},
};

/// The rows of this feature that stand in the feed.
pub const PROJECTIONS: &[Projection] =
    &[Projection::of::<UnitRow>(), Projection::of::<MembershipRow>()];
