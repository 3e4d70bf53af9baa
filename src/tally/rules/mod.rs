//! How figures are put into rows, and what is said of them.
//!
//! | file | holds |
//! |---|---|
//! | `cutting.rs` | to which rows a group of cells belongs |
//! | `tables.rs` | rows in the making, their order, how many there may be |
//! | `persons.rs` | people, counted distinct |
//! | `tree.rs` | units, then and today |
//! | `labels.rs` | what people read instead of keys |
//! | `sentences.rs` | the sentence of a year |

mod cutting;
#[cfg(test)]
mod examples;
mod labels;
mod persons;
mod sentences;
mod tables;
mod tree;

pub(super) use cutting::{Cutter, grain_of};
pub(super) use labels::{Names, label_of};
pub(super) use persons::{Distinct, Roll};
pub(super) use tables::Table;
pub(super) use tree::Tree;
