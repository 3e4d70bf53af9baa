//! Acts on programs, sites, activities, shifts and sign-ups: a file a noun.

mod activities;
mod publication;
mod reads;
mod seats;
mod shifts;

pub(super) use activities::{create_activity, update_activity};
pub(super) use publication::advance;
pub(super) use reads::{ActivitiesQuery, activities, activity, authority_where_visible, visible};
pub(super) use seats::{cancel_sign_ups, fill};
pub(super) use shifts::follow;
