//! The organisation: a dated tree of units, who belongs to them, and who has authority on which.
//!
//! Words: a *unit* is a node (federation, district, brigade, squad, partner); a *membership* is a
//! person in a unit; a *role* is authority of a person on a unit and on all below it. A job in a
//! shift is never called a role.
//!
//! Invariants:
//! - `unit_ancestors` holds, for every day, which units a unit stood below, itself included. The
//!   tree is asked through it alone, with an instant: nobody walks parents.
//! - What a person reads follows from memberships, roles and the tree, and is worked out anew in
//!   the transaction of each act that changes one of them. Such an act locks the unit, and for a
//!   squad its brigade, before it locks the person.
//! - Nobody decides about himself, and everybody but the last administrator may leave. Who leaves
//!   or is suspended holds no role there any more, so authority never outlives standing.
//! - What is given from above is not taken from beside: who ends a role, or a membership that
//!   carries one, could give it.
//! - Who is suspended in a unit is no member of those below it, and stays barred when he leaves.
//! - The tree is public among those with an account; what a unit does is not.

mod actions;
mod model;
mod routes;
mod rules;
mod store;

pub use actions::{
    PROJECTIONS, answers_for, appoint_headquarters, audiences_of, audit, federation, join,
    join_all, lock, may_read, reach, rename,
};
pub(crate) use actions::{appoint, create_unit, record_policy, update_unit};
pub use model::{Apply, Authority, MembershipState, Reach, RoleKind, Standing, UnitKind};
pub(crate) use model::{Appoint, CreateUnit, NewPolicy, UnitChanges, UnitName};
pub use routes::{MembershipView, configure};
pub use rules::{Dated, Joining, Seat, Today, district_name, district_today, districts, given_to};
pub use store::{
    Authorities, Listed, MembershipRow, Standings, UnitRow, administrators, authorities_ever,
    authority, below, district_of, ever_below, federation as federation_unit, holds_federation,
    is_insured, memberships_seen, people_in, seen_by, standing, standings, standings_ever,
    stood_below, unit, units_by_id, units_held, units_read,
};
