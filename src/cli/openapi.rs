//! `muster openapi`.

use std::io;

use super::{Failure, say};
use crate::app;

pub(super) fn run() -> Result<(), Failure> {
    say(io::stdout(), &json()?);
    Ok(())
}

/// The description, indented, without the server's version: it changes when the API does.
pub(super) fn json() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&app::openapi())
}
