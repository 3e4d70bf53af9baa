//! The organisation over HTTP: a file a noun.

mod units;

pub use units::configure;
