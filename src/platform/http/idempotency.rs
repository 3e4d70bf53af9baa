//! `Idempotency-Key`: the id of an act whose body has none of its own.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};

use crate::{
    kernel::{
        caller::Caller,
        codes::FieldCode,
        ids::{ActId, Id},
        refusal::Refusal,
        time::Time,
    },
    platform::{db::Db, error::Error, random::Random},
};

/// What a step on a thing needs beside its id.
pub type Asked = (Caller, IdempotencyKey, Data<Db>, Data<Random>);

const HEADER: &str = "idempotency-key";

/// The key, a UUID, if the request has one.
#[derive(Clone, Copy, Debug)]
pub struct IdempotencyKey(pub Option<ActId>);

impl IdempotencyKey {
    /// The id of the act: the key, or for a request without one a new id, so that it cannot be
    /// repeated.
    #[must_use]
    pub fn act(self, random: &Random, now: Time) -> ActId {
        self.0.unwrap_or_else(|| random.id(now))
    }

    /// The id of an act that makes a thing: the id that the client gave the thing, else the key,
    /// else `made`, the one that the thing gets now.
    #[must_use]
    pub fn making<Of>(self, given: Option<Id<Of>>, made: Id<Of>) -> ActId {
        given.map(Id::of_act).or(self.0).unwrap_or_else(|| made.of_act())
    }
}

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
