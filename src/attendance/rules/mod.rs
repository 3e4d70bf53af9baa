//! Decisions about attendances, and what is seen of them.
//!
//! | file | holds |
//! |---|---|
//! | `stays.rs` | what of a stay counts, how it is proven, where stays overlap |
//! | `reports.rs` | when a shift is reported on, and what that moves |
//! | `records.rs` | whether the stays of somebody in a shift come to a record, and to what |
//! | `explaining.rs` | how the minutes of a record come from stays |
//! | `judging.rs` | who judges what others did, and what does not fit it |
//! | `confirming.rs` | what is confirmed of what they come to, and whether that is enough |
//! | `districts.rs` | in what district people are served |
//! | `ends.rs` | who says when somebody left who did not check out |
//! | `voids.rs` | what was wrong, and what is left of a record without it |
//! | `overlaps.rs` | who was in two shifts at once, and where it counts |
//! | `attendance_seen.rs` | what is seen of an attendance |
//! | `examples.rs` | rows that the tests of rules begin with |
//! | `gates.rs` | what is refused of what is captured |
//! | `trust.rs` | how far the word of who captures it goes |
//! | `flags.rs` | what is odd about it |
//! | `presence.rs` | the stays that captured events say together |
//! | `said.rs` | attendances as what was captured makes them |
//! | `book.rs` | what becomes of attendances when one more event is captured |
//! | `retirement.rs` | when attendances leave the phones |
//! | `vouching.rs` | who vouches for what is confirmed |

mod attendance_seen;
mod book;
mod confirming;
mod districts;
mod ends;
#[cfg(test)]
pub(super) mod examples;
mod explaining;
mod flags;
mod gates;
mod judging;
mod overlaps;
mod presence;
mod records;
mod reports;
mod retirement;
mod said;
mod stays;
mod trust;
mod voids;
mod vouching;

pub(super) use book::Book;
pub(super) use confirming::{confirmable, confirmed, is_open, session_day, settled, state_of};
pub(super) use districts::district_code;
pub(super) use ends::{due_end, end_proposed, end_to_confirm, ended_until, may_say};
pub(super) use explaining::explained;
pub(super) use flags::{HasPlace, flags_of_capture};
pub(super) use gates::{Age, Facts, as_allowed, may_be_captured};
pub(super) use judging::{conflict, may_judge};
pub(super) use overlaps::{Settling, settling};
pub(super) use records::{drafted, is_service};
pub(super) use reports::{may_report, reported, served};
pub(crate) use retirement::OWN_DAYS;
pub(super) use retirement::{is_seen, retired_until};
pub(super) use said::{Beginning, found};
pub(super) use stays::{
    claimed, differences, minutes, near, overlapping, proof_class, record_class, recounted,
};
pub(super) use trust::{captured_online, source_of_mark};
pub(super) use voids::{as_recorded, reopened, restated, void_asked, voided};
