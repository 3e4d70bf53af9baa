//! Values of programs, sites, activities, shifts and sign-ups: a file a noun.

mod activities;
mod facts;
mod names;
mod places;
mod programs;
mod shifts;
mod sign_ups;
mod sites;

pub(super) use activities::{
    ActivityChanges, ActivityText, Audience, CreateActivity, Move, OwnPlace, PeopleWanted, Sight,
    Step, lasts,
};
pub use activities::{ActivityKind, ActivityState};
pub use facts::{ProgramFacts, ShiftFacts};
pub(super) use names::Name;
pub(super) use places::{Location, MeetingPlace};
pub use programs::Theme;
pub(super) use programs::{CreateProgram, ProgramChanges, Themes};
pub(super) use shifts::{
    AddShift, Breaks, Position, Positions, ShiftChanges, ShiftStep, Slot, WantedPosition,
};
pub use shifts::{ApplyTo, ShiftState};
pub use sign_ups::SignUpState;
pub(super) use sign_ups::{NewSignUp, SignUpStep};
pub use sites::SiteKind;
pub(super) use sites::{CreateSite, SiteChanges};
