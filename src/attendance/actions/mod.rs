//! Acts on attendances, and what is read of them.
//!
//! | file | holds |
//! |---|---|
//! | `confirming.rs` | what somebody served is confirmed |
//! | `holding.rs` | what an act locks and judges by |
//! | `writing.rs` | how attendances are written |

mod confirming;
mod holding;
mod writing;

pub(super) use confirming::{CONFIRM, confirm_record, confirm_records};
pub(super) use holding::{Held, hold};
pub(super) use writing::put;
