//! Attendances over HTTP.
//!
//! | file | holds |
//! |---|---|
//! | `attendance_view.rs` | attendances as they go out |
//! | `capture_bodies.rs` | what a phone says of a check-in, a check-out, a position |
//! | `check_ins.rs` | check-ins and check-outs |
//! | `marks.rs` | what a leader enters for others |
//! | `ends.rs` | when somebody left who did not check out |
//! | `overlaps.rs` | where the time counts of who was in two shifts at once |
//! | `voids.rs` | what was wrong |
//! | `confirming.rs` | confirming records |
//! | `reports.rs` | how many people shifts served |

mod attendance_view;
mod capture_bodies;
mod check_ins;
mod confirming;
mod ends;
mod marks;
mod overlaps;
mod reports;
mod voids;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of attendances, and what is read and confirmed of records.
pub fn configure(config: &mut ServiceConfig<'_>) {
    check_ins::configure(config);
    marks::configure(config);
    ends::configure(config);
    voids::configure(config);
    overlaps::configure(config);
    confirming::configure(config);
    reports::configure(config);
}
