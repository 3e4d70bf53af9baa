//! Is the process alive, may it get requests, what has it counted.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use actix_web::{HttpResponse, get, web};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::answer::Answer;
use crate::platform::{
    db::{Db, setting},
    error::{Error, Fault},
};

/// Whether the server still takes requests: it says no while it stops, so that a load balancer
/// sends them elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// From now on the server is not ready.
    pub fn stop(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// It is well.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HealthView {
    /// `ok`.
    status: &'static str,
}

const OK: Answer<HealthView> = Answer(HealthView { status: "ok" });

/// The routes.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(livez).service(readyz).service(metrics);
}

/// The process runs.
#[utoipa::path(
    responses((status = 200, body = HealthView)),
    tag = "platform", security(())
)]
#[get("/livez")]
async fn livez() -> Answer<HealthView> {
    OK
}

/// The database answers and can be written to, and the server is not about to stop.
#[utoipa::path(
    responses((status = 200, body = HealthView)),
    tag = "platform", security(())
)]
#[get("/readyz")]
async fn readyz(
    db: web::Data<Db>,
    readiness: web::Data<Readiness>,
) -> Result<Answer<HealthView>, Error> {
    if readiness.0.load(Ordering::SeqCst) {
        return Err(Fault::Stopping.into());
    }
    if let Some(cause) = db.failure() {
        return Err(Fault::Storage(cause).into());
    }
    db.read(|conn| Ok(setting(conn, "root_key")?)).await?;
    Ok(OK)
}

/// Counters and durations in Prometheus' text format.
#[utoipa::path(
    responses((status = 200, body = String, content_type = "text/plain")),
    tag = "platform", security(())
)]
#[get("/metrics")]
async fn metrics(handle: web::Data<PrometheusHandle>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(handle.render())
}
