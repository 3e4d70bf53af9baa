//! Ids in a path.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use crate::{
    kernel::{codes::Code, ids::Id},
    platform::error::Error,
};

/// The one id in a route's path. What is no id is the id of nothing: 404.
#[derive(Debug)]
pub struct Path<Of>(pub Id<Of>);

impl<Of> FromRequest for Path<Of> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().iter().next().and_then(|(_, id)| id.parse().ok());
        ready(id.map(Self).ok_or_else(|| Code::NotFound.into()))
    }
}
