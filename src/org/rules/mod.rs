//! Decisions about the tree, memberships and roles, and what is seen of them: a file a noun.

mod audiences;
mod memberships;
mod roles;
mod units;

pub(super) use audiences::audiences;
pub(super) use memberships::{may_step, next, stepped};
pub(super) use roles::may_appoint;
pub(super) use units::{may_create, may_move_at};
