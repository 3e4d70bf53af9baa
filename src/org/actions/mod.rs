//! Acts on the organisation: a file a noun.

mod audiences;
mod audit;
mod memberships;
mod policies;
mod projections;
mod reads;
mod roles;
mod units;

pub use audiences::lock;
pub use audit::audit;
pub(super) use memberships::{apply, approve_several, decide};
pub use memberships::{join, join_all, rename};
pub(crate) use policies::record_policy;
pub use projections::PROJECTIONS;
pub use reads::{audiences_of, may_read, reach};
pub(super) use reads::{membership, memberships_in, policies_over, role, roles_on};
pub(crate) use roles::appoint;
pub(super) use roles::end_role;
pub use roles::{answers_for, appoint_headquarters};
pub use units::federation;
pub(crate) use units::{create_unit, update_unit};
