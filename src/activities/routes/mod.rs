//! Programs, sites, activities, shifts and sign-ups over HTTP.
//!
//! | file | holds |
//! |---|---|
//! | `programs.rs` | programs |
//! | `sites.rs` | sites |
//! | `activities.rs` | activities |
//! | `activity_bodies.rs` | what comes in of activities |
//! | `publication.rs` | their steps |
//! | `places.rs` | places on the wire |
//! | `shifts.rs` | shifts |
//! | `shift_bodies.rs` | what comes in of shifts |
//! | `shift_steps.rs` | their steps |
//! | `my_shifts.rs` | one's own shifts |
//! | `sign_ups.rs` | sign-ups |

use utoipa_actix_web::service_config::ServiceConfig;

mod activities;
mod activity_bodies;
mod my_shifts;
mod places;
mod programs;
mod publication;
mod shift_bodies;
mod shift_steps;
mod shifts;
mod sign_ups;
mod sites;

/// The routes of programs, sites, activities, shifts and sign-ups.
pub fn configure(config: &mut ServiceConfig<'_>) {
    programs::configure(config);
    sites::configure(config);
    activities::configure(config);
    publication::configure(config);
    shifts::configure(config);
    shift_steps::configure(config);
    my_shifts::configure(config);
    sign_ups::configure(config);
}
