//! Decisions about attendances, and what is seen of them.
//!
//! | file | holds |
//! |---|---|
//! | `stays.rs` | what of a stay counts, how it is proven, where stays overlap |
//! | `reports.rs` | when a shift is reported on, and what that moves |
//! | `records.rs` | what the stays of somebody in a shift come to |
//! | `districts.rs` | in what district people are served |
//! | `attendance_seen.rs` | what is seen of an attendance |
//! | `examples.rs` | rows that the tests of rules begin with |

mod attendance_seen;
mod districts;
#[cfg(test)]
pub(super) mod examples;
mod records;
mod reports;
mod stays;

pub(super) use districts::district_code;
pub(super) use records::drafted;
pub(super) use reports::{may_report, reported, served};
pub(super) use stays::{
    claimed, counted, differences, minutes, near, overlapping, proof_class, record_class, recounted,
};
