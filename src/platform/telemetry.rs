//! Logs and metrics.
//!
//! A log line never holds a name, a number, a place, a password or a token: requests are logged by
//! the pattern of their route (`http/around.rs`), not by their path or query.

use std::io::IsTerminal;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use super::config::{Config, LogFormat};

/// Starts to log to stderr. Only the first call of a process counts.
pub fn log_to_stderr(config: &Config) {
    // `config` has tried it already.
    let filter = EnvFilter::try_new(&config.log).unwrap_or_default();
    let terminal = std::io::stderr().is_terminal();
    let format =
        config.log_format.unwrap_or(if terminal { LogFormat::Text } else { LogFormat::Json });
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match format {
        LogFormat::Text => log.with_ansi(terminal).with_target(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).with_current_span(true).try_init(),
    };
    // A second start happens in tests; the first one's log goes on.
    let _already_started = started;
}

/// Buckets of durations, in seconds: counted as they come, where quantiles would keep samples.
const DURATION_BUCKETS: [f64; 11] =
    [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0];

/// The metrics of this process. Somebody has to call `run_upkeep` now and then: until then what was
/// measured waits in memory.
///
/// The recorder is the process's, so that the second server in one process (a test) counts into
/// the first one's.
#[must_use]
pub fn metrics() -> PrometheusHandle {
    static HANDLE: std::sync::OnceLock<PrometheusHandle> = std::sync::OnceLock::new();
    let install = || {
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets(&DURATION_BUCKETS).unwrap_or_else(|_| {
            // Only an empty list is refused.
            PrometheusBuilder::new()
        });
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        let _first = metrics::set_global_recorder(recorder);
        handle
    };
    HANDLE.get_or_init(install).clone()
}
