//! `muster report`.

use std::io;

use clap::Args;

use super::{Failure, opening, say};
use crate::{
    kernel::language::Language,
    platform::{clock::Clock, config::Config},
    tally,
};

#[derive(Args, Debug)]
pub(super) struct ReportArgs {
    /// The year 年份
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=9999))]
    year: i32,
}

/// Prints what headquarters says of a year, in both languages, beside a server that may be running.
pub(super) fn run(args: &ReportArgs, config: &Config, language: Language) -> Result<(), Failure> {
    let target = opening::to_read(config, language)?;
    let now = Clock::of_machine().now();
    let report = target
        .read(|conn| Ok(tally::annual_report(conn, args.year, now)?))
        .map_err(|why| opening::unread(&why, language))?;
    for language in [Language::Chinese, Language::English] {
        say(io::stdout(), &report.text(language));
    }
    Ok(())
}
