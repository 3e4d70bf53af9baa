//! Who came, from when to when, how it is known, and what becomes of it.
//!
//! Words: an *attendance* is one stay of somebody in a shift, or that he did not come; an *event*
//! is one thing that was captured about it, by himself or by a leader; a *mark* is an event that a
//! leader enters for somebody. A stay without an end gets a *proposal*. What *counts* of a stay is
//! what lies in the shift, a little around it, and in no break; what it *cedes* counts elsewhere.
//! An attendance is *settled* once its record is confirmed. A *report* says how many people a shift
//! served.
//!
//! Invariants:
//! - Presence is never refused for place, time or sign-up. What is odd is a flag, and sends the
//!   record to a second person.
//! - Events are never changed. An attendance is what they say together, in whatever order they
//!   came: of two times that the person and a leader captured, his own stands.
//! - Whatever id something was captured under, that id finds the stay for ever.
//! - At most three stays of a person in a shift; one of them is open at most.
//! - Nothing is credited by itself: who did not check out, or somebody else than who proposed the
//!   end, says when he left.
//! - Of stays at the same time in two shifts none counts before a superior of both units has
//!   decided.
//! - Reports of a shift are only ever added. The newest counts, whatever it says.
//! - Coordinates are kept only with the person's consent, apart from all else, where they can be
//!   erased.
//!
//! Acts lock session day → person → attendances → record. All that a person was ever seen at is
//! judged under the lock of the person.
//!
//! The first attendance of somebody in a shift stands for the record until that is confirmed, and
//! gives it its id.

mod actions;
mod model;
mod routes;
mod rules;
mod store;

pub use actions::{PROJECTIONS, Said, Sheet, audit, enter_sheets, propose_ends, retire};
pub(crate) use actions::{
    check_in, check_out, confirm_end, confirm_record, confirm_records, mark, report_shift,
};
pub use model::{
    AttendanceState, EventKind, Mark, MarkKind, MarkSource, NewReport, OwnCapture, Position,
    Source, Whereabouts,
};
pub use routes::configure;
pub(crate) use rules::OWN_DAYS;
