//! Programs, sites, activities, shifts and sign-ups over HTTP: a file a noun.

use utoipa_actix_web::service_config::ServiceConfig;

mod places;

/// The routes of programs, sites, activities, shifts and sign-ups.
pub fn configure(_config: &mut ServiceConfig<'_>) {}
