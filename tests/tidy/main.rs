//! The house rules, held by `cargo test`.
//!
//! Each rule is a table of data, a short function from one file to its faults, and a test whose
//! name is the rule. Below it, a test plants the fault and sees it found, so that no rule can go
//! blind in silence. A folder that is not there has no faults.
//!
//! `tokens` and `paths` read Rust well enough to judge it (comments and strings apart, `use` trees
//! unfolded, inline and test modules known); they do not withstand somebody who means to deceive.

mod database;
mod files;
mod handlers;
mod imports;
mod manifest;
mod migrations;
mod modules;
mod paths;
mod pure;
mod rollbacks;
mod source;
mod style;
mod tokens;
mod waiting;
mod wording;
