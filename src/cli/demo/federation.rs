//! `muster demo --scale federation`.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

use actix_web::rt;

use super::{DemoArgs, Failure, of_folder, opening, said, say, texts, told::role_name};
use crate::{
    demo::{
        self, Held,
        federation::{Filling, MadeYear, Progress, Stage, Year},
    },
    kernel::{
        language::{Language, Text},
        time::Time,
    },
    platform::{
        clock::{Clock, Stopwatch},
        config::Config,
        db::restrict,
    },
    tally::{self, ReportYear},
};

/// What is told of a year again when it is started again.
const MADE: &str = "federation-year.json";
/// Where nobody looks on, the progress is told again after so many seconds.
const SILENT_SECONDS: u64 = 10;

/// The year that is made where none is named.
const YEAR: i32 = 2023;

/// Makes a year, or finds it as it was made.
pub(super) async fn made(
    args: &DemoArgs,
    config: &Config,
    language: Language,
) -> Result<MadeYear, Failure> {
    let Some(year) = Year::published(args.year.unwrap_or(YEAR)) else {
        return Err(said(texts::NO_FIGURES, language));
    };
    match super::held(config)? {
        Held::Nothing => fill((year, args.seed), config, language).await,
        Held::Demo => again(&config.data, language),
        Held::Part => Err(of_folder(texts::CUT_OFF, config, language)),
        Held::Else => Err(of_folder(texts::FOREIGN, config, language)),
    }
}

async fn fill(
    (year, seed): (Year, u64),
    config: &Config,
    language: Language,
) -> Result<MadeYear, Failure> {
    let watch = Stopwatch::start();
    let (clock, hands) = Clock::standing_at(Time::EPOCH);
    let (muster, folder) = opening::to_write(config, clock, language)?;
    let folder_name = config.data.display().to_string();
    let params = [("folder", folder_name), ("year", year.year.to_string())];
    say(io::stderr(), &texts::FILLING_YEAR.say(language, &params));
    let mut teller = Teller::new(language);
    let mut tell = |progress| teller.tell(progress);
    let made = Filling::new(&muster, &hands, (year, seed), &mut tell).fill().await?;
    teller.end();
    write_made(&config.data, &made)?;
    muster.db.write(|tx| Ok(demo::complete(tx)?)).await?;
    let db = muster.db.clone();
    rt::task::spawn_blocking(move || db.close()).await?;
    drop(folder);
    let params = [
        ("seconds", format!("{:.1}", watch.elapsed().as_secs_f64())),
        ("memory", peak_memory().unwrap_or_else(|| "?".to_owned())),
    ];
    say(io::stderr(), &texts::FILLED_YEAR.say(language, &params));
    Ok(made)
}

/// What stands on stdout: how much there is, the sentence of the year, and with whom to sign in.
pub(super) fn tell(made: &MadeYear, config: &Config, language: Language) -> Result<(), Failure> {
    let filled = made.filled;
    let params = [
        ("year", made.year.to_string()),
        ("districts", filled.districts.to_string()),
        ("brigades", filled.brigades.to_string()),
        ("people", filled.people.to_string()),
        ("activities", filled.activities.to_string()),
        ("shifts", filled.shifts.to_string()),
        ("stays", filled.stays.to_string()),
        ("reviewed", filled.reviewed.to_string()),
        ("folder", config.data.display().to_string()),
    ];
    say(io::stdout(), &texts::HOLDS_YEAR.say(language, &params));
    let target = opening::to_read(config, language)?;
    let now = Clock::of_machine().now();
    let year = ReportYear::parse(made.year, now.local_date())
        .map_err(|code| code.text().say(language, &[]))?;
    let report = target
        .read(|conn| Ok(tally::annual_report(conn, year, now)?))
        .map_err(|fault| opening::unread(&fault, language))?;
    say(io::stdout(), &report.text(language));
    say(io::stdout(), &texts::LOGINS.say(language, &[]));
    for login in &made.logins {
        let role = role_name(login.role, language);
        let line = [role.as_str(), &login.name, &login.phone, &login.password, &login.unit];
        say(io::stdout(), &format!("  {}", line.join("  ")));
    }
    say(io::stdout(), &texts::SERVE_YEAR.say(language, &params));
    Ok(())
}

/// Shows on stderr what is being done, how much of it was done, and how fast.
struct Teller {
    language: Language,
    is_terminal: bool,
    whole: Stopwatch,
    stage: Option<Stage>,
    begun: (Stopwatch, u64),
    told: Stopwatch,
}

impl Teller {
    fn new(language: Language) -> Self {
        let (is_terminal, now) = (io::stderr().is_terminal(), Stopwatch::start());
        Self { language, is_terminal, whole: now, stage: None, begun: (now, 0), told: now }
    }

    fn tell(&mut self, Progress { stage, done, of }: Progress) {
        let is_new = self.stage != Some(stage);
        if is_new {
            (self.stage, self.begun) = (Some(stage), (Stopwatch::start(), done));
        }
        let silent = if self.is_terminal { 0 } else { SILENT_SECONDS };
        if !is_new && self.told.elapsed().as_secs() < silent {
            return;
        }
        self.told = Stopwatch::start();
        let (since, before) = self.begun;
        let millis = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let rate = (done - before.min(done)) * 1000 / millis;
        let of = of.map_or_else(String::new, |of| format!("/{of}"));
        let seconds = self.whole.elapsed().as_secs();
        let params = [
            ("stage", named(stage).say(self.language, &[])),
            ("done", format!("{done}{of}")),
            ("rate", rate.to_string()),
            ("seconds", seconds.to_string()),
        ];
        let text = texts::STAGE.say(self.language, &params);
        let text = if self.is_terminal { format!("\r{text}\x1b[K") } else { format!("{text}\n") };
        let mut stderr = io::stderr();
        let _nobody_reads = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }

    fn end(&self) {
        if self.is_terminal {
            say(io::stderr(), "\r\x1b[K");
        }
    }
}

const fn named(stage: Stage) -> Text {
    match stage {
        Stage::Units => texts::UNITS,
        Stage::People => texts::PEOPLE,
        Stage::Shifts => texts::SHIFTS,
        Stage::Stays => texts::STAYS,
        Stage::Reviews => texts::REVIEWS,
    }
}

/// The most memory that this process held, in MB; nothing where the system does not say it so.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.split_whitespace().next()?.parse().ok()?;
    Some((kilobytes / 1024).to_string())
}

/// Keeps what is told, with the passwords, readable by its owner alone.
fn write_made(folder: &Path, made: &MadeYear) -> Result<(), Failure> {
    fs::create_dir_all(folder)?;
    let file = made_in(folder);
    fs::write(&file, "")?;
    restrict(&file, 0o600)?;
    fs::write(&file, serde_json::to_string_pretty(made)?)?;
    Ok(())
}

fn again(folder: &Path, language: Language) -> Result<MadeYear, Failure> {
    let file = made_in(folder);
    let unread = |cause: &dyn std::fmt::Display| -> Failure {
        let params = [("file", file.display().to_string()), ("cause", cause.to_string())];
        texts::NO_LOGINS.say(language, &params).into()
    };
    let text = fs::read_to_string(&file).map_err(|error| unread(&error))?;
    let made = serde_json::from_str(&text).map_err(|error| unread(&error))?;
    say(io::stderr(), &texts::AGAIN.say(language, &[("folder", folder.display().to_string())]));
    Ok(made)
}

fn made_in(folder: &Path) -> PathBuf {
    folder.join(MADE)
}
