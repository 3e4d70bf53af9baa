//! What is read: a pull is no act.
//!
//! | file | holds |
//! |---|---|
//! | `pulls.rs` | a page |
//! | `visible.rs` | everything that somebody may see, as a number |

mod pulls;
mod visible;

pub(super) use pulls::{Asked, pull};
