//! The language that an answer is to be in.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use super::around::language_of;
use crate::{kernel::language::Language, platform::error::Error};

/// The language of the header `Accept-Language`, else the one that the person chose, else Chinese.
/// It stands after the caller among a handler's arguments: who was not recognised yet chose none.
#[derive(Clone, Copy, Debug)]
pub struct Spoken(pub Language);

impl FromRequest for Spoken {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(language_of(request))))
    }
}
