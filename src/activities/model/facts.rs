//! What other features need to know of a shift.

use crate::kernel::{
    geo::Fence,
    ids::{ActivityId, PersonId, ProgramId, ShiftId, UnitId},
    interval::Interval,
    time::Time,
};

use super::{ActivityState, ShiftState, Theme};

/// A program as other features name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramFacts {
    /// The program.
    pub id: ProgramId,
    /// What it is called.
    pub name: String,
    /// What it is for: one theme at least.
    pub themes: Vec<Theme>,
}

/// A shift with what its activity says of it, at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftFacts {
    /// The shift.
    pub id: ShiftId,
    /// Its activity.
    pub activity: ActivityId,
    /// Who organises it, and records the service.
    pub unit: UnitId,
    /// The unit whose members it is for; everybody without one.
    pub audience: Option<UnitId>,
    /// What became of the shift.
    pub state: ShiftState,
    /// What became of the activity.
    pub activity_state: ActivityState,
    /// When it was made known; none while it is not.
    pub published_at: Option<Time>,
    /// From its start to its end.
    pub span: Interval,
    /// When nobody works in it.
    pub breaks: Vec<Interval>,
    /// Local date of the start: `2026-12-31`.
    pub service_date: String,
    /// The activity's program.
    pub program: Option<ProgramId>,
    /// Whether time spent at it is service time.
    pub countable: bool,
    /// Whether it may endanger those who take part.
    pub danger: bool,
    /// Whether it takes place nowhere.
    pub online: bool,
    /// Where those who take part are to be.
    pub fence: Option<Fence>,
    /// The activity's name.
    pub name: String,
    /// What is done at it.
    pub content: String,
    /// Where it takes place, in words that may be written down: of a private home nothing but that
    /// it is one.
    pub place: String,
    /// Who answers for it.
    pub person_in_charge: Option<PersonId>,
    /// The area code of where people are served, if that is known: of a district, town or village.
    pub served_area_code: Option<String>,
}
