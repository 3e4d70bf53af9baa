//! A request whose sender nobody has asked for yet.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};

use super::around::RequestId;
use crate::{
    kernel::time::Time,
    platform::{
        clock::Clock,
        error::{Error, Fault},
    },
};

/// When a request was taken up, and its id.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Now, for everything that this request does.
    pub now: Time,
    /// The id of the request.
    pub request_id: String,
}

impl Visitor {
    /// Reads it from a request.
    ///
    /// # Errors
    /// A fault in a server without a clock.
    pub fn of(request: &HttpRequest) -> Result<Self, Error> {
        let clock = request.app_data::<web::Data<Clock>>();
        let clock = clock.ok_or_else(|| Fault::broken("the server was given no clock"))?;
        let id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
        Ok(Self { now: clock.now(), request_id: id.unwrap_or_default() })
    }
}

impl FromRequest for Visitor {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}
