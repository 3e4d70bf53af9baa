//! Attendances over HTTP.
//!
//! | file | holds |
//! |---|---|
//! | `attendance_view.rs` | attendances as they go out |
//! | `confirming.rs` | confirming records |

mod attendance_view;
mod confirming;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of attendances, and what is read and confirmed of records.
pub fn configure(config: &mut ServiceConfig<'_>) {
    confirming::configure(config);
}
