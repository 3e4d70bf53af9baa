//! The SQL of activities: a file a noun.

mod activities;
mod places;
mod programs;
mod retirement;
mod seats;
mod shifts;
mod sign_ups;
mod sites;

pub(super) use activities::{
    ActivityRow, Listed, activities, activity, goes_on, insert_activity, is_open, lock_activity,
    put_activity,
};
pub(super) use programs::{
    ProgramFilter, ProgramRow, insert_program, lock_program, program, programs, put_program,
};
pub(super) use retirement::{
    first_to_retire, lock_shifts_seen, lock_sign_ups_seen, retire_sign_ups,
};
pub(super) use seats::{SeatsRow, lock_seats_of_shifts, put_seats};
pub(super) use shifts::{ShiftRow, lock_shift, lock_shifts_of, put_shift, shift};
pub(super) use sign_ups::{SignUpRow, lock_queue, lock_standing, put_sign_up};
pub(super) use sites::{SiteFilter, SiteRow, insert_site, lock_site, put_site, site, sites};
