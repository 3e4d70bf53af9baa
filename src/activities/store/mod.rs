//! The SQL of activities.
//!
//! | file | holds |
//! |---|---|
//! | `programs.rs` | programs |
//! | `sites.rs` | sites |
//! | `activities.rs` | activities, and lists of them |
//! | `places.rs` | places, positions and breaks as columns |
//! | `shifts.rs` | shifts one by one and of an activity |
//! | `shift_lists.rs` | lists of shifts |
//! | `seats.rs` | seats: what a sign-up locks |
//! | `sign_ups.rs` | sign-ups |
//! | `retirement.rs` | what leaves the phones, in several tables |

mod activities;
mod places;
mod programs;
mod retirement;
mod seats;
mod shift_lists;
mod shifts;
mod sign_ups;
mod sites;

pub(super) use activities::{
    ActivityFilter, ActivityRow, activities, activities_by_id, activity, insert_activity,
    lock_activity, put_activity,
};
pub use programs::program_facts;
pub(super) use programs::{
    ProgramFilter, ProgramRow, insert_program, lock_program, program, programs, put_program,
};
pub(super) use retirement::{lock_sign_ups_seen, retire_sign_ups, shifts_seen, to_retire};
pub(super) use seats::{
    SeatsRow, has_seats, insert_seats, lock_seats, lock_seats_of_shifts, put_seats, seats_of_shifts,
};
pub(super) use shift_lists::{OwnShiftFilter, ShiftFilter, own_shifts, shifts};
pub(super) use shifts::{
    ShiftRow, count_shifts, insert_shift, lock_each_shift, lock_shift, lock_shifts, lock_shifts_of,
    put_shift, service_dates, shift, shift_ahead, shifts_by_id,
};
pub(super) use sign_ups::{
    SignUpRow, ahead_of, count_ahead, count_in_shift, count_of_person, ever_in, has_sign_ups,
    insert_sign_up, insert_sign_ups, lock_queue, lock_sign_ups, lock_standing, offers_run_out,
    places_in, places_of, put_sign_up, shift_with_sign_up, sign_up, sign_ups_in, sign_ups_of,
    standing_of, standing_places, standing_sign_up,
};
pub(super) use sites::{
    SiteFilter, SiteRow, insert_site, lock_site, put_site, site, sites, sites_by_id,
};
