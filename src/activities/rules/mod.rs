//! Decisions about activities, shifts and sign-ups, and what is seen of them.
//!
//! | file | holds |
//! |---|---|
//! | `programs.rs` | how a program is changed, and until when it goes on |
//! | `sites.rs` | how a site is changed, and when it is open |
//! | `activities.rs` | what an activity must say, and what of it may change when |
//! | `activity_seen.rs` | what is seen of it, and by whom |
//! | `places.rs` | places as they are shown |
//! | `publication.rs` | who may take which step on it, and where it leads |
//! | `shifts.rs` | steps of shifts, and how they follow their activity |
//! | `shift_seen.rs` | what is seen of a shift |
//! | `shift_changes.rs` | how changes move shifts and their positions |
//! | `gates.rs` | whether somebody may sign up, and for what |
//! | `seats.rs` | who gets a seat, who waits, what is offered until when |
//! | `sign_ups.rs` | what becomes of a sign-up |
//! | `retirement.rs` | when what is over leaves the phones |
//! | `facts.rs` | what of a shift other features go by |

mod activities;
mod activity_days;
mod activity_seen;
mod facts;
mod gates;
mod places;
mod programs;
mod publication;
mod retirement;
mod seats;
mod shift_changes;
mod shift_seen;
mod shifts;
mod sign_ups;
mod sites;

pub(super) use activities::{
    AudienceToday, activity_changed, draft, is_moved, may_change_activity, may_submit,
};
pub(super) use activity_days::{holds_days, may_last};
pub(super) use activity_seen::place_seen;
pub(super) use facts::facts;
pub(super) use gates::{
    Age, Asker, Counts, Facts, IN_SHIFT_MAX, age, dates, keeps_offers, may_be_there, may_enter,
    may_take_part, meets, standing, takes_sign_ups,
};
pub(super) use places::place_json;
pub(super) use programs::program_changed;
pub(super) use publication::{activity_next, activity_stepped, insured_on, may_step_on_activity};
pub(super) use retirement::{
    due, in_one_step, retired_activity, retired_seats, retired_shift, retired_until,
};
pub(super) use seats::{has_free_seat, offered_until, placed, position, seats_following, vacated};
pub(super) use shift_changes::{
    goes_along, in_slot, may_change, may_leave, moved, moved_along, paired, paired_along, slot,
};
pub(super) use shifts::{concerns_shifts, following, may_begin, may_plan, next as next_of_shift};
pub(super) use sign_ups::{
    answered, ended, expired, has_run_out, invited, may_answer, offered, pinned, queued, seated,
};
pub(super) use sites::site_changed;
