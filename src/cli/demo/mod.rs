//! `muster demo`.

use std::{io, net::TcpListener, time::Duration};

use actix_web::rt;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use self::{found::Found, progress::Bar};
use super::{Failure, opening, say, serve};
use crate::{
    demo::{self, Kept, Made, Order, Scale, Size},
    kernel::{
        codes::FieldCode,
        language::{Language, Text},
        time::{self, Time},
    },
    platform::{
        clock::{Clock, Stopwatch},
        config::Config,
        db::Claim,
        telemetry,
    },
};

mod federation;
mod found;
mod progress;
mod texts;
mod told;

/// The folder of a demo, so that nobody's own data is near it.
pub(super) const FOLDER: &str = "muster-demo";

/// The seed where none is told.
const SEED: u64 = 1;

/// How much of a scale is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Extent {
    /// All of it.
    #[default]
    Whole,
    /// So little that it is made in seconds: what is printed then says how little it is.
    Small,
}

#[derive(Args, Debug)]
pub(super) struct DemoArgs {
    /// What people and figures are drawn from, 1 unless told; the same draws the same 随机种子
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Last day of the demo, today unless told 截止日期
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<NaiveDate>,
    /// How much is made 规模
    #[arg(long, value_enum, default_value_t)]
    scale: Scale,
    /// Which year of the federation is made, with --scale federation: 2023 年份
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// For tests of this command, which nobody waits for: whole or small.
    #[arg(long, value_enum, default_value_t, hide = true)]
    size: Extent,
    /// Fill the folder and end 只生成数据，不启动服务
    #[arg(long)]
    no_serve: bool,
    /// Print one line of JSON with address and logins, and nothing else 只输出一行 JSON
    #[arg(long)]
    json: bool,
    /// Let other machines reach it: everybody who sees the passwords can sign in 允许其他机器访问
    #[arg(long)]
    allow_remote: bool,
}

impl DemoArgs {
    fn seed(&self) -> u64 {
        self.seed.unwrap_or(SEED)
    }

    /// Whether each option has a meaning at the scale that is asked for.
    fn apply(&self, language: Language) -> Result<(), Failure> {
        match self.scale {
            Scale::Sample if self.year.is_some() => Err(said(texts::YEAR_OF_SAMPLE, language)),
            Scale::Federation if self.until.is_some() => Err(said(texts::UNTIL_OF_YEAR, language)),
            Scale::Sample | Scale::Federation => Ok(()),
        }
    }
}

fn day(text: &str) -> Result<NaiveDate, String> {
    time::date(text).map_err(|_code: FieldCode| "YYYY-MM-DD".to_owned())
}

pub(super) fn run(args: &DemoArgs, config: &Config, language: Language) -> Result<(), Failure> {
    telemetry::log_to_stderr(config);
    rt::System::new().block_on(show(args, config, language))
}

async fn show(args: &DemoArgs, config: &Config, language: Language) -> Result<(), Failure> {
    args.apply(language)?;
    let now = now(args, Clock::of_machine().now()).ok_or_else(|| said(texts::FUTURE, language))?;
    if !args.no_serve {
        may_listen(args, config, language)?;
    }
    match args.scale {
        Scale::Sample => show_sample(args, config, language, now).await,
        Scale::Federation => show_federation(args, config, language).await,
    }
}

async fn show_sample(
    args: &DemoArgs,
    config: &Config,
    language: Language,
    now: Time,
) -> Result<(), Failure> {
    let made = match found::look(Scale::Sample, config, language)? {
        Found::Nothing(claim) => fill(args, (config, claim), language, now).await?,
        Found::Demo => again(args, config, language)?,
    };
    if args.no_serve {
        match args.json {
            true => told::tell_logins(&made.logins, None)?,
            false => told::tell(&made, None, (&config.data, Clock::of_machine().now()), language),
        }
        return Ok(());
    }
    let served = opening::to_write(config, Clock::of_machine(), language)?;
    serve::listen(served, config, language, async |muster, address| {
        if args.json {
            return told::tell_logins(&made.logins, Some(address));
        }
        let (standing, now) = (told::standing(muster, &made, language).await?, muster.clock.now());
        told::tell(&made, Some((address, &standing)), (&config.data, now), language);
        Ok(())
    })
    .await
}

