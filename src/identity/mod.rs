//! Accounts, devices, sessions, tokens: who is calling.
//!
//! Words: an *account* is a login that belongs to one person; a *device* is an installation of an
//! app; a *session* is the time from a device's login to its end.
//!
//! Invariants:
//! - There is no default password. The first administrator's account is made from a setup code that
//!   the server prints while nobody administers the federation; it can be used once.
//! - Every request asks the database whether its session still lasts: a lost phone is shut out at
//!   once, not when its token expires.
//! - A wrong password and an unknown phone number cost the same time and get the same answer.

mod actions;
mod bearer;
mod keyring;
mod model;
mod passwords;
mod routes;
mod rules;
mod store;
mod tokens;

pub use actions::offer_setup_code;
pub use keyring::Keyring;
pub use routes::configure;
