//! Decisions about activities, shifts and sign-ups, and what is seen of them: a file a noun.

mod places;
mod seats;
mod shifts;
mod sign_ups;

pub(super) use places::{coarse, place_json};
pub(super) use seats::offered_until;
pub(super) use shifts::following;
pub(super) use sign_ups::{ended, offered};
