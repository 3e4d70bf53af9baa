//! Values of programs, sites, activities, shifts and sign-ups: a file a noun.

mod activities;
mod facts;
mod names;
mod places;
mod programs;
mod shifts;
mod sign_ups;
mod sites;

pub(crate) use activities::{
    ActivityChanges, ActivityText, Audience, CreateActivity, Move, OwnPlace, PeopleWanted, Step,
};
pub use activities::{ActivityKind, ActivityState};
pub(super) use activities::{Sight, lasts};
pub use facts::{ProgramFacts, ShiftFacts};
pub(crate) use names::Name;
pub(super) use places::Location;
pub(crate) use places::MeetingPlace;
pub(super) use programs::ProgramChanges;
pub use programs::Theme;
pub(crate) use programs::{CreateProgram, Themes};
pub(crate) use shifts::{AddShift, Breaks, Slot, WantedPosition};
pub use shifts::{ApplyTo, ShiftState};
pub(super) use shifts::{Position, Positions, ShiftChanges, ShiftStep};
pub use sign_ups::SignUpState;
pub(crate) use sign_ups::{NewSignUp, SignUpStep};
pub(crate) use sites::CreateSite;
pub(super) use sites::SiteChanges;
pub use sites::SiteKind;
