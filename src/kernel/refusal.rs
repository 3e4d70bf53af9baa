//! A refusal: what somebody asked for is not done, nothing changed, and this is why.

use std::borrow::Cow;

use super::{
    codes::{Code, FieldCode},
    language::{Language, Text},
    time::Time,
    words::Word,
};

/// An expected no (a 4xx). Faults, which are ours, are another type: `platform::error::Fault`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason, from the one registry.
    pub code: Code,
    /// What the texts of the code name.
    pub params: Vec<(&'static str, Param)>,
    /// Which fields of the request are at fault.
    pub fields: Vec<FieldError>,
}

/// A value that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// The same in every language: a number, a date.
    Plain(String),
    /// An instant; people read the clock on their wall.
    Time(Time),
    /// A word out of a closed set; people read its label.
    Word(&'static str, Text),
}

impl Param {
    /// What a program reads.
    #[must_use]
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Plain(value) => value.into(),
            Self::Time(time) => time.to_string().into(),
            Self::Word(word, _) => (*word).into(),
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match self {
            Self::Plain(value) => value.clone(),
            Self::Time(time) => time.local_minute().replace('T', " "),
            Self::Word(_, label) => label.say(language, &[]),
        }
    }
}

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// A JSON pointer (RFC 6901) into the body, or the name of a query parameter.
    pub pointer: String,
    /// What is wrong.
    pub code: FieldCode,
}

impl Refusal {
    /// A parameter for the texts of the code.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, Param::Plain(value.to_string())));
        self
    }

    /// An instant as a parameter for the texts of the code.
    #[must_use]
    pub fn with_time(mut self, name: &'static str, value: Time) -> Self {
        self.params.push((name, Param::Time(value)));
        self
    }

    /// A word as a parameter for the texts of the code.
    #[must_use]
    pub fn with_word(mut self, name: &'static str, value: impl Word) -> Self {
        self.params.push((name, Param::Word(value.word(), value.label())));
        self
    }

    /// A refusal of one field of a body, or of a header.
    #[must_use]
    pub fn field(pointer: impl Into<String>, code: FieldCode) -> Self {
        let fields = vec![FieldError { pointer: pointer.into(), code }];
        Self { code: Code::InvalidFields, params: Vec::new(), fields }
    }

    /// A refusal of one parameter of a query.
    #[must_use]
    pub fn parameter(name: impl Into<String>, code: FieldCode) -> Self {
        Self { code: Code::InvalidQuery, ..Self::field(name, code) }
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self { code, params: Vec::new(), fields: Vec::new() }
    }
}

/// Collects what is wrong with the fields of a body, so that a person is told all of it at once.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// The parsed value, or nothing and the fault noted under `pointer`.
    pub fn take<T>(&mut self, pointer: &str, parsed: Result<T, FieldCode>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(code) => {
                self.0.push(FieldError { pointer: pointer.to_owned(), code });
                None
            }
        }
    }

    /// What was parsed, given to `build` when each field was fine.
    ///
    /// # Errors
    /// [`Code::InvalidFields`] with everything that was noted.
    pub fn finish<T>(self, build: impl FnOnce() -> Option<T>) -> Result<T, Refusal> {
        match build() {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Refusal { code: Code::InvalidFields, params: Vec::new(), fields: self.0 }),
        }
    }
}
