//! The SQL of the organisation: a file a noun.

mod lines;
mod memberships;
mod policies;
mod reach;
mod roles;
mod standing;
mod suspensions;
mod units;

pub use lines::{Authorities, Standings, authorities_ever, standings_ever};
pub use memberships::{Listed, MembershipRow, memberships_seen, people_in};
pub(in crate::org) use memberships::{
    insert_memberships, lock_membership, lock_memberships_of, member_units, membership,
    memberships_by_id, memberships_in, memberships_of, open_memberships, people_below,
    put_membership,
};
pub(crate) use policies::PolicyRow;
pub use policies::is_insured;
pub(in crate::org) use policies::{insert_policy, policies_over, policy};
pub(in crate::org) use reach::reach;
pub use reach::seen_by;
pub(crate) use roles::RoleRow;
pub use roles::{administrators, authority, units_held, units_read};
pub(in crate::org) use roles::{
    all_roles_of, end_role, insert_role, leaders_of, led_units, other_administrators, role,
    roles_at_or_below, roles_of, roles_on, same_role,
};
pub use standing::{below, district_of, ever_below, standing, standings, stood_below};
pub(in crate::org) use suspensions::{
    end_suspensions, insert_suspension, is_suspended_over, suspended_in,
};
pub use units::{UnitRow, federation, holds_federation, unit, units_by_id};
pub(in crate::org) use units::{
    insert, insert_ancestors, list, lock_units, move_below, put, settled_at,
};
