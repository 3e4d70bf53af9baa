//! `muster demo`.

use std::{
    cell::Cell,
    io::{self, IsTerminal, Write},
    net::TcpListener,
    path::Path,
    time::Duration,
};

use actix_web::rt;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{Failure, opening, say, serve};
use crate::{
    demo::{self, Held, Made, Order, Size},
    kernel::{
        codes::FieldCode,
        language::{Language, Text},
        time::{self, Time},
    },
    platform::{
        clock::{Clock, Stopwatch},
        config::Config,
        db::{Folder, Target},
        telemetry,
    },
};

mod federation;
mod texts;
mod told;

/// The folder of a demo, so that nobody's own data is near it.
pub(super) const FOLDER: &str = "muster-demo";

/// How much is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Scale {
    /// 2,000 people, half a year, something in every district 2000 人、半年
    #[default]
    Sample,
    /// One year of a whole federation 一整年的全会数据
    Federation,
}

#[derive(Args, Debug)]
pub(super) struct DemoArgs {
    /// What people and figures are drawn from; the same seed draws the same 随机种子
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Last day of the demo, today unless told 截止日期
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<NaiveDate>,
    /// How much is made 规模
    #[arg(long, value_enum, default_value_t)]
    scale: Scale,
    /// Which year of the federation is made, with --scale federation: 2023 年份
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
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

fn day(text: &str) -> Result<NaiveDate, String> {
    time::date(text).map_err(|_code: FieldCode| "YYYY-MM-DD".to_owned())
}

pub(super) fn run(args: &DemoArgs, config: &Config, language: Language) -> Result<(), Failure> {
    telemetry::log_to_stderr(config);
    rt::System::new().block_on(show(args, config, language))
}

async fn show(args: &DemoArgs, config: &Config, language: Language) -> Result<(), Failure> {
    let now = now(args, Clock::of_machine().now()).ok_or_else(|| said(texts::FUTURE, language))?;
    if !args.no_serve {
        may_listen(args, config, language)?;
    }
    if args.scale == Scale::Federation {
        return show_federation(args, config, language).await;
    }
    let made = match held(config)? {
        Held::Nothing => fill(args, config, language, now).await?,
        Held::Demo => again(&config.data, language)?,
        Held::Part => return Err(of_folder(texts::CUT_OFF, config, language)),
        Held::Else => return Err(of_folder(texts::FOREIGN, config, language)),
    };
    if args.no_serve {
        if args.json {
            return told::tell_json(&made, None);
        }
        told::tell(&made, None, &config.data, language);
        return Ok(());
    }
    let (muster, folder) = opening::to_write(config, Clock::of_machine(), language)?;
    serve::listen((muster, folder), config, language, async |muster, address| {
        if args.json {
            return told::tell_json(&made, Some(address));
        }
        let standing = told::standing(muster, &made).await?;
        told::tell(&made, Some((address, &standing)), &config.data, language);
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
        false => federation::tell(&made, config, language),
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

/// What the database holds that is meant.
fn held(config: &Config) -> Result<Held, Failure> {
    let target = match &config.database_url {
        Some(url) => Target::Postgresql(url.reveal().to_owned()),
        None => {
            let file = Folder::database_in(&config.data);
            if !file.try_exists()? {
                return Ok(Held::Nothing);
            }
            Target::Sqlite(file)
        }
    };
    Ok(demo::held(&mut target.connect()?))
}

async fn fill(
    args: &DemoArgs,
    config: &Config,
    language: Language,
    now: Time,
) -> Result<Made, Failure> {
    let (clock, hands) = Clock::standing_at(now);
    let watch = Stopwatch::start();
    let (muster, folder) = opening::to_write(config, clock, language)?;
    let folder_name = config.data.display().to_string();
    say(io::stderr(), &texts::FILLING.say(language, &[("folder", folder_name)]));
    let order = Order { seed: args.seed, now, size: Size::DEMO };
    let bar = Bar::new(language);
    let made = demo::fill(&muster, &hands, &order, &|done, all| bar.show(done, all)).await?;
    made.keep_in(&config.data)?;
    muster.db.write(|tx| Ok(demo::complete(tx)?)).await?;
    let db = muster.db.clone();
    rt::task::spawn_blocking(move || db.close()).await?;
    drop(folder);
    let seconds = format!("{:.1}", watch.elapsed().as_secs_f64());
    bar.end(&texts::FILLED.say(language, &[("seconds", seconds)]));
    Ok(made)
}

/// Shows on stderr how far it is: one line that is written over on a terminal, else one for each
/// tenth.
struct Bar {
    language: Language,
    is_terminal: bool,
    shown: Cell<usize>,
}

impl Bar {
    fn new(language: Language) -> Self {
        let is_terminal = io::stderr().is_terminal();
        Self { language, is_terminal, shown: Cell::new(0) }
    }

    fn show(&self, done: usize, all: usize) {
        let steps = if self.is_terminal { 100 } else { 10 };
        let step = done * steps / all.max(1);
        if step == self.shown.replace(step) {
            return;
        }
        let percent = (step * 100 / steps).to_string();
        let params = [("percent", percent), ("done", done.to_string()), ("all", all.to_string())];
        let text = texts::PROGRESS.say(self.language, &params);
        let text = if self.is_terminal { format!("\r{text}\x1b[K") } else { format!("{text}\n") };
        let mut stderr = io::stderr();
        let _nobody_reads = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }

    fn end(&self, text: &str) {
        let over = if self.is_terminal { "\r\x1b[K" } else { "" };
        say(io::stderr(), &format!("{over}{text}"));
    }
}

/// What was told when the demo was made.
fn again(folder: &Path, language: Language) -> Result<Made, Failure> {
    let made = Made::kept_in(folder).map_err(|error| -> Failure {
        let file = Made::file_in(folder).display().to_string();
        texts::NO_LOGINS.say(language, &[("file", file), ("cause", error.to_string())]).into()
    })?;
    say(io::stderr(), &texts::AGAIN.say(language, &[("folder", folder.display().to_string())]));
    Ok(made)
}

fn said(text: Text, language: Language) -> Failure {
    text.say(language, &[]).into()
}

fn of_folder(text: Text, config: &Config, language: Language) -> Failure {
    text.say(language, &[("folder", config.data.display().to_string())]).into()
}
