//! Figures over HTTP.
//!
//! | file | holds |
//! |---|---|
//! | `tallies.rs` | figures, cut into rows |
//! | `views.rs` | rows as they go out in JSON |
//! | `tables.rs` | rows as they go out to a spreadsheet |
//! | `annual.rs` | the sentence of a year |

mod annual;
mod tables;
mod tallies;
mod views;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of figures.
pub fn configure(config: &mut ServiceConfig<'_>) {
    tallies::configure(config);
    annual::configure(config);
}
