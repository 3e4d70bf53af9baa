//! Acts on attendances, and what is read of them.
//!
//! | file | holds |
//! |---|---|
//! | `bookings.rs` | what a shift is booked to |
//! | `holding.rs` | what an act locks and judges by |
//! | `reports.rs` | reporting how many people a shift served |
//! | `writing.rs` | how attendances are written |

mod bookings;
mod holding;
mod reports;
mod writing;

pub(super) use bookings::booking;
pub(super) use holding::{Held, hold};
pub(super) use reports::{report_shift, reports_of};
pub(super) use writing::put;
