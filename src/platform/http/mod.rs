//! HTTP: what goes around every request, how bodies come in, how answers and problems go out.
//!
//! | file | holds |
//! |---|---|
//! | `around.rs` | request ids, spans, metrics, headers; problems in the caller's language |
//! | `problem.rs` | `application/problem+json` (RFC 9457) from the registry of codes |
//! | `accept.rs` | what a request would rather have |
//! | `csv.rs` | tables for spreadsheets |
//! | `described.rs` | the problems of each route, in OpenAPI |
//! | `batch.rs` | acts on several things at once, one result each |
//! | `idempotency.rs`, `precondition.rs` | `Idempotency-Key`, `If-Match` |
//! | `errors_page.rs` | that registry as a page |
//! | `json.rs`, `query.rs`, `path.rs` | extractors that name the field at fault |
//! | `reason.rs` | the reason that some acts want |
//! | `methods.rs` | what no route took: 405 or 404 |
//! | `answer.rs` | statuses and headers of answers |
//! | `packed.rs` | long answers, packed |
//! | `page.rs` | lists: limits and cursors |
//! | `visitor.rs` | when a request was taken up, and its id |
//! | `spoken.rs` | the language of an answer |
//! | `health.rs` | `/livez`, `/readyz`, `/metrics` |
//! | `schema.rs`, `wire_word.rs` | ids, instants and closed sets of words on the wire |

mod accept;
mod answer;
mod around;
mod batch;
mod csv;
mod described;
mod errors_page;
mod health;
mod idempotency;
mod json;
mod methods;
mod packed;
mod page;
mod path;
mod precondition;
mod problem;
mod query;
mod reason;
mod schema;
mod spoken;
mod visitor;
mod wire_word;

pub use answer::{Answer, Created, Versioned};
pub use around::{PersonLanguage, RequestId, around};
pub use batch::{BATCH_MAX, Batch, BatchBody, BatchView, Results, batch_ids};
pub use csv::{Csv, Tabled, wants_csv};
pub use described::describe_problems;
pub(crate) use errors_page::errors;
pub use errors_page::errors_page;
pub use health::{Readiness, configure as configure_health};
pub use idempotency::{Asked, IdempotencyKey};
pub use json::{BODY_BYTES_MAX, Json, OptionalJson};
pub use methods::{Methods, unrouted};
pub use packed::Packer;
pub use page::{Moment, PAGE_ITEMS_MAX, Page, PageQuery, Place};
pub use path::Path;
pub use precondition::IfMatch;
pub use problem::{Problem, ProblemField};
pub use query::{Query, day};
pub use reason::{ReasonBody, reason};
pub use spoken::Spoken;
pub use visitor::Visitor;
pub(crate) use wire_word::wire_word;
