//! Acts on attendances, and what is read of them.
//!
//! | file | holds |
//! |---|---|
//! | `holding.rs` | what an act locks and judges by |
//! | `writing.rs` | how attendances are written |

mod holding;
mod writing;

pub(super) use holding::{Held, hold};
pub(super) use writing::put;
