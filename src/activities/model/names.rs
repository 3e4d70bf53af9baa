//! What things are called.

use crate::kernel::{codes::FieldCode, text};

/// Characters of a name at most.
const CHARS_MAX: usize = 100;

/// What a program, a site, an activity or the place of one is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name(String);

impl Name {
    /// Reads a name.
    ///
    /// # Errors
    /// Those of [`text::line()`].
    pub(crate) fn parse(name: &str) -> Result<Self, FieldCode> {
        text::line(name, CHARS_MAX).map(Self)
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
