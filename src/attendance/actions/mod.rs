//! Acts on attendances, and what is read of them.
//!
//! | file | holds |
//! |---|---|
//! | `bookings.rs` | what a shift is booked to |
//! | `confirming.rs` | what somebody served is confirmed |
//! | `holding.rs` | what an act locks and judges by |
//! | `writing.rs` | how attendances are written |
//! | `reads.rs` | what somebody may look at of attendances |
//! | `records.rs` | what somebody may look at of records |
//! | `rosters.rs` | who is to come to a shift, and who came |
//! | `totals.rs` | what somebody's service comes to |

mod bookings;
mod confirming;
mod holding;
mod reads;
mod records;
mod rosters;
mod totals;
mod writing;

pub(super) use bookings::booking;
pub(super) use confirming::{CONFIRM, confirm_record, confirm_records};
pub(super) use holding::{Held, hold};
pub(super) use reads::{attendance, attendances_in, own_attendances};
pub(super) use records::{SeenRecord, record, records, records_of};
pub(super) use rosters::{OnRoster, roster};
pub(super) use totals::totals;
pub(super) use writing::put;
