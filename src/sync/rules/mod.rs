//! What a device is told.
//!
//! | file | holds |
//! |---|---|
//! | `steps.rs` | which audiences are walked, which are swept, and whether all starts over |
//! | `telling.rs` | what a line of an audience is to a device |

mod steps;
mod telling;

pub(super) use steps::{Step, after, from_the_beginning, steps};
pub(super) use telling::{Telling, stretch, telling};
