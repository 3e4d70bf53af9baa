//! What of service records stands in the feed.

use crate::{changelog::Projection, ledger::store::RecordRow};

/// The rows of this feature that stand in the feed.
pub const PROJECTIONS: &[Projection] = &[Projection::of::<RecordRow>()];
