//! Corrections: what a PATCH says of one field.

use serde::{Deserialize, Deserializer};

use super::codes::FieldCode;

/// What somebody wants to become of a field. In a body an absent field stays as it is, and an
/// explicit `null` clears it; a field of this type wants `#[serde(default)]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Correction<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// Nothing is to stand there.
    Clear,
    /// This is to stand there.
    Set(T),
}

impl<T> Correction<T> {
    /// Whether anything is said of the field.
    #[must_use]
    pub const fn is_given(&self) -> bool {
        !matches!(self, Self::Keep)
    }

    /// The same of a borrowed value.
    #[must_use]
    pub const fn as_ref(&self) -> Correction<&T> {
        match self {
            Self::Keep => Correction::Keep,
            Self::Clear => Correction::Clear,
            Self::Set(value) => Correction::Set(value),
        }
    }

    /// The new value, if there is one, of a field that nothing can be without.
    ///
    /// # Errors
    /// [`FieldCode::Missing`] when it is to be cleared.
    pub fn kept(self) -> Result<Option<T>, FieldCode> {
        match self {
            Self::Keep => Ok(None),
            Self::Clear => Err(FieldCode::Missing),
            Self::Set(value) => Ok(Some(value)),
        }
    }

    /// The same of another type of value; nothing when the value does not parse.
    pub fn parse<U>(self, parse: impl FnOnce(T) -> Option<U>) -> Option<Correction<U>> {
        match self {
            Self::Keep => Some(Correction::Keep),
            Self::Clear => Some(Correction::Clear),
            Self::Set(value) => parse(value).map(Correction::Set),
        }
    }

    /// The same, its value read from text.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn read<U, E>(&self, read: impl FnOnce(&str) -> Result<U, E>) -> Result<Correction<U>, E>
    where
        T: AsRef<str>,
    {
        match self {
            Self::Keep => Ok(Correction::Keep),
            Self::Clear => Ok(Correction::Clear),
            Self::Set(value) => read(value.as_ref()).map(Correction::Set),
        }
    }

    /// What stands in the field afterwards, when writing it cannot fail.
    pub fn or<U>(self, before: Option<U>, write: impl FnOnce(T) -> U) -> Option<U> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(write(value)),
        }
    }

    /// What stands in the field afterwards.
    ///
    /// # Errors
    /// Those of `write`, which makes of the value what is kept.
    pub fn over<U, E>(
        self,
        before: Option<U>,
        write: impl FnOnce(T) -> Result<U, E>,
    ) -> Result<Option<U>, E> {
        match self {
            Self::Keep => Ok(before),
            Self::Clear => Ok(None),
            Self::Set(value) => write(value).map(Some),
        }
    }
}

impl<T> From<Option<T>> for Correction<T> {
    /// What a field that stands in a new thing is set to.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Keep, Self::Set)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Correction<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Body {
        #[serde(default)]
        phone: Correction<String>,
    }

    #[test]
    fn an_absent_field_stays_and_a_null_clears_it() {
        let after = |body: &str| {
            let body: Body = serde_json::from_str(body).unwrap();
            body.phone.over(Some("old".to_owned()), Ok::<_, ()>).unwrap()
        };

        assert_eq!(after("{}").as_deref(), Some("old"));
        assert_eq!(after(r#"{"phone":null}"#), None);
        assert_eq!(after(r#"{"phone":"new"}"#).as_deref(), Some("new"));
    }
}
