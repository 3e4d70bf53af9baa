//! Attendances over HTTP.
//!
//! | file | holds |
//! |---|---|
//! | `attendance_view.rs` | attendances as they go out |

mod attendance_view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of attendances, and what is read and confirmed of records.
pub fn configure(_: &mut ServiceConfig<'_>) {}
