//! Acts on programs, sites, activities, shifts and sign-ups: a file a noun.

mod activities;
mod answers;
mod offers;
mod placing;
mod programs;
mod publication;
mod reads;
mod retirement;
mod seats;
mod seen;
mod shift_changes;
mod shift_reads;
mod shifts;
mod sign_ups;
mod sites;

pub(super) use activities::{create_activity, update_activity};
pub(super) use answers::answer;
pub use offers::expire_offers;
pub(super) use programs::{create_program, update_program};
pub(super) use publication::advance;
pub(super) use reads::{ActivitySearch, activities, activity};
pub use retirement::retire;
pub(super) use seen::{SeenSignUp, own_sign_ups, sign_up as sign_up_seen, sign_ups_in};
pub(super) use shift_changes::update_shift;
pub(super) use shift_reads::{SeenShift, ShiftSearch, my_shifts, shift, shifts, shifts_of};
pub(super) use shifts::{add_shift, step_shift};
pub(super) use sign_ups::sign_up;
pub(super) use sites::{create_site, update_site};
