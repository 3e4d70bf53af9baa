//! Sync over HTTP.
//!
//! | file | holds |
//! |---|---|
//! | `pulls.rs` | what a device is told |

mod pulls;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of sync.
pub fn configure(config: &mut ServiceConfig<'_>) {
    pulls::configure(config);
}
