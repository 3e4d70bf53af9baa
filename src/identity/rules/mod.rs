//! Decisions about sessions and attempts: a file a noun.

mod attempts;
mod sessions;

pub(super) use attempts::{Acquaintance, FAILURES_LIFE, may_try};
pub(super) use sessions::{Exchange, exchange, lasts};
