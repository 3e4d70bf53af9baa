//! Who may import whom.

use crate::source::{Fault, SRC, Source, holds_in, lines};

/// A module; the module whose row it repeats, or none; what it may import besides.
///
/// A new name here is a decision about the architecture: a commit of its own, with its reason.
const TABLE: &[(&str, &str, &str)] = &[
    ("kernel", "", ""),
    ("platform", "", "kernel"),
    // It names the column types of platform/db. Who may name its tables, `database` says.
    ("schema", "", "platform"),
    ("acts", "platform", "platform"),
    ("changelog", "platform", "platform"),
    ("cells", "platform", "platform"),
    // Reading a notice is an act, and acts know of no notice.
    ("notices", "changelog", "changelog acts"),
    ("people", "notices", "notices"),
    ("org", "people", "people"),
    // The files of persons as units keep them: people knows no units, org knows no files.
    ("enrolment", "org", "org"),
    // An account belongs to a person and may be opened with a code of a unit: an invite, or the
    // setup code of the federation. Neither people nor units know of accounts.
    ("identity", "org", "org"),
    ("activities", "org", "org cells"),
    ("ledger", "org", "org cells"),
    ("attendance", "activities", "activities ledger"),
    ("field", "activities", "activities"),
    // Of the features only what reads: see `CLOSED_TO_TALLY`.
    ("tally", "cells", "cells people org activities ledger"),
    ("sync", "attendance", "attendance field tally enrolment identity"),
    ("app", "sync", "sync"),
    ("demo", "app", "app"),
    ("cli", "demo", "demo"),
];

/// The part of a feature that tally leaves alone: it reads figures and changes none.
const CLOSED_TO_TALLY: &str = "actions";

fn may_import(module: &str) -> Vec<&'static str> {
    let Some((_, like, adds)) = TABLE.iter().find(|(name, ..)| *name == module) else {
        return Vec::new();
    };
    may_import(like).into_iter().chain(adds.split_whitespace()).collect()
}

/// What the file names by a path from the crate's root, with lines.
fn imports(source: &Source) -> Vec<(usize, Vec<String>)> {
    let module = source.module();
    let resolved = source.paths.iter().map(|path| (path.line, path.absolute(&module)));
    resolved.filter_map(|(line, path)| Some((line, path?))).collect()
}

fn foreign_imports(source: &Source) -> Vec<Fault> {
    let Some(home) = source.home() else { return Vec::new() };
    let known = [may_import(&home), vec![home.as_str(), "schema"]].concat();
    let fault = |(line, path): (usize, Vec<String>)| {
        let foreign = path.first().filter(|module| !known.contains(&module.as_str()))?;
        Some(source.fault(line, format!("{home} does not import {foreign}"), TURN_ROUND))
    };
    imports(source).into_iter().filter_map(fault).collect()
}

const TURN_ROUND: &str = "let the module further down in TABLE of tests/tidy/imports.rs be the one \
    that imports, or move what both need to one that both may import; name a thing by the path \
    of the module that defines it";

fn acts_called_by_tally(source: &Source) -> Vec<Fault> {
    if source.home().as_deref() != Some("tally") {
        return Vec::new();
    }
    let calls = imports(source).into_iter().filter(|(_, path)| {
        let closed = path.iter().any(|segment| segment == CLOSED_TO_TALLY);
        closed && path.first().is_some_and(|module| module != "tally")
    });
    let fault = |(line, _)| {
        source.fault(line, "tally calls no act of a feature", "read through its public functions")
    };
    calls.map(fault).collect()
}

fn without_a_row(source: &Source) -> Vec<Fault> {
    let known = |home: &String| TABLE.iter().any(|(name, ..)| name == home);
    let unknown = source.home().filter(|home| !known(home));
    let fault = |home| {
        source.fault(
            1,
            format!("{home} has no row in TABLE of tests/tidy/imports.rs"),
            "put the file into a module that has one, or decide who may import the new module",
        )
    };
    unknown.map(fault).into_iter().collect()
}

#[test]
fn no_module_imports_what_its_row_of_the_table_does_not_name() {
    holds_in(&[&SRC], foreign_imports);
}

#[test]
fn tally_calls_no_act_of_a_feature() {
    holds_in(&[&SRC], acts_called_by_tally);
}

#[test]
fn every_module_has_a_row_in_the_import_table() {
    holds_in(&[&SRC], without_a_row);
}

#[test]
fn the_table_has_no_circle() {
    for (at, (module, ..)) in TABLE.iter().enumerate() {
        let above: Vec<&str> = TABLE.iter().take(at).map(|(name, ..)| *name).collect();

        let below = may_import(module).into_iter().find(|import| !above.contains(import));

        assert_eq!(below, None, "{module} imports it, so its row comes after that one");
    }
}

#[test]
fn a_row_holds_what_it_repeats_and_what_it_adds() {
    let row = |module| {
        let mut row = may_import(module);
        row.sort_unstable();
        row.join(" ")
    };

    assert_eq!(row("notices"), "acts changelog kernel platform");
    assert_eq!(row("people"), "acts changelog kernel notices platform");
    assert_eq!(row("org"), "acts changelog kernel notices people platform");
    assert_eq!(row("ledger"), "acts cells changelog kernel notices org people platform");
    assert!(!may_import("sync").contains(&"app"));
    assert!(!may_import("app").contains(&"cli"));
}

#[test]
fn a_planted_import_is_found() {
    let planted = "use crate::{\n    kernel::Id,\n    sync::{self, pull},\n};\n\
                   fn f() { crate::acts::record(); super::super::field::x() }\n\
                   use super::rules; // crate::app\nconst S: &str = \"crate::cli\";\n\
                   use crate::Stray;\nuse crate::schema::units;\nuse super::super::identity::a;\n";

    assert_eq!(lines(foreign_imports, "src/org/store.rs", planted), [3, 3, 5, 8, 10]);
    assert_eq!(lines(foreign_imports, "src/identity/store.rs", planted), [3, 3, 5, 8]);
    assert_eq!(lines(foreign_imports, "src/people/store.rs", planted), [3, 3, 5, 8, 10]);
    assert_eq!(lines(foreign_imports, "src/kernel/mod.rs", "use super::platform::db;"), [1]);
    assert_eq!(
        lines(foreign_imports, "src/sync/a/b.rs", "use crate::app;\nuse crate::cli;"),
        [1, 2]
    );
    assert_eq!(lines(foreign_imports, "src/app.rs", "use crate::cli;\nuse super::sync;"), [1]);
    assert!(lines(foreign_imports, "src/lib.rs", planted).is_empty());
    let test = "mod tests { use super::super::rules::x; use super::*; }";
    assert!(lines(foreign_imports, "src/org/store.rs", test).is_empty());
}

#[test]
fn a_planted_act_in_tally_is_found() {
    let planted = "use crate::org::actions::close;\nuse crate::org::units;\nuse super::actions;";

    assert_eq!(lines(acts_called_by_tally, "src/tally/routes.rs", planted), [1]);
    assert!(lines(acts_called_by_tally, "src/sync/push.rs", planted).is_empty());
}

#[test]
fn a_planted_module_without_a_row_is_found() {
    assert_eq!(lines(without_a_row, "src/extras/mod.rs", "//! New."), [1]);
    assert!(lines(without_a_row, "src/main.rs", "").is_empty());
}
