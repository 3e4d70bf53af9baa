//! `muster openapi`.

use super::Failure;
use crate::app;

pub(super) fn run() -> Result<(), Failure> {
    println!("{}", json()?);
    Ok(())
}

/// The description, indented, without the server's version: it changes when the API does.
pub(super) fn json() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&app::openapi())
}
