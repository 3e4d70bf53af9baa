//! Decisions about attendances, and what is seen of them.
//!
//! | file | holds |
//! |---|---|
//! | `stays.rs` | what of a stay counts, how it is proven, where stays overlap |
//! | `records.rs` | what the stays of somebody in a shift come to |
//! | `districts.rs` | in what district people are served |
//! | `gates.rs` | what is refused of what is captured |
//! | `flags.rs` | what is odd about it |
//! | `presence.rs` | the stays that captured events say together |
//! | `book.rs` | what becomes of attendances when one more event is captured |
//! | `attendance_seen.rs` | what is seen of an attendance |
//! | `examples.rs` | rows that the tests of rules begin with |

mod attendance_seen;
mod book;
mod districts;
#[cfg(test)]
pub(super) mod examples;
mod flags;
mod gates;
mod presence;
mod records;
mod stays;

pub(super) use book::{Beginning, Book, found};
pub(super) use districts::district_code;
pub(super) use flags::{HasPlace, flags_of_capture};
pub(super) use gates::{Age, Facts, captured_online, may_be_captured, source_of_mark};
pub(super) use records::drafted;
pub(super) use stays::{
    claimed, counted, differences, minutes, near, overlapping, proof_class, record_class, recounted,
};
