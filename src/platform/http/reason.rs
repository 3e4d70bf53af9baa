//! Why somebody does what falls on others, in his words.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::kernel::{codes::FieldCode, refusal::Refusal, text};

/// Characters of a reason at most.
const REASON_CHARS_MAX: usize = 500;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonBody {
    /// Why, on one line, for those on whom it falls.
    #[schema(max_length = 500)]
    reason: String,
}

impl ReasonBody {
    /// The reason.
    ///
    /// # Errors
    /// A refusal of the field, with what [`reason()`] has against it.
    pub fn reason(&self) -> Result<String, Refusal> {
        reason(&self.reason).map_err(|code| Refusal::field("/reason", code))
    }
}

/// A reason as it is kept.
///
/// # Errors
/// Those of [`text::line()`].
pub fn reason(text: &str) -> Result<String, FieldCode> {
    text::line(text, REASON_CHARS_MAX)
}
