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
//! | `seen.rs` | sign-ups as they are answered |
//! | `offers.rs` | the timed act that ends offers |
//! | `retirement.rs` | the timed act that clears the phones |
//! | `facts.rs` | what other features are told of shifts |
//! | `audit.rs` | a recount of documents |

mod activities;
mod answers;
mod audit;
mod facts;
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
pub use audit::audit;
pub use facts::{authority_over_shift, lock_shift, places_in, places_of, shift_facts};
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
