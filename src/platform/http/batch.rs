//! Acts on several things at once: one result each, in the order in which they were asked for.

use actix_web::{HttpMessage, HttpRequest, HttpResponse, Responder, body::BoxBody};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    around::{RequestId, language_of},
    problem::Problem,
};
use crate::{
    kernel::{
        codes::FieldCode,
        ids::{EntityId, Id},
        refusal::Refusal,
    },
    platform::error::Error,
};

/// Things of a batch at most.
pub const BATCH_MAX: usize = 200;

/// The ids of what an act is to be done to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchBody {
    /// Up to 200 ids.
    #[schema(min_items = 1, max_items = 200)]
    ids: Vec<EntityId>,
}

impl BatchBody {
    /// The ids.
    ///
    /// # Errors
    /// A refusal of a batch that is empty or too long.
    pub fn ids<Of>(&self) -> Result<Vec<Id<Of>>, Error> {
        Ok(batch_ids(&self.ids).map_err(|code| Refusal::field("/ids", code))?)
    }
}

/// The ids of a batch.
///
/// # Errors
/// [`FieldCode::Missing`] when there are none, [`FieldCode::TooMany`] over [`BATCH_MAX`].
pub fn batch_ids<Of>(ids: &[EntityId]) -> Result<Vec<Id<Of>>, FieldCode> {
    match ids.len() {
        0 => Err(FieldCode::Missing),
        1..=BATCH_MAX => Ok(ids.iter().map(|id| Id::new(id.uuid())).collect()),
        _ => Err(FieldCode::TooMany),
    }
}

/// 200, and what came of each.
#[derive(Debug)]
pub struct Batch(Vec<(EntityId, Option<Refusal>)>);

impl Batch {
    /// A batch's results, in the order of its ids.
    pub fn of<Of, T>(ids: &[Id<Of>], results: Vec<Result<T, Refusal>>) -> Self {
        let ids = ids.iter().map(|id| id.entity());
        Self(ids.zip(results.into_iter().map(Result::err)).collect())
    }
}

/// The results of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchView {
    /// One for each id, in their order.
    results: Vec<BatchItemView>,
}

/// What came of one thing of a batch.
#[derive(Debug, Serialize, ToSchema)]
struct BatchItemView {
    /// Which thing.
    id: EntityId,
    /// Whether it was done, or had been done before.
    done: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

impl Responder for Batch {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let language = language_of(request);
        let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
        let request_id = request_id.unwrap_or_default();
        let item = |(id, refusal): (EntityId, Option<Refusal>)| {
            let problem = refusal
                .map(|refusal| Problem::new(&Error::Refusal(refusal), language, &request_id));
            BatchItemView { id, done: problem.is_none(), problem }
        };
        let results = self.0.into_iter().map(item).collect();
        HttpResponse::Ok().json(BatchView { results })
    }
}
