//! Notices: what a person must be told, in his bucket and on its way out of the house.
//!
//! Words: a *notice* tells of an act that changed somebody's day; the *outbox* holds what is to go
//! out as a text message or a push, and whoever sends it reads it there.
//!
//! Invariants:
//! - Notice, document and row of the outbox are in the transaction of the act that they tell of:
//!   nobody is told what did not happen.
//! - A notice says what kind of thing happened to which row. Names, reasons and other words of
//!   people stand in none: it is shown on locked screens.
//! - `read_at` is set once, by the person himself.

mod actions;
mod model;
mod routes;
mod rules;
mod store;

pub use actions::{PROJECTIONS, tell};
pub use model::{NewNotice, NoticeKind};
pub use routes::configure;
