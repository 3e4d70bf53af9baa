//! Pull over HTTP.

use actix_web::{HttpResponse, post, web::Data};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        ids::{DeviceId, EntityId},
        refusal::Refusal,
        time::Time,
    },
    platform::{
        db::Db,
        error::{Error, Fault},
        http::{Json, Packer, wire_word},
    },
    sync::{
        Pulling,
        model::{Change, Page, Reset, Unusable, Visible},
        reads::{self, Asked},
    },
};

/// `POST /v1/sync/pull`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(pull);
}

wire_word!(Reset);

/// Changes of a page where the device does not say.
const LIMIT: usize = 1000;
/// Changes of a page at most.
const LIMIT_MAX: usize = 5000;

/// What a device asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PullBody {
    /// The cursor of the page before, as it came; absent the first time. One that cannot be used is
    /// no error: the device starts over, and is told why.
    cursor: Option<String>,
    /// How many changes at most: 1 to 5000, or 1000.
    #[schema(minimum = 1, maximum = 5000)]
    limit: Option<usize>,
    /// Whether to answer `verify` with the last page, if nobody else's is being worked out.
    #[serde(default)]
    verify: bool,
}

impl PullBody {
    fn limit(&self) -> Result<usize, Refusal> {
        match self.limit.unwrap_or(LIMIT) {
            limit @ 1..=LIMIT_MAX => Ok(limit),
            _ => Err(Refusal::field("/limit", FieldCode::OutOfRange)),
        }
    }
}

/// What became of a row.
#[derive(Debug, Serialize, ToSchema)]
struct ChangeView {
    /// The collection of the row.
    collection: String,
    /// The row.
    id: EntityId,
    /// Whether it is put in place of what the device holds of it, or leaves the device.
    op: Op,
    /// The row as its owner may see it; absent when it leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    doc: Option<Box<RawValue>>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Op {
    Put,
    Delete,
}

impl ChangeView {
    fn of(change: Change) -> Result<Self, Error> {
        let Change { collection, id, document } = change;
        let op = if document.is_some() { Op::Put } else { Op::Delete };
        let doc = document.map(RawValue::from_string).transpose().map_err(Fault::broken)?;
        Ok(Self { collection, id, op, doc })
    }
}

/// Why the device starts over: it marks what it holds, puts what it is given, and at `complete`
/// lets go of what is still marked. What waits to be handed in stays.
#[derive(Debug, Serialize, ToSchema)]
struct ResetView {
    /// The cause.
    reason: Reset,
}

/// Everything that the device's owner may see, as a number.
#[derive(Debug, Serialize, ToSchema)]
struct VerifyView {
    /// How many rows there are.
    count: u64,
    /// The sum over all rows, modulo 2⁶⁴, of the first eight bytes (big-endian) of SHA-256 over
    /// collection, a zero byte, id, a zero byte and the row in canonical form (RFC 8785); in
    /// sixteen hexadecimal digits.
    #[schema(pattern = "^[0-9a-f]{16}$")]
    sum: String,
}

impl From<Visible> for VerifyView {
    fn from(Visible { count, sum }: Visible) -> Self {
        Self { count, sum: format!("{sum:016x}") }
    }
}

/// A page of changes.
#[derive(Debug, Serialize, ToSchema)]
struct PullView {
    /// What became of which rows; the device puts them in this order.
    changes: Vec<ChangeView>,
    /// How far the device has read with this page: it is kept together with the changes.
    cursor: String,
    /// Whether there is nothing more for now.
    complete: bool,
    /// Present when the device starts over with this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    reset: Option<ResetView>,
    /// Present with the last page, when it was asked for and nobody else's was being worked out.
    #[serde(skip_serializing_if = "Option::is_none")]
    verify: Option<VerifyView>,
    /// The server's clock when the page was read.
    server_time: Time,
}

/// What became of the rows that the caller may see, since this device was told last.
///
/// The device asks again with the cursor it is given until `complete`. A page is full while there
/// is more. What its owner may not see any more leaves the device; so does what was removed.
#[utoipa::path(
    request_body = PullBody,
    responses((status = 200, body = PullView)),
    tag = "sync"
)]
#[post("/v1/sync/pull")]
async fn pull(
    caller: Caller,
    body: Json<PullBody>,
    db: Data<Db>,
    pulling: Data<Pulling>,
    packer: Packer,
) -> Result<HttpResponse, Error> {
    let device = caller.device.ok_or(Code::Unauthenticated)?;
    let asked = asked(&caller, device, &body, &pulling)?;
    let cursors = pulling.cursors.clone();
    let page = db.read(move |conn| Ok(reads::pull(conn, &asked, &pulling)?)).await?;
    let cursor = cursors.write(&page.cursor, caller.person, device);
    packer.answer(move || view(page, &cursor)).await
}

fn asked(
    caller: &Caller,
    device: DeviceId,
    body: &PullBody,
    pulling: &Pulling,
) -> Result<Asked, Error> {
    let read = |cursor: &String| {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_garbled| Unusable::Bad)?;
        pulling.cursors.read(&bytes, caller.person, device)
    };
    Ok(Asked {
        person: caller.person,
        cursor: body.cursor.as_ref().map(read),
        limit: body.limit()?,
        verify: body.verify,
        at: caller.now,
    })
}

fn view(page: Page, cursor: &[u8]) -> Result<PullView, Error> {
    Ok(PullView {
        changes: page.changes.into_iter().map(ChangeView::of).collect::<Result<_, _>>()?,
        cursor: URL_SAFE_NO_PAD.encode(cursor),
        complete: page.complete,
        reset: page.reset.map(|reason| ResetView { reason }),
        verify: page.visible.map(VerifyView::from),
        server_time: page.at,
    })
}
