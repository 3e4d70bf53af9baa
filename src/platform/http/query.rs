//! Query strings, with the name of the parameter that did not parse.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::json::field_code;
use crate::{
    kernel::{refusal::Refusal, time::date},
    platform::error::Error,
};

/// A query string that was read as `T`. An unknown or repeated parameter is refused where `T`
/// denies unknown fields: a filter with a slip of the pen must not answer everything.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs = form_urlencoded::parse(request.query_string().as_bytes());
        let read = serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(pairs));
        ready(read.map(Self).map_err(|error| {
            let message = error.inner().to_string();
            let at = error.path().to_string();
            let named = message.split('`').nth(1);
            let pointer = if at == "." { named.unwrap_or_default().to_owned() } else { at };
            Refusal::parameter(pointer, field_code(&message)).into()
        }))
    }
}

/// A local date in a query.
///
/// # Errors
/// A refusal of the parameter, with what [`date`] has against it.
pub fn day(name: &'static str, text: Option<&str>) -> Result<Option<NaiveDate>, Refusal> {
    text.map(date).transpose().map_err(|code| Refusal::parameter(name, code))
}
