//! Acts on programs, sites, activities, shifts and sign-ups: a file a noun.

mod activities;
mod programs;
mod publication;
mod reads;
mod seats;
mod shifts;
mod sites;

pub(super) use activities::{create_activity, update_activity};
pub(super) use programs::{create_program, update_program};
pub(super) use publication::advance;
pub(super) use reads::{ActivitiesQuery, activities, activity};
pub(super) use seats::fill;
pub(super) use sites::{create_site, update_site};
