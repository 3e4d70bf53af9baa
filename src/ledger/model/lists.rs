//! Lists that stand in a row.

use std::collections::BTreeSet;

use crate::kernel::{ids::PersonId, interval::Interval};

/// Stretches of time, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretches(pub Vec<Interval>);

/// Persons, each once, in the order of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Persons(pub BTreeSet<PersonId>);
