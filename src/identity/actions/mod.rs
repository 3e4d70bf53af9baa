//! Acts on accounts, devices and sessions: a file a noun.

mod accounts;
mod attempts;
mod sessions;
mod setup_codes;

pub(super) use accounts::set_up;
pub(super) use attempts::knock;
pub(super) use sessions::{log_in, log_out, refresh};
pub use setup_codes::offer_setup_code;
