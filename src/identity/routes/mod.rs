//! Accounts, devices, sessions and codes over HTTP: a file a noun.

mod accounts;
mod claim_codes;
mod devices;
mod invites;
mod meta;
mod passwords;
mod sessions;
mod tokens;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of identity: each file names its own.
pub fn configure(config: &mut ServiceConfig<'_>) {
    meta::configure(config);
    accounts::configure(config);
    sessions::configure(config);
    passwords::configure(config);
    devices::configure(config);
    claim_codes::configure(config);
    invites::configure(config);
}
