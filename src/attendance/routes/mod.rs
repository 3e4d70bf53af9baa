//! Attendances over HTTP.
//!
//! | file | holds |
//! |---|---|
//! | `attendance_view.rs` | attendances as they go out |
//! | `capture_bodies.rs` | what a phone says of a check-in, a check-out, a position |
//! | `check_ins.rs` | check-ins and check-outs |
//! | `marks.rs` | what a leader enters for others |
//! | `attendances.rs` | attendances |
//! | `confirming.rs` | confirming records |
//! | `record_explained.rs` | one record as it goes out |
//! | `records.rs` | what is read of records |
//! | `rosters.rs` | rosters |
//! | `totals.rs` | what somebody's service comes to |
//! | `ends.rs` | when somebody left who did not check out |
//! | `overlaps.rs` | where the time counts of who was in two shifts at once |
//! | `voids.rs` | what was wrong |
//! | `reports.rs` | how many people shifts served |

mod attendance_view;
mod attendances;
mod capture_bodies;
mod check_ins;
mod confirming;
mod ends;
mod marks;
mod overlaps;
mod record_explained;
mod records;
mod reports;
mod rosters;
mod totals;
mod voids;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of attendances, and what is read and confirmed of records.
pub fn configure(config: &mut ServiceConfig<'_>) {
    check_ins::configure(config);
    marks::configure(config);

    attendances::configure(config);
    rosters::configure(config);
    records::configure(config);
    totals::configure(config);

    ends::configure(config);
    voids::configure(config);
    overlaps::configure(config);
    confirming::configure(config);
    reports::configure(config);
}
