//! JSON bodies: read whole, within a limit, with a pointer to the field that did not parse.

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    web::{Bytes, BytesMut},
};
use futures_util::{StreamExt, future::LocalBoxFuture};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path as FieldPath, Segment};

use crate::{
    kernel::{
        codes::{Code, FieldCode},
        refusal::Refusal,
    },
    platform::error::{Error, Fault},
};

/// Bytes of a body, where a route does not say otherwise.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// A body that was read as `T`.
#[derive(Debug)]
pub struct Json<T> {
    body: T,
    bytes: Bytes,
}

impl<T> Json<T> {
    /// The body.
    pub fn into_inner(self) -> T {
        self.body
    }

    /// The body in canonical form (RFC 8785): the same for the same content, however it was
    /// written.
    ///
    /// # Errors
    /// A fault, which no body that was read as `T` can bring about.
    pub fn canonical(&self) -> Result<Vec<u8>, Error> {
        let value: serde_json::Value =
            serde_json::from_slice(&self.bytes).map_err(Fault::broken)?;
        Ok(serde_json_canonicalizer::to_vec(&value).map_err(Fault::broken)?)
    }
}

impl<T> std::ops::Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.content_type().to_ascii_lowercase();
        let payload = payload.take();
        Box::pin(async move {
            if kind != "application/json" {
                return Err(Code::UnsupportedMediaType.into());
            }
            let bytes = read(payload).await?;
            let body = parse(&bytes)?;
            Ok(Self { body, bytes })
        })
    }
}

/// A body that may be left out: it is then what `T` is by default, and an empty object in canonical
/// form.
#[derive(Debug)]
pub struct OptionalJson<T>(pub Json<T>);

impl<T: DeserializeOwned + Default + 'static> FromRequest for OptionalJson<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.content_type().to_ascii_lowercase();
        let payload = payload.take();
        Box::pin(async move {
            let bytes = read(payload).await?;
            if bytes.is_empty() {
                let (body, bytes) = (T::default(), Bytes::from_static(b"{}"));
                return Ok(Self(Json { body, bytes }));
            }
            if kind != "application/json" {
                return Err(Code::UnsupportedMediaType.into());
            }
            let body = parse(&bytes)?;
            Ok(Self(Json { body, bytes }))
        })
    }
}

async fn read(mut payload: Payload) -> Result<Bytes, Error> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_broken| Refusal::from(Code::InvalidRequest))?;
        if bytes.len() + chunk.len() > BODY_BYTES_MAX {
            return Err(Refusal::from(Code::BodyTooLarge)
                .with("limit_bytes", BODY_BYTES_MAX)
                .into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// Reads a body.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let body = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let inner = error.inner();
        match inner.classify() {
            serde_json::error::Category::Data => field(error.path(), &inner.to_string()),
            _ => broken(inner),
        }
    })?;
    reader.end().map_err(|error| broken(&error))?;
    Ok(body)
}

fn broken(error: &serde_json::Error) -> Refusal {
    Refusal::from(Code::InvalidJson).with("line", error.line()).with("column", error.column())
}

/// Which field, and what is wrong with it. Serde tells the kind of fault only in its message.
fn field(path: &FieldPath, message: &str) -> Refusal {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escaped(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    let named = message.split('`').nth(1).map(escaped).unwrap_or_default();
    let code = field_code(message);
    let inside = matches!(code, FieldCode::Missing | FieldCode::UnknownField | FieldCode::Repeated);
    if inside && !pointer.ends_with(&format!("/{named}")) {
        pointer.push('/');
        pointer.push_str(&named);
    }
    Refusal::field(pointer, code)
}

/// What serde's message says is wrong.
pub(super) fn field_code(message: &str) -> FieldCode {
    match message {
        _ if message.starts_with("missing field") => FieldCode::Missing,
        _ if message.starts_with("unknown field") => FieldCode::UnknownField,
        _ if message.starts_with("unknown variant") => FieldCode::UnknownValue,
        _ if message.starts_with("duplicate field") => FieldCode::Repeated,
        _ => FieldCode::WrongType,
    }
}

/// A key as RFC 6901 writes it.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[expect(dead_code, reason = "only parsed")]
        name: String,
        #[expect(dead_code, reason = "only parsed")]
        marks: Vec<Mark>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Mark {
        #[expect(dead_code, reason = "only parsed")]
        at: u32,
    }

    fn refused(body: &str) -> String {
        let refusal = parse::<Body>(body.as_bytes()).unwrap_err();
        let fields =
            refusal.fields.iter().map(|field| format!(" {} {:?}", field.pointer, field.code));
        format!("{:?}{}", refusal.code, fields.collect::<String>())
    }

    #[test]
    fn a_body_that_is_no_json_is_told_apart_from_a_field_that_is_wrong() {
        let deep = format!("{{\"name\":{}", "[".repeat(100_000));
        for broken in ["", "{", "{\"name\":\"\\ud800\"}", "{\"name\":\"a\",\"marks\":[]} x", &deep]
        {
            assert!(refused(broken).starts_with("Invalid"), "{broken:.20}");
        }
        assert_eq!(refused("{"), "InvalidJson");
        assert_eq!(refused(r#"{"name":"\ud800"}"#), "InvalidJson");
        assert_eq!(refused(r#"{"name":1,"marks":[]}"#), "InvalidFields /name WrongType");
    }

    #[test]
    fn a_pointer_leads_to_the_field_at_fault() {
        let name = r#""name":"a""#;

        assert_eq!(refused(r#"{"marks":[]}"#), "InvalidFields /name Missing");
        assert_eq!(refused(&format!("{{{name},\"a/b\":1}}")), "InvalidFields /a~1b UnknownField");
        assert_eq!(
            refused(&format!("{{{name},\"marks\":[{{\"at\":1}},{{\"at\":-1}}]}}")),
            "InvalidFields /marks/1/at WrongType"
        );
        assert_eq!(
            refused(&format!("{{{name},{name},\"marks\":[]}}")),
            "InvalidFields /name Repeated"
        );
    }
}
