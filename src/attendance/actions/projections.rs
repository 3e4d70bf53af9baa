//! What of who came stands in the feed.

use crate::{attendance::store::AttendanceRow, changelog::Projection};

/// The rows of this feature that stand in the feed.
pub const PROJECTIONS: &[Projection] = &[Projection::of::<AttendanceRow>()];
