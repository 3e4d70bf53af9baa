//! The SQL of activities: a file a noun.

mod activities;
mod places;
mod seats;
mod shifts;
mod sign_ups;

pub(super) use activities::{
    ActivityRow, Listed, activities, activity, goes_on, insert_activity, is_open, lock_activity,
    put_activity,
};
pub(super) use seats::{SeatsRow, lock_seats_of_shifts, put_seats};
pub(super) use shifts::{ShiftRow, lock_shift, lock_shifts_of, put_shift, shift};
pub(super) use sign_ups::{SignUpRow, lock_queue, lock_standing, put_sign_up};
