//! Acts on programs, sites, activities, shifts and sign-ups: a file a noun.

mod activities;
mod programs;
mod publication;
mod reads;
mod retirement;
mod seats;
mod shifts;
mod sites;

pub(super) use activities::{create_activity, update_activity};
pub(super) use programs::{create_program, update_program};
pub(super) use publication::advance;
pub(super) use reads::{ActivitiesQuery, activities, activity, authority_where_visible, visible};
pub use retirement::retire;
pub(super) use seats::{cancel_sign_ups, fill};
pub(super) use shifts::follow;
pub(super) use sites::{create_site, update_site};
