//! Acts on attendances, and what is read of them.
//!
//! | file | holds |
//! |---|---|
//! | `bookings.rs` | what a shift is booked to |
//! | `confirming.rs` | what somebody served is confirmed |
//! | `holding.rs` | what an act locks and judges by |
//! | `writing.rs` | how attendances are written |

mod bookings;
mod confirming;
mod holding;
mod writing;

pub(super) use bookings::booking;
pub(super) use confirming::{CONFIRM, confirm_record, confirm_records};
pub(super) use holding::{Held, hold};
pub(super) use writing::put;
