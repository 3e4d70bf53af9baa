//! What pure files do not know: machines, clocks, chance, the wire.

use crate::{
    paths::Path,
    source::{Fault, SRC, Source, holds_in, lines},
};

/// What kernel, models and rules never mention.
const MACHINES: &[&str] = &[
    "diesel",
    "actix",
    "tokio",
    "async",
    "std::fs",
    "std::net",
    "std::env",
    "rand",
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "now_v7",
];

/// What models and rules never mention besides; the kernel's words do go over the wire.
const WIRE: &[&str] = &["Serialize", "Deserialize"];

fn impurities(source: &Source) -> Vec<Fault> {
    let is_kernel = source.home().as_deref() == Some("kernel");
    let is_model_or_rules = source.plays("model") || source.plays("rules");
    let machines = if is_kernel || is_model_or_rules { MACHINES } else { &[] };
    let wire = if is_model_or_rules { WIRE } else { &[] };
    let mut faults = mentions(source, machines, AS_ARGUMENT);
    faults.extend(mentions(source, wire, AT_THE_DOOR));
    faults
}

const AS_ARGUMENT: &str =
    "take the value as an argument: actions.rs loads it, `Caller` carries the time";
const AT_THE_DOOR: &str =
    "keep the wire's shape in a `…Body` or `…View` of routes.rs, and parse at the door";

fn mentions(source: &Source, words: &[&str], instead: &str) -> Vec<Fault> {
    let named = |path: &Path| words.iter().find(|word| path.mentions(word)).copied();
    let fault = |path: &Path| {
        let rule = format!("kernel, models and rules are pure and know no `{}`", named(path)?);
        Some(source.fault(path.line, rule, instead))
    };
    source.paths.iter().filter_map(fault).collect()
}

#[test]
fn kernel_models_and_rules_know_no_machine() {
    holds_in(&[&SRC], impurities);
}

#[test]
fn a_planted_machine_is_found() {
    let planted = "use std::{fmt, fs};\nuse diesel_migrations::x;\nfn f() { Utc::now() }\n\
                   // tokio\n#[derive(Debug, serde::Deserialize)]\nuse chrono::Utc;";

    let found = |path| {
        let mut found = lines(impurities, path, planted);
        found.sort_unstable();
        found
    };
    assert_eq!(found("src/org/rules.rs"), [1, 2, 3, 5]);
    assert_eq!(found("src/org/model.rs"), [1, 2, 3, 5]);
    assert_eq!(found("src/kernel/time.rs"), [1, 2, 3]);
    assert!(found("src/org/store.rs").is_empty());
}
