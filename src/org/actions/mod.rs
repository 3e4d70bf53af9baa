//! Acts on the organisation: a file a noun.

mod audiences;
mod memberships;
mod policies;
mod reads;
mod roles;
mod units;

pub use audiences::lock;
pub(super) use memberships::{apply, approve_several, decide};
pub use memberships::{join, join_all, rename};
pub(super) use policies::record_policy;
pub use reads::{audiences_of, may_read, reach};
pub(super) use reads::{membership, memberships_in, policies_over, role, roles_on};
pub use roles::{answers_for, appoint_headquarters};
pub(super) use roles::{appoint, end_role};
pub use units::federation;
pub(super) use units::{create_unit, update_unit};
