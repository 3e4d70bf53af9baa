//! From the bearer token of a request to the caller of an act.

use actix_web::{
    FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header::AUTHORIZATION, web::Data,
};
use futures_util::future::LocalBoxFuture;

use super::{keyring::Keyring, rules, store, tokens::Access};
use crate::{
    kernel::{
        caller::{Caller, Captured, Door, Grade},
        codes::Code,
        ids::{DeviceId, PersonId, SessionId},
    },
    platform::{
        db::Db,
        error::{Error, Fault},
        http::{PersonLanguage, Visitor},
    },
};

/// A caller, and the session that speaks for him on a device.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    pub(super) caller: Caller,
    pub(super) session: SessionId,
    pub(super) device: DeviceId,
}

impl FromRequest for Signed {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { recognise(&request).await })
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Ok(recognise(&request).await?.caller) })
    }
}

async fn recognise(request: &HttpRequest) -> Result<Signed, Error> {
    let missing = || Fault::broken("the server was not put together");
    let keyring = request.app_data::<Data<Keyring>>().ok_or_else(missing)?;
    let db = request.app_data::<Data<Db>>().ok_or_else(missing)?;
    let visitor = Visitor::of(request)?;
    let Access { session, language, .. } = keyring.tokens.read(bearer(request)?, visitor.now)?;
    if let Some(language) = language {
        request.extensions_mut().insert(PersonLanguage(language));
    }
    let now = visitor.now;
    let row = db.read(move |conn| Ok(store::session(conn, session)?)).await?;
    let row = row.filter(|row| rules::lasts(row, now)).ok_or(Code::SessionEnded)?;
    let (person, device) = (row.person, row.device);
    Ok(Signed { caller: caller(visitor, person, device), session, device })
}

fn bearer(request: &HttpRequest) -> Result<&str, Error> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = header.and_then(|header| header.split_once(' ')).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Code::Unauthenticated.into());
    }
    Ok(token.trim())
}

/// The caller of a request: what he does now was captured now, by our clock.
pub(super) fn caller(visitor: Visitor, person: PersonId, device: DeviceId) -> Caller {
    Caller {
        person,
        device: Some(device),
        now: visitor.now,
        captured: Captured { at: visitor.now, grade: Grade::A },
        door: Door::Http,
        request_id: visitor.request_id,
    }
}
