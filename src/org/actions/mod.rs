//! Acts on the organisation: a file a noun.

mod audiences;
mod memberships;
mod policies;
mod roles;
mod units;

pub(super) use memberships::{apply, decide};
pub use memberships::{join, rename};
pub(super) use policies::record_policy;
pub use roles::appoint_headquarters;
pub(super) use roles::{appoint, end_role};
pub use units::federation;
pub(super) use units::{create_unit, update_unit};
