//! Acts on programs, sites, activities, shifts and sign-ups: a file a noun.

mod seats;

pub(super) use seats::{cancel_sign_ups, fill};
