//! The SQL of attendances.
//!
//! | file | holds |
//! |---|---|
//! | `attendances.rs` | attendances |
//! | `events.rs` | what was captured about them: inserts and look-ups, nothing else |
//! | `evidence.rs` | what of it may be erased |
//! | `columns.rs` | lists as columns |

mod attendances;
mod columns;
mod events;
mod evidence;

pub(super) use attendances::{
    AttendanceRow, attendance, insert_attendance, near, of_record, put_attendance,
};
pub(super) use events::{
    EventRow, attendance_of_event, enterers, events_in, insert_events, is_event,
};
pub(super) use evidence::{EvidenceRow, insert_evidence};
