//! Records over HTTP: what is decided about those that are confirmed.
//!
//! | file | holds |
//! |---|---|
//! | `records.rs` | approving, rejecting, correcting, contesting and upholding |
//! | `record_view.rs` | records as they go out |

mod record_view;
mod records;

use utoipa_actix_web::service_config::ServiceConfig;

pub use record_view::RecordView;

/// The routes of records that are confirmed.
pub fn configure(config: &mut ServiceConfig<'_>) {
    records::configure(config);
}
