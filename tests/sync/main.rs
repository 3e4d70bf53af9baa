//! Sync: phones that were away come to hold what their owners may see.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "../support/mod.rs"]
mod support;

mod collected;
mod cursors;
mod moved;
mod pulls;
mod renewed;
mod revoked;
mod shapes;
