//! Acts on accounts, devices, sessions and codes: a file a noun.

mod accounts;
mod attempts;
mod claims;
mod devices;
mod invites;
mod passwords;
mod sessions;
mod setup_codes;

pub(super) use accounts::open_account;
pub(super) use attempts::{knock, try_number};
pub(super) use claims::{Made, make_claim_code, try_claim};
pub(super) use devices::{devices, forget_device};
pub(super) use invites::{end_invite, invites_of, letting_in, make_invite};
pub(super) use passwords::{change_password, replace_password};
pub(super) use sessions::{log_in, log_out, refresh};
pub use setup_codes::offer_setup_code;
pub(super) use setup_codes::sets_up;
