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

/// 200, and what came of each, in the order in which they were asked for: each as a view that is
/// made of what came of it, or of the problem that stood against it.
#[derive(Debug)]
pub struct Results<T, V> {
    items: Vec<(EntityId, Result<T, Refusal>)>,
    view: fn(EntityId, Result<T, Problem>) -> V,
}

impl<T, V> Results<T, V> {
    /// What came of each of some things, in the order of their ids.
    pub fn of(
        ids: Vec<EntityId>,
        results: Vec<Result<T, Refusal>>,
        view: fn(EntityId, Result<T, Problem>) -> V,
    ) -> Self {
        Self { items: ids.into_iter().zip(results).collect(), view }
    }
}

/// A list under its name.
#[derive(Serialize)]
struct ResultsView<V> {
    results: Vec<V>,
}

impl<T, V: Serialize> Responder for Results<T, V> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let language = language_of(request);
        let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
        let request_id = request_id.unwrap_or_default();
        let problem = |refusal| Problem::new(&Error::Refusal(refusal), language, &request_id);
        let item =
            |(id, result): (EntityId, Result<T, Refusal>)| (self.view)(id, result.map_err(problem));
        let results = self.items.into_iter().map(item).collect();
        HttpResponse::Ok().json(ResultsView { results })
    }
}

/// 200, and of each whether it was done.
#[derive(Debug)]
pub struct Batch(Results<(), BatchItemView>);

impl Batch {
    /// A batch's results, in the order of its ids.
    pub fn of<Of, T>(ids: &[Id<Of>], results: Vec<Result<T, Refusal>>) -> Self {
        let ids = ids.iter().map(|id| id.entity()).collect();
        let results = results.into_iter().map(|result| result.map(drop)).collect();
        Self(Results::of(ids, results, BatchItemView::of))
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

impl BatchItemView {
    fn of(id: EntityId, result: Result<(), Problem>) -> Self {
        Self { id, done: result.is_ok(), problem: result.err() }
    }
}

impl Responder for Batch {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        self.0.respond_to(request)
    }
}
