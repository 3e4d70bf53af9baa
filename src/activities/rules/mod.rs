//! Decisions about activities, shifts and sign-ups, and what is seen of them: a file a noun.

mod gates;
mod seats;
mod sign_ups;

pub(super) use gates::{
    Age, Asker, Facts, dates, keeps_offers, may_be_there, may_invite, may_take_part, takes_sign_ups,
};
pub(super) use seats::{offered_until, placed, position, vacated};
pub(super) use sign_ups::{
    answered, ended, expired, has_run_out, invited, may_answer, offered, queued, seated,
};
