//! What a year holds, and how far its filling is.

use serde::{Deserialize, Serialize};

use crate::demo::{Kept, Login};

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Districts and brigades come into being.
    Units,
    /// People are enrolled.
    People,
    /// The year's activities and shifts are planned.
    Shifts,
    /// People come, and what they served is confirmed.
    Stays,
    /// A second person looks at records.
    Reviews,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How much of it was done.
    pub done: u64,
    /// How much there is to do, as far as is known.
    pub of: Option<u64>,
}

/// A year that was made, and with whom to look at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeYear {
    /// What people and figures come from.
    pub seed: u64,
    /// Which.
    pub year: i32,
    /// How much there is.
    pub filled: Filled,
    /// With whom to look at it.
    pub logins: Vec<Login>,
}

impl Kept for MadeYear {
    const FILE: &'static str = "federation-year.json";
}

/// What a year holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// Districts.
    pub districts: u64,
    /// Brigades.
    pub brigades: u64,
    /// Persons with a membership.
    pub people: u64,
    /// Activities.
    pub activities: u64,
    /// Shifts.
    pub shifts: u64,
    /// Stays of somebody in a shift.
    pub stays: u64,
    /// Records that a second person approved.
    pub reviewed: u64,
}
