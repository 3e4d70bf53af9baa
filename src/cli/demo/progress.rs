//! How far it is, on stderr.

use std::{
    cell::Cell,
    collections::BTreeMap,
    io::{self, IsTerminal, Write},
    time::Duration,
};

use super::texts;
use crate::{
    demo::federation::{Progress, Stage},
    kernel::language::{Language, Text},
    platform::clock::Stopwatch,
};

/// Where nobody looks on, the progress is told again after so many seconds.
const SILENT_SECONDS: u64 = 10;

/// One line that is written over on a terminal, and gone when what it is about ends, however it
/// ends; else one below the other.
struct Line {
    language: Language,
    is_terminal: bool,
}

impl Line {
    fn new(language: Language) -> Self {
        Self { language, is_terminal: io::stderr().is_terminal() }
    }

    fn show(&self, text: Text, params: &[(&str, String)]) {
        let text = text.say(self.language, params);
        Self::write(&if self.is_terminal {
            format!("\r{text}\x1b[K")
        } else {
            format!("{text}\n")
        });
    }

    fn write(text: &str) {
        let mut stderr = io::stderr();
        let _nobody_reads = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.is_terminal {
            Self::write("\r\x1b[K");
        }
    }
}

/// How many acts of a demo are done: each hundredth, or each tenth where nobody looks on.
pub(super) struct Bar {
    line: Line,
    shown: Cell<usize>,
}

impl Bar {
    pub(super) fn new(language: Language) -> Self {
        Self { line: Line::new(language), shown: Cell::new(0) }
    }

    pub(super) fn show(&self, done: usize, all: usize) {
        let steps = if self.line.is_terminal { 100 } else { 10 };
        let step = done * steps / all.max(1);
        if step == self.shown.replace(step) {
            return;
        }
        let percent = (step * 100 / steps).to_string();
        let params = [("percent", percent), ("done", done.to_string()), ("all", all.to_string())];
        self.line.show(texts::PROGRESS, &params);
    }
}

/// What of a year is being done, how much of it was done, and how fast.
pub(super) struct Teller {
    line: Line,
    whole: Stopwatch,
    told: Stopwatch,
    /// Since something was done last, of whatever stage.
    since: Stopwatch,
    /// How long each stage took: they take turns, month by month.
    spent: BTreeMap<Stage, Duration>,
}

impl Teller {
    pub(super) fn new(language: Language) -> Self {
        let (line, now) = (Line::new(language), Stopwatch::start());
        Self { line, whole: now, told: now, since: now, spent: BTreeMap::new() }
    }

    pub(super) fn tell(&mut self, Progress { stage, done, of }: Progress) {
        let is_new = !self.spent.contains_key(&stage);
        let spent = self.spent.entry(stage).or_default();
        *spent += self.since.elapsed();
        self.since = Stopwatch::start();
        let rate = per_second(done, *spent);
        let silent = if self.line.is_terminal { 0 } else { SILENT_SECONDS };
        if !is_new && self.told.elapsed().as_secs() < silent {
            return;
        }
        self.told = Stopwatch::start();
        let of = of.map_or_else(String::new, |of| format!("/{of}"));
        let params = [
            ("stage", named(stage).say(self.line.language, &[])),
            ("done", format!("{done}{of}")),
            ("rate", rate.to_string()),
            ("seconds", self.whole.elapsed().as_secs().to_string()),
        ];
        self.line.show(texts::STAGE, &params);
    }
}

/// How many of those that are done were done in a second.
fn per_second(done: u64, within: Duration) -> u64 {
    let millis = u64::try_from(within.as_millis()).unwrap_or(u64::MAX).max(1);
    done.saturating_mul(1000) / millis
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_of_all_that_was_done_by_all_the_time_that_it_took() {
        assert_eq!(per_second(197_000, Duration::from_secs(20)), 9850);
        assert_eq!(per_second(1, Duration::ZERO), 1000);
    }
}
