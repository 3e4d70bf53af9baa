//! Answers: 200 with a body, 201 with a body, and the version of what is answered.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::header::{ETag, EntityTag},
};
use serde::Serialize;

/// 200 and a JSON body.
#[derive(Debug)]
pub struct Answer<T>(pub T);

/// 201 and a JSON body.
#[derive(Debug)]
pub struct Created<T>(pub T);

/// 200 and a JSON body, its version in the header `ETag`: what `If-Match` takes.
#[derive(Debug)]
pub struct Versioned<T>(pub i64, pub T);

impl<T: Serialize> Responder for Versioned<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let tag = EntityTag::new_strong(self.0.to_string());
        HttpResponse::Ok().insert_header(ETag(tag)).json(self.1)
    }
}

impl<T: Serialize> Responder for Answer<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self.0)
    }
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Created().json(self.0)
    }
}
