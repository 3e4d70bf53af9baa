//! The organisation: a dated tree of units, and who has authority on which of them.
//!
//! Words: a *unit* is a node (federation, district, brigade, squad, partner); a *role* is authority
//! of a person on a unit and on all below it. A job in a shift is never called a role.
//!
//! Invariants:
//! - `unit_ancestors` holds, for every day, which units a unit stood below, itself included. The
//!   tree is asked through it alone, with an instant: nobody walks parents.
//! - The tree is public among those with an account; what a unit does is not.

mod actions;
mod model;
mod routes;
mod rules;
mod store;

pub use actions::{appoint_headquarters, federation, join, rename};
pub use model::{Apply, Authority, MembershipState, RoleKind, UnitKind};
pub use routes::configure;
pub use store::{
    MembershipRow, Reach, UnitRow, authority, federation as federation_unit, has_headquarters,
    reach, unit,
};
