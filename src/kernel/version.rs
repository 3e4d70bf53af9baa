//! Versions of rows: a change says which one it was made from.

use super::{codes::Code, refusal::Refusal};

/// The version that somebody had before him when he made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected(pub i64);

impl Expected {
    /// Whether the row is still as it was.
    ///
    /// # Errors
    /// [`Code::StaleVersion`] when somebody changed it meanwhile.
    pub fn meets(self, version: i64) -> Result<(), Refusal> {
        if self.0 == version {
            return Ok(());
        }
        Err(Refusal::from(Code::StaleVersion).with("version", version).with("expected", self.0))
    }
}
