//! Acts on attendances, and what is read of them.
//!
//! | file | holds |
//! |---|---|
//! | `bookings.rs` | what a shift is booked to |
//! | `holding.rs` | what an act locks and judges by |
//! | `writing.rs` | how attendances are written |

mod bookings;
mod holding;
mod writing;

pub(super) use bookings::booking;
pub(super) use holding::{Held, hold};
pub(super) use writing::put;
