//! `muster doctor`.

use std::io;

use super::{Failure, messages, opening, say};
use crate::{
    app,
    kernel::{
        audit::{Audit, Example},
        language::Language,
        words::Word,
    },
    platform::config::Config,
};

/// Counts everything again, beside a server that may be running, and says of each check whether it
/// agrees.
pub(super) fn run(config: &Config, language: Language) -> Result<(), Failure> {
    let target = opening::to_read(config, language)?;
    let told = |audit: &Audit| say(io::stdout(), &line(audit, language));
    say(io::stderr(), &messages::DOCTOR_COUNTING.say(language, &[]));
    let audits = target
        .read(|conn| Ok(app::audit(conn, told)?))
        .map_err(|why| opening::unread(&why, language))?;
    let differences: usize = audits.iter().map(|audit| audit.differences).sum();
    if differences == 0 {
        say(io::stdout(), &messages::DOCTOR_AGREES.say(language, &[]));
        return Ok(());
    }
    let params = [("differences", differences.to_string())];
    Err(messages::DOCTOR_DIFFERS.say(language, &params).into())
}

/// What one check came to, with the first differences below it.
fn line(audit: &Audit, language: Language) -> String {
    let params = [
        ("check", audit.check.label().say(language, &[])),
        ("counted", audit.counted.to_string()),
        ("differences", audit.differences.to_string()),
    ];
    let text = if audit.agrees() { messages::CHECK_AGREES } else { messages::CHECK_DIFFERS };
    let examples =
        audit.examples.iter().map(|example| format!("\n    {}", told(example, language)));
    format!("{}{}", text.say(language, &params), examples.collect::<String>())
}

fn told(example: &Example, language: Language) -> String {
    let (of, finding) = (example.of.clone(), example.finding.label().say(language, &[]));
    match example.figures.clone() {
        None => messages::DIFFERS.say(language, &[("of", of), ("finding", finding)]),
        Some((kept, follows)) => {
            let params = [("of", of), ("kept", kept), ("follows", follows)];
            messages::FIGURES_DIFFER.say(language, &params)
        }
    }
}
