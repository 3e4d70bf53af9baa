//! Requests that no route took: 405 with the methods of a known path, else 404.

use std::{
    collections::HashMap,
    future::{Ready, ready},
};

use actix_web::{HttpMessage, HttpRequest, HttpResponse, web::Data};
use utoipa::openapi::OpenApi;

use crate::{kernel::codes::Code, platform::error::Error};

/// The methods of each path, as the header `Allow` lists them (RFC 9110, section 10.2.1).
#[derive(Clone, Debug)]
pub struct Methods(HashMap<String, String>);

/// What the header `Allow` of this request's answer is to say.
#[derive(Clone, Debug)]
pub(super) struct Allow(pub(super) String);

impl Methods {
    /// The methods that a description names.
    #[must_use]
    pub fn of(openapi: &OpenApi) -> Self {
        let paths = openapi.paths.paths.iter().map(|(path, item)| {
            let methods = [
                ("GET", &item.get),
                ("POST", &item.post),
                ("PUT", &item.put),
                ("PATCH", &item.patch),
                ("DELETE", &item.delete),
            ];
            let known = methods.into_iter().filter(|(_, operation)| operation.is_some());
            (path.clone(), known.map(|(method, _)| method).collect::<Vec<_>>().join(", "))
        });
        Self(paths.collect())
    }
}

/// Answers what no route took.
///
/// # Errors
/// [`Code::MethodNotAllowed`], [`Code::NotFound`].
pub fn unrouted(
    request: HttpRequest,
    methods: Data<Methods>,
) -> Ready<Result<HttpResponse, Error>> {
    let pattern = request.match_pattern();
    let allowed = pattern.and_then(|pattern| methods.0.get(&pattern).cloned());
    let refusal = match allowed {
        Some(methods) => {
            request.extensions_mut().insert(Allow(methods));
            Code::MethodNotAllowed
        }
        None => Code::NotFound,
    };
    ready(Err(refusal.into()))
}
