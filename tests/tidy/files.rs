//! How long files and lines are, and how files are not called.

use crate::source::{Fault, SRC, Source, TESTS, holds_in, lines};

/// The most lines of a file: what a reader holds in mind at once.
const LINES_MAX: usize = 400;

/// The most columns of a line, as in rustfmt.toml.
const COLUMNS_MAX: usize = 100;

/// The registry of codes: one entry a code, with texts in two languages.
const CODE_REGISTRY: &[&str] = &["src/kernel/codes.rs", "src/kernel/codes/"];

/// One `table!` a table, all in one place.
const SCHEMA: &str = "src/schema.rs";

/// Names under which anything may be put, so that everything is.
const DRAWERS: &[&str] = &[
    "common", "helper", "helpers", "manager", "managers", "misc", "prelude", "service", "services",
    "types", "util", "utils",
];

fn is_code_registry(source: &Source) -> bool {
    CODE_REGISTRY.iter().any(|path| source.path.starts_with(path))
}

fn too_long(source: &Source) -> Vec<Fault> {
    let count = source.text.lines().count();
    let free = is_code_registry(source) || source.path == SCHEMA;
    let rule = || format!("a file has at most {LINES_MAX} lines, this one has {count}");
    let fault = || source.fault(LINES_MAX + 1, rule(), "split it where the sense splits");
    (count > LINES_MAX && !free).then(fault).into_iter().collect()
}

fn too_wide(source: &Source) -> Vec<Fault> {
    let lines = (1..).zip(source.text.lines()).filter(|(_, line)| columns(line) > COLUMNS_MAX);
    let rule = format!("a line has at most {COLUMNS_MAX} columns");
    let fault = |(line, _)| source.fault(line, rule.as_str(), "wrap it, or name a part of it");
    if is_code_registry(source) { Vec::new() } else { lines.map(fault).collect() }
}

/// Columns on a screen: a Chinese character takes two.
fn columns(line: &str) -> usize {
    line.chars().map(|char| if char < '\u{2e80}' { 1 } else { 2 }).sum()
}

fn drawers(source: &Source) -> Vec<Fault> {
    let names = source.path.split('/').map(|name| name.trim_end_matches(".rs"));
    let fault = |name| {
        let instead = "name the file after what it holds, or put the code where it is used";
        source.fault(1, format!("no file or folder is a drawer such as `{name}`"), instead)
    };
    names.filter(|name| DRAWERS.contains(name)).map(fault).collect()
}

#[test]
fn no_file_is_too_long_to_read() {
    holds_in(&[&SRC], too_long);
}

#[test]
fn no_line_is_too_wide_to_read() {
    holds_in(&[&SRC], too_wide);
}

#[test]
fn no_file_is_a_drawer() {
    holds_in(&[&SRC, &TESTS], drawers);
}

#[test]
fn a_planted_long_file_is_found() {
    assert_eq!(lines(too_long, "src/org/rules.rs", &"x\n".repeat(401)), [401]);
    assert!(lines(too_long, "src/org/rules.rs", &"x\n".repeat(400)).is_empty());
    assert!(lines(too_long, "src/schema.rs", &"x\n".repeat(401)).is_empty());
    assert!(lines(too_long, "src/kernel/codes/org.rs", &"x\n".repeat(401)).is_empty());
}

#[test]
fn a_planted_wide_line_is_found() {
    let found = |text: &str| lines(too_wide, "src/schema.rs", text);

    assert_eq!(found(&format!("//\n{}", "x".repeat(101))), [2]);
    assert_eq!(found(&"队".repeat(51)), [1]);
    assert!(found(&"队".repeat(50)).is_empty());
    assert!(lines(too_wide, "src/kernel/codes.rs", &"x".repeat(101)).is_empty());
}

#[test]
fn a_planted_drawer_is_found() {
    assert_eq!(lines(drawers, "src/org/utils.rs", ""), [1]);
    assert_eq!(lines(drawers, "tests/common/mod.rs", ""), [1]);
    assert!(lines(drawers, "src/ledger/service_records.rs", "").is_empty());
}
