//! Programs, sites, activities, shifts with their seats, and sign-ups.
//!
//! Words: a *program* is a purpose that goes on for years; a *site* is where service is given again
//! and again; an *activity* is what is published; a *shift* is one part of its time; a *position*
//! is a kind of work in a shift and has *seats*; a *sign-up* is somebody's place in a position, or
//! his wish for one. An *offer* is a free seat that is kept for who waited longest.
//!
//! Invariants:
//! - `taken` of a position is the number of its sign-ups that are confirmed or offered, `waiting`
//!   of those that wait, and `taken` never grows beyond `seats`.
//! - At most one sign-up of a person in a shift stands, and no two of his confirmed ones have an
//!   instant in common.
//! - Nobody is ordered: whom a leader asks has to accept, or to have said so to him (Volunteer
//!   Service Regulations, article 25).
//! - Acts lock activity → shifts → seats → persons → sign-ups, several of a kind in the order of
//!   ids. Whatever a sign-up is judged by changes only under the lock of the shift's seats.
//!   One exception: seats of what somebody got elsewhere while an act waited for him are locked
//!   after him (`actions/placing.rs`). Where two acts then wait for each other, the database ends
//!   one, and it is run again. Several sign-ups are locked by one statement, in no order: their
//!   seats are locked by then, so nobody else locks them.
//! - Time changes no row: that a shift runs or an offer has run out follows from row and instant.
//!   What must become of it then is an act by the system.
//! - Of a private home the audience learns the area and a coarse point; its point stands on the
//!   desk and with those who have a place, its address in no document.
//!
//! To follow a sign-up, open `routes/sign_ups.rs` → `actions/sign_ups.rs` (who may ask for whom) →
//! `actions/placing.rs` (what is locked, and who gets a seat) → `rules/gates.rs` (who may come) and
//! `rules/seats.rs` (whether a seat is free) → `store/sign_ups.rs`. An answer to it begins in
//! `actions/answers.rs`, what becomes of a seat that comes free in `actions/seats.rs`.

mod actions;
mod model;
mod routes;
mod rules;
mod store;

pub use actions::{
    PROJECTIONS, authority_over_shift, expire_offers, lock_each_shift, lock_shift, places_in,
    places_of, retire, shift_facts,
};
pub(crate) use actions::{
    add_shift, advance, answer, create_activity, create_program, create_site, sign_up, sign_up_all,
};
pub(crate) use model::{
    ActivityChanges, ActivityText, AddShift, Audience, Breaks, CreateActivity, CreateProgram,
    CreateSite, MeetingPlace, Move, Name, NewSignUp, PeopleWanted, SignUpStep, Slot, Step, Themes,
    WantedPosition,
};
pub use model::{
    ActivityKind, ActivityState, ApplyTo, ProgramFacts, ShiftFacts, ShiftState, SignUpState,
    SiteKind, Theme,
};
pub use routes::configure;
pub use store::program_facts;
