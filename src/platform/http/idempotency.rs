//! `Idempotency-Key`: the id of an act whose body has none of its own.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use crate::{
    kernel::{codes::FieldCode, ids::ActId, refusal::Refusal},
    platform::error::Error,
};

const HEADER: &str = "idempotency-key";

/// The key, a UUID, if the request has one.
#[derive(Clone, Copy, Debug)]
pub struct IdempotencyKey(pub Option<ActId>);

impl FromRequest for IdempotencyKey {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(header) = request.headers().get(HEADER) else { return ready(Ok(Self(None))) };
        let key = header.to_str().ok().and_then(|key| key.parse().ok());
        ready(
            key.map(|key| Self(Some(key)))
                .ok_or_else(|| Refusal::field(HEADER, FieldCode::WrongType).into()),
        )
    }
}
