//! Keys and figures of rows.

use super::Month;
use crate::{
    activities::Theme,
    kernel::{
        figures::{Served, Sums},
        ids::{ProgramId, UnitId},
        proof::ProofClass,
    },
};

/// What a row is about in one respect.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::tally) enum Value {
    /// A district; none for what belongs to no district of today.
    District(Option<UnitId>),
    /// A brigade, or the unit that recorded where none stands above it.
    Brigade(UnitId),
    /// A program; none for what has none.
    Program(Option<ProgramId>),
    /// What the program is for; none for what has no program.
    Theme(Option<Theme>),
    /// A month.
    Month(Month),
    /// A year.
    Year(i32),
    /// How it was proven.
    ProofClass(ProofClass),
    /// The code of a district; none where it is not known.
    ServedDistrict(Option<String>),
}

/// What a row is about: a value for each word of the cut.
pub(in crate::tally) type Key = Vec<Value>;

/// The figures of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tally) struct Figures {
    /// Minutes and records.
    pub(in crate::tally) sums: Sums,
    /// Sessions and times served, which no proof class has of its own.
    pub(in crate::tally) served: Served,
    /// Distinct people with a record that counts.
    pub(in crate::tally) volunteers_served: i64,
    /// Distinct members at the end.
    pub(in crate::tally) volunteers_registered: i64,
}

/// Which figures there are of a row or of a total, besides those that all have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tally) struct Shown {
    /// Sessions and times served.
    pub(in crate::tally) sessions: bool,
    /// Members.
    pub(in crate::tally) registered: bool,
}

/// A row of a tally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tally) struct Row {
    /// What it is about.
    pub(in crate::tally) key: Key,
    /// What it comes to.
    pub(in crate::tally) figures: Figures,
}
