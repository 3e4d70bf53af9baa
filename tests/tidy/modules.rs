//! What a `mod.rs` holds.

use crate::{
    source::{Fault, SRC, Source, holds_in, lines},
    tokens::{Token, attribute, inside},
};

/// Modules whose `mod.rs` tells what the module is and names its parts, and does nothing.
const FEATURES: &[&str] = &[
    "acts",
    "activities",
    "attendance",
    "cells",
    "changelog",
    "enrolment",
    "enrolment",
    "field",
    "identity",
    "ledger",
    "notices",
    "org",
    "people",
    "sync",
    "tally",
];

fn untold_modules(source: &Source) -> Vec<Fault> {
    let untold = source.path.ends_with("/mod.rs") && !source.text.starts_with("//!");
    let fault = || {
        source.fault(
            1,
            "every mod.rs begins with `//!`",
            "say in the first line what the module is, then its invariants and its words",
        )
    };
    untold.then(fault).into_iter().collect()
}

fn code_in_feature_mod(source: &Source) -> Vec<Fault> {
    let home = source.home().unwrap_or_default();
    let is_its_mod = source.path == format!("src/{home}/mod.rs");
    if !(is_its_mod && FEATURES.contains(&home.as_str())) {
        return Vec::new();
    }
    let fault = |item: &Token| {
        let rule =
            format!("the mod.rs of a feature holds docs, `mod` and `use`, no `{}`", item.text);
        source.fault(item.line, rule, "move it to model, rules, actions, store or routes")
    };
    let items = source.code.split(|token| token.is_mark(";")).map(bare);
    let code = items.filter(|item| !is_mod_or_use(item)).find_map(<[Token]>::first);
    code.map(fault).into_iter().collect()
}

/// An item without its attributes and its `pub`.
fn bare(item: &[Token]) -> &[Token] {
    if let Some((_, after)) = attribute(item, 0) {
        return bare(item.get(after..).unwrap_or_default());
    }
    match item {
        [first, open, ..] if first.is_word("pub") && open.is_mark("(") => {
            item.get(inside(item, 1).len() + 3..).unwrap_or_default()
        }
        [first, rest @ ..] if first.is_word("pub") => rest,
        _ => item,
    }
}

fn is_mod_or_use(item: &[Token]) -> bool {
    match item {
        [] => true,
        [first, _] if first.is_word("mod") => true,
        [first, ..] => first.is_word("use"),
    }
}

#[test]
fn every_mod_rs_begins_with_its_docs() {
    holds_in(&[&SRC], untold_modules);
}

#[test]
fn the_mod_rs_of_a_feature_holds_docs_and_names_only() {
    holds_in(&[&SRC], code_in_feature_mod);
}

#[test]
fn a_planted_module_without_docs_is_found() {
    assert_eq!(lines(untold_modules, "src/org/mod.rs", "// Org.\nmod model;"), [1]);
    assert!(lines(untold_modules, "src/org/mod.rs", "//! Org.\nmod model;").is_empty());
    assert!(lines(untold_modules, "src/org/rules.rs", "").is_empty());
}

#[test]
fn planted_code_in_a_mod_rs_is_found() {
    let found = |path, text: &str| lines(code_in_feature_mod, path, text);

    let names = "//! Org.\n#![expect(x)]\n/// M.\n#[cfg(test)]\npub(crate) mod model;\nmod a;\n\
                 pub use model::{A, B};\n";
    assert!(found("src/org/mod.rs", names).is_empty());
    for code in ["pub fn f() {}", "struct S;", "impl A {}", "pub(crate) mod x { use y; }"] {
        assert_eq!(found("src/org/mod.rs", &format!("{names}{code}")), [8], "{code}");
        assert!(found("src/platform/mod.rs", &format!("{names}{code}")).is_empty());
        assert!(found("src/org/x/mod.rs", &format!("{names}{code}")).is_empty());
    }
}
