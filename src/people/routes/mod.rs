//! Persons over HTTP: the caller's own file, his consents, the privacy notice.

mod bodies;
mod consents;
mod me;
mod views;

use utoipa_actix_web::service_config::ServiceConfig;

pub use bodies::{CorrectionsBody, GuardianBody, IdDocumentBody, ProfileBody};
pub use consents::ConsentView;
pub use views::PersonView;

/// `GET,PATCH /v1/me`, `GET,POST /v1/me/consents`, `POST /v1/me/consents/{consent}/withdraw`,
/// `GET /v1/privacy-notices/current`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(me::show_me)
        .service(me::correct_me)
        .service(consents::list_own_consents)
        .service(consents::consent)
        .service(consents::withdraw_consent)
        .service(consents::show_privacy_notice);
}
