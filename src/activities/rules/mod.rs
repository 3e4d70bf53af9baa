//! Decisions about activities, shifts and sign-ups, and what is seen of them: a file a noun.

mod places;
mod programs;
mod seats;
mod sign_ups;
mod sites;

pub(super) use places::{coarse, place_json};
pub(super) use seats::offered_until;
pub(super) use sign_ups::{ended, offered};
