//! What of persons stands in the feed.

use crate::{changelog::Projection, people::PersonRow};

/// The rows of this feature that stand in the feed.
pub const PROJECTIONS: &[Projection] = &[Projection::of::<PersonRow>()];
