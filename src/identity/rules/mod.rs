//! Decisions about sessions, attempts, claims, invites and devices: a file a noun.

mod attempts;
mod claims;
mod devices;
mod invites;
mod sessions;

pub(super) use attempts::{Acquaintance, FAILURES_LIFE, Patience, may_try};
pub(super) use claims::{Gate, Proof, Shown, is_open, passes, refused};
pub(super) use devices::surplus;
pub(super) use invites::lets_in;
pub(super) use sessions::{Exchange, exchange, lasts, lasts_since};
