//! Acts on programs, sites, activities, shifts and sign-ups, and what is read of them.
//!
//! | file | holds |
//! |---|---|
//! | `programs.rs` | making and changing programs |
//! | `sites.rs` | making and changing sites |
//! | `activities.rs` | planning and changing activities |
//! | `publication.rs` | their steps: from a draft before the audience, and to the end |
//! | `reads.rs` | what of activities somebody may look at |
//! | `shifts.rs` | adding shifts and their steps; how they follow their activity |
//! | `shift_changes.rs` | changing shifts, one or several |
//! | `shift_reads.rs` | what of shifts somebody may look at |
//! | `sign_ups.rs` | signing up and asking others; how sign-ups are written and told of |
//! | `answers.rs` | accepting, declining, withdrawing |
//! | `placing.rs` | finding somebody a seat, or a place in the queue |
//! | `seats.rs` | what follows when seats come free or go |
//! | `slices.rs` | many acts of many persons at once |
//! | `seen.rs` | sign-ups as they are answered |
//! | `offers.rs` | the timed act that ends offers |
//! | `retirement.rs` | the timed act that clears the phones |
//! | `facts.rs` | what other features are told of shifts |
//! | `projections.rs` | what of plans stands in the feed |

mod activities;
mod answers;
mod facts;
mod offers;
mod placing;
mod programs;
mod projections;
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
mod slices;

pub(crate) use activities::create_activity;
pub(super) use activities::update_activity;
pub(crate) use answers::answer;
pub use facts::{
    authority_over_shift, lock_each_shift, lock_shift, places_in, places_of, shift_facts,
};
pub use offers::expire_offers;
pub(crate) use programs::create_program;
pub(super) use programs::update_program;
pub use projections::PROJECTIONS;
pub(crate) use publication::advance;
pub(super) use reads::{ActivitySearch, activities, activity};
pub use retirement::retire;
pub(crate) use seen::SeenSignUp;
pub(super) use seen::{own_sign_ups, sign_up as sign_up_seen, sign_ups_in};
pub(super) use shift_changes::update_shift;
pub(crate) use shift_reads::SeenShift;
pub(super) use shift_reads::{ShiftSearch, my_shifts, shift, shifts, shifts_of};
pub(crate) use shifts::add_shift;
pub(super) use shifts::step_shift;
pub(crate) use sign_ups::sign_up;
pub(crate) use sites::create_site;
pub(super) use sites::update_site;
pub(crate) use slices::sign_up_all;
