//! Acts on persons and on what they agreed to.

mod consents;
mod persons;
mod projections;
mod writing;

pub(super) use consents::{consent_own, withdraw_own};
pub use consents::{record_consent, record_consents, withdraw_consent};
pub use persons::{correct, create, create_all};
pub(super) use persons::{correct_own, own_file};
pub use projections::PROJECTIONS;
