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
    /// A refusal of the field, with what [`text::line()`] has against it.
    pub fn reason(&self) -> Result<String, Refusal> {
        reason_of(&self.reason)
    }
}

/// A reason, from the field `reason` of a body that says other things too.
///
/// # Errors
/// A refusal of the field, with what [`text::line()`] has against it.
pub fn reason_of(said: &str) -> Result<String, Refusal> {
    let reason = text::line(said, REASON_CHARS_MAX);
    reason.map_err(|code: FieldCode| Refusal::field("/reason", code))
}
