//! Programs, sites, activities, shifts and sign-ups over HTTP: a file a noun.

use utoipa_actix_web::service_config::ServiceConfig;

mod activities;
mod activity_bodies;
mod places;
mod publication;
mod sign_ups;

/// The routes of programs, sites, activities, shifts and sign-ups.
pub fn configure(config: &mut ServiceConfig<'_>) {
    activities::configure(config);
    publication::configure(config);
    sign_ups::configure(config);
}
