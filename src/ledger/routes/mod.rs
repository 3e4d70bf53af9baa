//! Records over HTTP: what is decided about those that are confirmed.
//!
//! | file | holds |
//! |---|---|
//! | `record_view.rs` | records as they go out |

mod record_view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use record_view::RecordView;

/// The routes of records that are confirmed.
pub fn configure(_: &mut ServiceConfig<'_>) {}
