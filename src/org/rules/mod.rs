//! Decisions about the tree, memberships and roles, and what is seen of them: a file a noun.

mod audiences;
mod districts;
mod memberships;
mod roles;
mod units;

pub(super) use audiences::{Belonging, audiences};
pub use districts::{Dated, Seat, Today, district_name, district_today, districts, given_to};
pub use memberships::Joining;
pub(super) use memberships::{Part, joined, may_join, may_step, next, stepped};
pub(super) use roles::{may_appoint, may_end_by_itself};
pub(super) use units::{may_create, may_last, may_move_at};