/// The same at the scale of a federation.
async fn show_federation(
    args: &DemoArgs,
    config: &Config,
    language: Language,
) -> Result<(), Failure> {
    let made = federation::made(args, config, language).await?;
    let tell = |address| match args.json {
        true => told::tell_logins(&made.logins, address),
        false => federation::tell(&made, address, config, language),
    };
    if args.no_serve {
        return tell(None);
    }
    let served = opening::to_write(config, Clock::of_machine(), language)?;
    serve::listen(served, config, language, async |_, address| tell(Some(address))).await
}

/// The last instant of the demo: now, or the same time of an earlier day. None in the future.
fn now(args: &DemoArgs, machine: Time) -> Option<Time> {
    let today = machine.local_date();
    let days = (today - args.until.unwrap_or(today)).num_days();
    let seconds = u64::try_from(days).ok()?.checked_mul(24 * 3600)?;
    Some(machine.minus(Duration::from_secs(seconds)))
}

/// Whether it may be served where it is to be, before anything is made.
fn may_listen(args: &DemoArgs, config: &Config, language: Language) -> Result<(), Failure> {
    if !config.listen.ip().is_loopback() && !args.allow_remote {
        let params = [("address", config.listen.to_string())];
        return Err(texts::REMOTE.say(language, &params).into());
    }
    match TcpListener::bind(config.listen) {
        Ok(_free) => Ok(()),
        Err(error) => {
            let params = [("address", config.listen.to_string()), ("cause", error.to_string())];
            Err(texts::TAKEN.say(language, &params).into())
        }
    }
}

async fn fill(
    args: &DemoArgs,
    (config, claim): (&Config, Option<Claim>),
    language: Language,
    now: Time,
) -> Result<Made, Failure> {
    let (clock, hands) = Clock::standing_at(now);
    let watch = Stopwatch::start();
    let (muster, folder) = opening::to_write(config, clock, language)?;
    say(io::stderr(), &texts::FILLING.say(language, &[("folder", place(config))]));
    let size = match args.size {
        Extent::Whole => Size::DEMO,
        Extent::Small => Size::SMALL,
    };
    let order = Order { seed: args.seed(), now, size };
    let bar = Bar::new(language);
    let made = demo::fill(&muster, &hands, &order, &|done, all| bar.show(done, all)).await?;
    made.keep_in(&config.data)?;
    muster.db.write(|tx| Ok(demo::complete(tx, Scale::Sample)?)).await?;
    let db = muster.db.clone();
    rt::task::spawn_blocking(move || db.close()).await?;
    drop((bar, folder, claim));
    let seconds = format!("{:.1}", watch.elapsed().as_secs_f64());
    say(io::stderr(), &texts::FILLED.say(language, &[("seconds", seconds)]));
    Ok(made)
}

/// The demo that is there, if it is the one that is asked for.
fn again(args: &DemoArgs, config: &Config, language: Language) -> Result<Made, Failure> {
    let made: Made = found::again(&config.data, language)?;
    let params =
        [("place", place(config)), ("seed", made.seed.to_string()), ("until", made.until.clone())];
    if args.seed.is_some_and(|seed| seed != made.seed) {
        return Err(texts::OTHER_SEED.say(language, &params).into());
    }
    if args.until.is_some_and(|until| until.to_string() != made.until) {
        return Err(texts::OTHER_DAY.say(language, &params).into());
    }
    Ok(made)
}

fn said(text: Text, language: Language) -> Failure {
    text.say(language, &[]).into()
}

/// What is said of where the demo is.
fn of_place(text: Text, config: &Config, language: Language) -> Failure {
    text.say(language, &[("place", place(config))]).into()
}

/// Where the demo is: the folder, or the database, whose URL may hold a password.
fn place(config: &Config) -> String {
    match config.database_url {
        Some(_) => "DATABASE_URL".to_owned(),
        None => config.data.display().to_string(),
    }
}
