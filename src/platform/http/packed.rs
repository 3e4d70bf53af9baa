//! Long answers, packed with gzip. By hand: actix packs only where it may also unpack requests, and
//! that it does without a bound on what comes out.

use std::{
    future::{Ready, ready},
    io::{self, Write as _},
};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, ContentType, VARY},
    web,
};
use flate2::{Compression, write::GzEncoder};
use serde::Serialize;

use super::accept::takes_gzip;
use crate::platform::error::{Error, Fault};

/// A body below this is sent as it is: packed, it would fill as many packets.
const WORTH_BYTES: usize = 1024;

/// Packs the answer to a request, where its sender takes that.
#[derive(Clone, Copy, Debug)]
pub struct Packer {
    gzip: bool,
}

impl Packer {
    /// 200 and a JSON body, which is made, written and packed where it keeps no worker from other
    /// requests.
    ///
    /// # Errors
    /// What `body` says; a fault when it cannot be written.
    pub async fn answer<T: Serialize>(
        self,
        body: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<HttpResponse, Error> {
        let work = web::block(move || Ok::<_, Error>(self.written(&body()?)?));
        let (body, packed) = work.await.map_err(Fault::broken)??;
        let mut response = HttpResponse::Ok();
        response.insert_header(ContentType::json()).insert_header((VARY, "accept-encoding"));
        if packed {
            response.insert_header((CONTENT_ENCODING, "gzip"));
        }
        Ok(response.body(body))
    }

    fn written<T: Serialize>(self, body: &T) -> Result<(Vec<u8>, bool), Fault> {
        let json = serde_json::to_vec(body).map_err(Fault::broken)?;
        match self.gzip && json.len() >= WORTH_BYTES {
            true => Ok((packed(&json).map_err(Fault::broken)?, true)),
            false => Ok((json, false)),
        }
    }
}

/// The fastest level: documents are alike enough to shrink well under any, and others wait.
fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes)?;
    encoder.finish()
}

impl FromRequest for Packer {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let accepted = request.headers().get_all(ACCEPT_ENCODING);
        let gzip = accepted.filter_map(|value| value.to_str().ok()).any(takes_gzip);
        ready(Ok(Self { gzip }))
    }
}
