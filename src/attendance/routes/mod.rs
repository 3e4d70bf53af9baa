//! Attendances over HTTP.
//!
//! | file | holds |
//! |---|---|
//! | `attendance_view.rs` | attendances as they go out |
//! | `attendances.rs` | attendances |
//! | `confirming.rs` | confirming records |
//! | `record_explained.rs` | one record as it goes out |
//! | `records.rs` | what is read of records |
//! | `rosters.rs` | rosters |
//! | `totals.rs` | what somebody's service comes to |

mod attendance_view;
mod attendances;
mod confirming;
mod record_explained;
mod records;
mod rosters;
mod totals;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of attendances, and what is read and confirmed of records.
pub fn configure(config: &mut ServiceConfig<'_>) {
    attendances::configure(config);
    rosters::configure(config);
    records::configure(config);
    totals::configure(config);
    confirming::configure(config);
}
