//! Accounts, devices, sessions, tokens: who is calling.
//!
//! Words: an *account* is a login that belongs to one person; a *device* is an installation of an
//! app; a *session* is the time from a device's login to its end. A *claim code* opens an account
//! for somebody who has a record already, an *invite* for a stranger, who thereby applies to a
//! unit.
//!
//! Invariants:
//! - There is no default password. The first administrator's account is made from a setup code that
//!   the server prints while nobody who administers the federation has an account; it can be used
//!   once.
//! - Every request asks the database whether its session still lasts: a lost phone is shut out at
//!   once, not when its token expires.
//! - A wrong password and an unknown phone number cost the same time and get the same answer.
//! - A claim code lets in nobody for whom its maker does not answer, when it is made and when it is
//!   used; an invite nobody once its maker does not lead the unit any more.
//! - A wrong claim code gets the same answer as one that is shown without what proves it.
//! - Losing a phone ends nothing but its sessions: person, memberships, roles and hours stay, and
//!   whoever signs in on another one finds them all. Each session that lasts is of a device that is
//!   listed, so that it can be ended.
//! - Codes are kept as keyed hashes. Those for claims and invites are derived from the act that
//!   made them, so that a lost answer can be given again. A claim code that was given once is never
//!   given for anybody else.

mod actions;
mod bearer;
mod codes;
mod keyring;
mod model;
mod opening;
mod passwords;
mod routes;
mod rules;
mod store;
mod tokens;

pub use actions::offer_setup_code;
pub use keyring::Keyring;
pub(crate) use opening::Opening;
pub use routes::configure;
