//! `muster serve`.

use std::{convert::Infallible, io, net::SocketAddr, path::PathBuf, time::Duration};

use actix_web::{HttpServer, dev::ServerHandle, rt};
use clap::Args;
use futures_util::future::{Either, select};
use tokio::time::MissedTickBehavior;

use super::{Failure, messages, opening, say};
use crate::{
    app::Muster,
    identity,
    kernel::language::Language,
    platform::{
        clock::Clock,
        config::Config,
        db::Folder,
        error::{Error, Fault},
        telemetry,
    },
};

/// Requests at hand get so long to finish when the server stops.
const STOP_SECONDS: u64 = 30;
/// How often the server looks after itself.
const WATCH: Duration = Duration::from_secs(1);
/// How often it does what time has made due: nobody notices that an offer ran out so much later.
const TICK: Duration = Duration::from_secs(10);

#[derive(Args, Debug)]
pub(super) struct ServeArgs {
    /// Write the address that is served to FILE once it is 写出实际监听地址
    #[arg(long, value_name = "FILE")]
    port_file: Option<PathBuf>,
}

pub(super) fn run(args: &ServeArgs, config: &Config, language: Language) -> Result<(), Failure> {
    telemetry::log_to_stderr(config);
    rt::System::new().block_on(serve(args, config, language))
}

async fn serve(args: &ServeArgs, config: &Config, language: Language) -> Result<(), Failure> {
    let opened = opening::to_write(config, Clock::of_machine(), language)?;
    listen(opened, config, language, async |muster, address| {
        if let Some(file) = &args.port_file {
            write_whole(file, &address.to_string())?;
        }
        greet(muster, address, language).await
    })
    .await
}

/// Serves a system until somebody tells it to stop, having told `greet` where.
pub(super) async fn listen(
    (muster, folder): (Muster, Option<Folder>),
    config: &Config,
    language: Language,
    greet: impl AsyncFnOnce(&Muster, SocketAddr) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let served = muster.clone();
    let mut server =
        HttpServer::new(move || served.app()).disable_signals().shutdown_timeout(STOP_SECONDS);
    if let Some(workers) = config.workers {
        server = server.workers(workers.get());
    }
    let server = server.bind(config.listen)?;
    let address = server.addrs().first().copied().unwrap_or(config.listen);
    let server = server.run();
    let handle = server.handle();
    let running = rt::spawn(server);
    greet(&muster, address).await?;
    let ended = until_told(&muster, &handle, language).await;
    running.await??;
    let db = muster.db.clone();
    rt::task::spawn_blocking(move || db.close()).await?;
    drop(folder);
    ended
}

/// Says where it is, and, while nobody administers the federation, how that begins.
async fn greet(muster: &Muster, address: SocketAddr, language: Language) -> Result<(), Failure> {
    let params = [("address", address.to_string())];
    say(io::stdout(), &messages::LISTENING.say(language, &params));
    say(io::stdout(), &messages::DOCS.say(language, &params));
    let (keyring, now) = (muster.keyring.clone(), muster.clock.now());
    let offered = muster.db.write(move |tx| identity::offer_setup_code(tx, &keyring, now)).await?;
    let Some(code) = offered.value else { return Ok(()) };
    let body = serde_json::json!({
        "setup_code": code,
        "name": "秦岚",
        "phone": "13800000000",
        "password": "……",
        "device": { "id": muster.random.uuid(), "name": "terminal" },
    });
    let line = format!(
        "curl http://{address}/v1/accounts -H 'Content-Type: application/json' -d '{body}'"
    );
    say(io::stdout(), &messages::SETUP_CODE.say(language, &[("code", code)]));
    say(io::stdout(), &messages::SETUP_HOW.say(language, &[("line", line)]));
    Ok(())
}

/// Waits until somebody tells the server to stop, or its disk fails, and stops it.
async fn until_told(
    muster: &Muster,
    handle: &ServerHandle,
    language: Language,
) -> Result<(), Failure> {
    let told = Box::pin(told_to_stop());
    let failed = Box::pin(watched(muster));
    let timed = Box::pin(ticking(muster));
    let ended = match select(told, select(failed, timed)).await {
        Either::Left((signal, _)) => signal.map_err(Failure::from),
        Either::Right((Either::Left((cause, _)), _)) => {
            Err(messages::WRITER_STOPPED.say(language, &[("cause", cause)]).into())
        }
        Either::Right((Either::Right((never, _)), _)) => match never {},
    };
    say(io::stderr(), &messages::STOPPING.say(language, &[]));
    muster.readiness.stop();
    handle.stop(true).await;
    ended
}

/// Keeps the metrics small, and ends with the cause when the disk takes no more writes.
async fn watched(muster: &Muster) -> String {
    let mut watch = rt::time::interval(WATCH);
    loop {
        watch.tick().await;
        muster.metrics.run_upkeep();
        if let Some(cause) = muster.db.failure() {
            return cause;
        }
    }
}

/// Does what time has made due, again and again. A tick that fails is logged and made up for by the
/// next; one that is cut off when the server stops loses nothing but the steps that are left.
async fn ticking(muster: &Muster) -> Infallible {
    let mut ticks = rt::time::interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match muster.tick().await {
            Ok(()) | Err(Error::Fault(Fault::Stopping)) => {}
            Err(error) => tracing::error!(cause = %error, "timed acts failed"),
        }
    }
}

#[cfg(unix)]
async fn told_to_stop() -> io::Result<()> {
    use rt::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    select(Box::pin(terminate.recv()), Box::pin(rt::signal::ctrl_c())).await;
    Ok(())
}

#[cfg(not(unix))]
async fn told_to_stop() -> io::Result<()> {
    rt::signal::ctrl_c().await
}

/// A reader never sees half of it.
fn write_whole(file: &std::path::Path, text: &str) -> io::Result<()> {
    let new = file.with_extension("new");
    std::fs::write(&new, text)?;
    std::fs::rename(&new, file)
}
