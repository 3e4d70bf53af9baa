//! `muster demo --scale federation`.

use std::{fs, io, net::SocketAddr};

use actix_web::rt;

use super::{
    DemoArgs, Extent, Failure, found,
    found::Found,
    opening,
    progress::Teller,
    said, say, texts,
    told::{role_name, tell_address},
};
use crate::{
    demo::{
        self, Kept, Scale,
        federation::{Filling, MadeYear, Year},
    },
    kernel::{language::Language, time::Time},
    platform::{
        clock::{Clock, Stopwatch},
        config::Config,
        db::Claim,
    },
    tally::{self, ReportYear},
};

/// The year that is made where none is named.
const YEAR: i32 = 2023;

/// Makes a year, or finds it as it was made.
pub(super) async fn made(
    args: &DemoArgs,
    config: &Config,
    language: Language,
) -> Result<MadeYear, Failure> {
    let Some(published) = Year::published(args.year.unwrap_or(YEAR)) else {
        return Err(said(texts::NO_FIGURES, language));
    };
    let (year, filling) = match args.size {
        Extent::Whole => (published, texts::FILLING_YEAR),
        Extent::Small => (Year::SMALL, texts::FILLING_SMALL),
    };
    let claim = match found::look(Scale::Federation, config, language)? {
        Found::Demo => return again(args, config, language),
        Found::Nothing(claim) => claim,
    };
    let params = [("folder", super::place(config)), ("year", year.year.to_string())];
    say(io::stderr(), &filling.say(language, &params));
    fill((year, args.seed()), (config, claim), language).await
}

/// The year that is there, if it is the one that is asked for.
fn again(args: &DemoArgs, config: &Config, language: Language) -> Result<MadeYear, Failure> {
    let made: MadeYear = found::again(&config.data, language)?;
    if args.seed.is_some_and(|seed| seed != made.seed) {
        let params = [("place", super::place(config)), ("seed", made.seed.to_string())];
        return Err(texts::OTHER_SEED.say(language, &params).into());
    }
    Ok(made)
}

async fn fill(
    (year, seed): (Year, u64),
    (config, claim): (&Config, Option<Claim>),
    language: Language,
) -> Result<MadeYear, Failure> {
    let watch = Stopwatch::start();
    let (clock, hands) = Clock::standing_at(Time::EPOCH);
    let (muster, folder) = opening::to_write(config, clock, language)?;
    let mut teller = Teller::new(language);
    let mut tell = |progress| teller.tell(progress);
    let made = Filling::new(&muster, &hands, (year, seed), &mut tell).fill().await?;
    made.keep_in(&config.data)?;
    muster.db.write(|tx| Ok(demo::complete(tx, Scale::Federation)?)).await?;
    let db = muster.db.clone();
    rt::task::spawn_blocking(move || db.close()).await?;
    drop((teller, folder, claim));
    let params = [
        ("seconds", format!("{:.1}", watch.elapsed().as_secs_f64())),
        ("memory", peak_memory().unwrap_or_else(|| "?".to_owned())),
    ];
    say(io::stderr(), &texts::FILLED_YEAR.say(language, &params));
    Ok(made)
}

/// What stands on stdout: where it is served, how much there is, the sentence of the year, with
/// whom to sign in, and what else can be done with it.
pub(super) fn tell(
    made: &MadeYear,
    address: Option<SocketAddr>,
    config: &Config,
    language: Language,
) -> Result<(), Failure> {
    tell_address(address, language);
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
        ("file", MadeYear::file_in(&config.data).display().to_string()),
    ];
    say(io::stdout(), &texts::HOLDS_YEAR.say(language, &params));
    let target = opening::to_read(config, language)?;
    let now = Clock::of_machine().now();
    let year = ReportYear::parse(made.year, now.local_date())
        .map_err(|code| code.text().say(language, &[]))?;
    let report = target
        .read(|conn| Ok(tally::annual_report(conn, year, now)?))
        .map_err(|why| opening::unread(&why, language))?;
    say(io::stdout(), &report.text(language));
    say(io::stdout(), &texts::LOGINS.say(language, &[]));
    for login in &made.logins {
        let role = role_name(login.role, language);
        let line = [role.as_str(), &login.name, &login.phone, &login.password, &login.unit];
        say(io::stdout(), &format!("  {}", line.join("  ")));
    }
    let next = if address.is_some() { texts::STOP } else { texts::SERVE_YEAR };
    say(io::stdout(), &next.say(language, &params));
    Ok(())
}

/// The most memory that this process held, in MB; nothing where the system does not say it so.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.split_whitespace().next()?.parse().ok()?;
    Some((kilobytes / 1024).to_string())
}
