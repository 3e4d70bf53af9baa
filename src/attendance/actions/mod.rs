//! Acts on attendances, and what is read of them.
//!
//! | file | holds |
//! |---|---|
//! | `bookings.rs` | what a shift is booked to |
//! | `confirming.rs` | what somebody served is confirmed |
//! | `ends.rs` | when somebody left who did not check out |
//! | `overlaps.rs` | where the time counts of who was in two shifts at once |
//! | `voids.rs` | what was wrong |
//! | `reports.rs` | reporting how many people a shift served |
//! | `reads.rs` | what somebody may look at of attendances |
//! | `records.rs` | what somebody may look at of records |
//! | `rosters.rs` | who is to come to a shift, and who came |
//! | `totals.rs` | what somebody's service comes to |
//! | `holding.rs` | what an act locks and judges by |
//! | `sheets.rs` | all that came of shifts, entered at once |
//! | `stepping.rs` | what all steps on one attendance do |
//! | `writing.rs` | how attendances are written |
//! | `projections.rs` | what of who came stands in the feed |
//! | `presence.rs` | how what was captured is entered |
//! | `check_ins.rs` | coming and going, by the person himself |
//! | `marks.rs` | what a leader enters for others |
//! | `telling.rs` | what persons are told |
//! | `retirement.rs` | the timed act that clears the phones |
//! | `audit.rs` | a recount of what stays and reports come to |

mod audit;
mod bookings;
mod check_ins;
mod confirming;
mod ends;
mod holding;
mod marks;
mod overlaps;
mod presence;
mod projections;
mod reads;
mod records;
mod reports;
mod retirement;
mod rosters;
mod sheets;
mod stepping;
mod telling;
mod totals;
mod voids;
mod writing;

pub use audit::audit;
pub(super) use bookings::booking;
pub(crate) use check_ins::{check_in, check_out};
pub(super) use confirming::CONFIRM;
pub(crate) use confirming::{confirm_record, confirm_records};
pub(crate) use ends::confirm_end;
pub use ends::propose_ends;
pub(super) use ends::{PROPOSE_END, propose_end};
pub(super) use holding::{by_any_id, hold};
pub(crate) use marks::mark;
pub(super) use overlaps::{Decision, settle_overlap};
pub use projections::PROJECTIONS;
pub(super) use reads::{attendance, attendances_in, own_attendances};
pub(super) use records::{SeenRecord, record, records, records_of};
pub(crate) use reports::report_shift;
pub(super) use reports::{NotedReport, reports_of};
pub use retirement::retire;
pub(super) use rosters::{OnRoster, roster};
pub use sheets::{Said, Sheet, enter_sheets};
pub(super) use totals::totals;
pub(super) use voids::{confirm_void, void};
pub(super) use writing::put;
