//! Sync: how a phone that was away comes to hold what its owner may see.
//!
//! Words: a *cursor* says how far a device has read, audience by audience; a *reading* is its line
//! of one audience: *walked* is the version up to which it was given everything, *seen* the head
//! when it was last asked. A *page* is what one pull answers. To *sweep* an audience is to take
//! from a device what it can have of one that its owner lost. A *reset* starts over: the device
//! marks what it holds, is given everything, and lets go of what is still marked. The *life* of a
//! database is what a cursor is good for at all.
//!
//! Invariants:
//! - A pull reads grants, heads and feed, in one snapshot, and nothing else.
//! - Each page's cursor is good by itself: whatever is lost on the way can be asked for again.
//! - No cursor is an error: what cannot be read, is another's, or is too old, starts over.
//! - A row leaves a device only when no audience of its owner holds it any more; that one left is
//!   told only to who was a reader when it did, or can have the row from when he was. One that had
//!   stood there before and came back afterwards counts as one that he can have: of it he may be
//!   told the id.

mod model;
mod pulling;
mod reads;
mod routes;
mod rules;

pub use model::Reset;
pub use pulling::Pulling;
pub use routes::configure;
