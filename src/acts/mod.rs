//! One row an act: idempotency and audit in one.
//!
//! Every act asks [`done`] whether it was done before, and ends with [`record`]. One that locks
//! asks after its first lock, before it judges anything: a repetition may have waited there for the
//! very same act, and is answered as that one was. Where an act that has its effect already answers
//! so by itself, as a step does that was taken, asking before the lock will do.
//!
//! Author and id name an act; a keyed hash of its body tells a repetition from another act under
//! the same id. A row enters when its outcome is final and never changes: both databases refuse it.

mod actions;
mod model;
mod store;

pub use actions::{OfSlice, done, record, record_all};
pub use model::{Intent, Outcome, Recorded};
