//! Acts on programs, sites, activities, shifts and sign-ups: a file a noun.

mod programs;
mod seats;
mod sites;

pub(super) use programs::{create_program, update_program};
pub(super) use seats::{cancel_sign_ups, fill};
pub(super) use sites::{create_site, update_site};
