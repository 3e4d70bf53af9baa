//! Acts on programs, sites, activities, shifts and sign-ups: a file a noun.

mod answers;
mod offers;
mod placing;
mod reads;
mod seats;
mod seen;
mod sign_ups;

pub(super) use answers::answer;
pub use offers::expire_offers;
pub(super) use reads::authority_where_visible;
pub(super) use seats::{cancel_sign_ups, fill};
pub(super) use seen::{SignUpSeen, own_sign_ups, sign_up as sign_up_seen, sign_ups_in};
pub(super) use sign_ups::sign_up;
