//! Acts on attendances, and what is read of them.
//!
//! | file | holds |
//! |---|---|
//! | `bookings.rs` | what a shift is booked to |
//! | `presence.rs` | how what was captured is entered |
//! | `check_ins.rs` | coming and going, by the person himself |
//! | `marks.rs` | what a leader enters for others |
//! | `telling.rs` | what persons are told |
//! | `holding.rs` | what an act locks and judges by |
//! | `writing.rs` | how attendances are written |

mod bookings;
mod check_ins;
mod holding;
mod marks;
mod presence;
mod telling;
mod writing;

pub(super) use bookings::booking;
pub(super) use check_ins::{check_in, check_out};
pub(super) use holding::{Held, by_any_id, hold};
pub(super) use marks::mark;
pub(super) use writing::put;
