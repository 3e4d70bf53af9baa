//! Problems as RFC 9457 has them, their words from the one registry.

use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use crate::{
    kernel::{
        language::{Language, Text},
        refusal::FieldError,
    },
    platform::error::Error,
};

/// What went wrong, for a program (`code`) and for a person (the texts).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A relative reference to the code's entry in the list of errors.
    #[serde(rename = "type")]
    kind: String,
    /// The HTTP status.
    status: u16,
    /// The stable word: the same in every language, and for ever of the same meaning.
    code: &'static str,
    /// What happened, in a few words of the caller's language.
    title: String,
    /// What happened, in a sentence.
    detail: String,
    /// What the caller can do.
    advice: String,
    /// The values that the texts name.
    params: BTreeMap<&'static str, String>,
    /// Whether the same request may succeed later, unchanged.
    retryable: bool,
    /// Which fields of the request are at fault.
    errors: Vec<ProblemField>,
    /// The id under which the server has logged this request.
    request_id: String,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// JSON pointer into the body, or the name of a query parameter.
    pointer: String,
    /// The stable word.
    code: &'static str,
    /// What is wrong, in the caller's language.
    detail: String,
}

impl Problem {
    /// The problem of an error, told in a language.
    #[must_use]
    pub fn new(error: &Error, language: Language, request_id: &str) -> Self {
        let entry = error.code().entry();
        let (params, fields) = match error {
            Error::Refusal(refusal) => (refusal.params.as_slice(), refusal.fields.as_slice()),
            Error::Fault(_) => ([].as_slice(), [].as_slice()),
        };
        let named = params.iter().map(|(name, param)| (*name, param.say(language)));
        let named: Vec<_> = named.chain([("request_id", request_id.to_owned())]).collect();
        let say = |text: Text| text.say(language, &named);
        let field = |error: &FieldError| ProblemField {
            pointer: error.pointer.clone(),
            code: error.code.word(),
            detail: error.code.text().say(language, &[]),
        };
        Self {
            kind: format!("/docs/errors#{}", entry.word),
            status: entry.status,
            code: entry.word,
            title: say(entry.title),
            detail: say(entry.detail),
            advice: say(entry.user),
            retryable: entry.retryable,
            errors: fields.iter().map(field).collect(),
            request_id: request_id.to_owned(),
            params: params
                .iter()
                .map(|(name, param)| (*name, param.plain().into_owned()))
                .collect(),
        }
    }

    /// The body of the answer.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists of them always serialise.
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }
}
