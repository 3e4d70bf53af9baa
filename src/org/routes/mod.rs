//! The organisation over HTTP: a file a noun.

use utoipa_actix_web::service_config::ServiceConfig;

mod memberships;
mod policies;
mod roles;
mod units;

pub use memberships::MembershipView;

/// The routes of units, memberships, roles and insurance policies.
pub fn configure(config: &mut ServiceConfig<'_>) {
    units::configure(config);
    memberships::configure(config);
    roles::configure(config);
    policies::configure(config);
}
