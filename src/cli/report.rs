//! `muster report`.

use std::io;

use chrono::NaiveDate;
use clap::Args;

use super::{Failure, opening, say};
use crate::{
    kernel::{codes::FieldCode, language::Language},
    platform::{clock::Clock, config::Config},
    tally::{self, ReportYear},
};

#[derive(Args, Debug)]
pub(super) struct ReportArgs {
    /// The year 年份
    #[arg(long, value_name = "YEAR")]
    year: i32,
}

/// Prints what headquarters says of a year that has begun, in both languages, beside a server that
/// may be running.
pub(super) fn run(args: &ReportArgs, config: &Config, language: Language) -> Result<(), Failure> {
    let now = Clock::of_machine().now();
    let year = year(args.year, now.local_date(), language)?;
    let target = opening::to_read(config, language)?;
    let report = target
        .read(|conn| Ok(tally::annual_report(conn, year, now)?))
        .map_err(|why| opening::unread(&why, language))?;
    for language in [Language::Chinese, Language::English] {
        say(io::stdout(), &report.text(language));
    }
    Ok(())
}

/// The year that was typed, or what is wrong with it.
fn year(year: i32, today: NaiveDate, language: Language) -> Result<ReportYear, String> {
    let told = |code: FieldCode| format!("--year {year}: {}", code.text().say(language, &[]));
    ReportYear::parse(year, today).map_err(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_year_that_has_not_begun_it_says_so() {
        let today = crate::kernel::time::date("2026-11-22").unwrap();

        let read = |number| year(number, today, Language::English).map(ReportYear::number);

        assert_eq!(read(2026), Ok(2026));
        assert_eq!(read(2030), Err("--year 2030: It is out of range.".to_owned()));
    }
}
