//! Decisions about attendances, and what is seen of them.
//!
//! | file | holds |
//! |---|---|
//! | `stays.rs` | what of a stay counts, how it is proven, where stays overlap |
//! | `records.rs` | what the stays of somebody in a shift come to |
//! | `confirming.rs` | who confirms what they come to, and whether that is enough |
//! | `districts.rs` | in what district people are served |
//! | `attendance_seen.rs` | what is seen of an attendance |
//! | `examples.rs` | rows that the tests of rules begin with |

mod attendance_seen;
mod confirming;
mod districts;
#[cfg(test)]
pub(super) mod examples;
mod records;
mod stays;

pub(super) use confirming::{
    confirmable, confirmed, is_open, may_confirm, session_day, settled, state_of,
};
pub(super) use districts::district_code;
pub(super) use records::{drafted, explained, is_service};
pub(super) use stays::{
    claimed, counted, differences, minutes, near, overlapping, proof_class, record_class, recounted,
};
