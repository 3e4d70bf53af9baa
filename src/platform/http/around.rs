//! What goes around every request: its id, its span, its headers, and problems made readable.

use actix_web::{
    Error as ActixError, HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::BoxBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{
            ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONTENT_LANGUAGE, HeaderMap, HeaderName,
            HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    web,
};
use tracing::Instrument;

use super::{accept, json::BODY_BYTES_MAX, methods::Allow, problem::Problem};
use crate::{
    kernel::{codes::Code, language::Language, refusal::Refusal},
    platform::{
        clock::Stopwatch,
        error::{Error, Fault},
        random::Random,
    },
};

/// The id of a request: in its span, in each problem, in the header `X-Request-Id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

/// The language that the person who calls has chosen; whoever recognises him leaves it in the
/// request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonLanguage(pub Language);

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Seconds after which a client that was turned away for want of room may come again, at most: the
/// actual number is drawn, so that a thousand phones do not come back together.
const RETRY_SECONDS_MAX: u64 = 5;

/// The one middleware.
///
/// # Errors
/// None of its own.
pub async fn around(
    mut request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    if request.method() == Method::HEAD {
        // RFC 9110, section 9.3.2: as GET, and the server leaves the body out by itself.
        request.head_mut().method = Method::GET;
    }
    let random = request.app_data::<web::Data<Random>>().cloned();
    let id = random.as_ref().map(|random| random.uuid().to_string()).unwrap_or_default();
    request.extensions_mut().insert(RequestId(id.clone()));
    let route = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    let method = request.method();
    let span = tracing::info_span!(
        "request", request.id = %id, http.method = %method, http.route = %route
    );
    let watch = Stopwatch::start();
    let mut response = next.call(request).instrument(span.clone()).await?;
    if response.status().is_client_error() || response.status().is_server_error() {
        let retry = random.map_or(1, |random| 1 + random.below(RETRY_SECONDS_MAX));
        response = span.in_scope(|| readable(response, &id, retry));
    }
    dress(response.headers_mut(), &id);
    span.in_scope(|| count(&route, response.status(), watch));
    Ok(response)
}

fn dress(headers: &mut HeaderMap, id: &str) {
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(X_REQUEST_ID, id);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

fn count(route: &str, status: StatusCode, watch: Stopwatch) {
    let (elapsed, status) = (watch.elapsed(), status.as_u16());
    tracing::info!(http.status = status, duration_ms = elapsed.as_secs_f64() * 1000.0, "answered");
    let labels = [("route", route.to_owned()), ("status", status.to_string())];
    metrics::counter!("muster_http_requests_total", &labels).increment(1);
    metrics::histogram!("muster_http_request_seconds").record(elapsed.as_secs_f64());
}

/// Turns a failed answer, the framework's own too, into a problem in the caller's language.
fn readable(
    response: ServiceResponse<BoxBody>,
    id: &str,
    retry_after_s: u64,
) -> ServiceResponse<BoxBody> {
    let (request, response) = response.into_parts();
    let allow = request.extensions().get::<Allow>().map(|allow| allow.0.clone());
    let ours = response.error().and_then(|error| error.as_error::<Error>());
    let foreign = of_framework(response.status());
    let error = ours.unwrap_or(&foreign);
    if let Error::Fault(fault) = error {
        log(fault);
    }
    let retry_after_s = wait_of(error).unwrap_or(retry_after_s);
    let language = language_of(&request);
    let problem = Problem::new(error, language, id);
    let mut answer = HttpResponse::build(error.status_code());
    answer.insert_header((CONTENT_LANGUAGE, language.tag()));
    match error.status_code() {
        StatusCode::UNAUTHORIZED => answer.insert_header((WWW_AUTHENTICATE, "Bearer")),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
            answer.insert_header((RETRY_AFTER, retry_after_s))
        }
        _ => &mut answer,
    };
    if let Some(allow) = allow {
        answer.insert_header((ALLOW, allow));
    }
    let answer = answer.content_type("application/problem+json").body(problem.to_json());
    ServiceResponse::new(request, answer)
}

/// The seconds that a refusal itself asks its caller to wait.
fn wait_of(error: &Error) -> Option<u64> {
    let Error::Refusal(refusal) = error else { return None };
    let wait = refusal.params.iter().find(|(name, _)| *name == "retry_after_s");
    wait.and_then(|(_, wait)| wait.plain().parse().ok())
}

/// A refusal that the framework spoke before any code of ours ran.
fn of_framework(status: StatusCode) -> Error {
    match status {
        StatusCode::NOT_FOUND => Code::NotFound.into(),
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed.into(),
        StatusCode::PAYLOAD_TOO_LARGE => {
            Refusal::from(Code::BodyTooLarge).with("limit_bytes", BODY_BYTES_MAX).into()
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType.into(),
        status if status.is_client_error() => Code::InvalidRequest.into(),
        status => Fault::broken(format!("the framework answered {status}")).into(),
    }
}

/// A queue that is full is load, not a failure; anything else is looked into.
fn log(fault: &Fault) {
    match fault {
        Fault::QueueFull | Fault::Stopping => tracing::warn!(cause = %fault, "turned away"),
        Fault::Database(_) | Fault::Storage(_) | Fault::Broken(_) => {
            tracing::error!(cause = %fault, "failed");
        }
    }
}

pub(super) fn language_of(request: &HttpRequest) -> Language {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let asked = header.and_then(accept::language);
    let chosen = || request.extensions().get::<PersonLanguage>().map(|chosen| chosen.0);
    asked.or_else(chosen).unwrap_or_default()
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code().entry().status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
