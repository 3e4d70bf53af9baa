//! Acts on programs, sites, activities, shifts and sign-ups: a file a noun.

mod seats;
mod shifts;

pub(super) use seats::{cancel_sign_ups, fill};
pub(super) use shifts::follow;
