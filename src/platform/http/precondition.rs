//! `If-Match`: the version that a change was made from.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::IF_MATCH};

use crate::{
    kernel::{
        codes::{Code, FieldCode},
        refusal::Refusal,
        version::Expected,
    },
    platform::error::Error,
};

/// The version in the header (RFC 9110, section 13.1.1), if the request has one: `If-Match: "3"`.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(Option<i64>);

impl IfMatch {
    /// The version in the body, else the one in the header.
    ///
    /// # Errors
    /// [`Code::VersionRequired`] without either.
    pub fn or(self, body: Option<i64>) -> Result<Expected, Error> {
        body.or(self.0).map(Expected).ok_or_else(|| Code::VersionRequired.into())
    }
}

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(header) = request.headers().get(IF_MATCH) else { return ready(Ok(Self(None))) };
        let tag = header.to_str().ok().and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"'));
        let version = tag.and_then(|version| version.parse().ok());
        let unread = || Refusal::field("if-match", FieldCode::WrongType).into();
        ready(version.map(|version| Self(Some(version))).ok_or_else(unread))
    }
}
