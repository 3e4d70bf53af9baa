//! Attendances over HTTP.
//!
//! | file | holds |
//! |---|---|
//! | `attendance_view.rs` | attendances as they go out |
//! | `reports.rs` | how many people shifts served |

mod attendance_view;
mod reports;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of attendances, and what is read and confirmed of records.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.configure(reports::configure);
}
