//! The SQL of attendances.
//!
//! | file | holds |
//! |---|---|
//! | `attendances.rs` | attendances |
//! | `events.rs` | what was captured about them: inserts and look-ups, nothing else |
//! | `lists.rs` | lists of attendances |
//! | `evidence.rs` | what of it may be erased |
//! | `report_notes.rs` | what of a report may be erased |
//! | `reports.rs` | how many people shifts served: inserts and look-ups, nothing else |
//! | `retirement.rs` | what leaves the phones |
//! | `columns.rs` | lists as columns |

mod attendances;
mod columns;
mod events;
mod evidence;
mod lists;
mod report_notes;
mod reports;
mod retirement;

pub(super) use attendances::{
    AttendanceRow, attendance, attendances_by_id, insert_attendances, near, not_ended, of_record,
    put_attendance,
};
pub(super) use events::{
    EventRow, attendance_of_event, attendances_of_events, events_in, insert_events, is_event,
};
pub(super) use evidence::{EvidenceRow, insert_evidence};
pub(super) use lists::{
    OwnSearch, ShiftSearch, computed, in_shift, of_person, of_persons_in, of_records, persons_in,
    unsettled_of,
};
pub(super) use report_notes::{NoteRow, insert_notes, notes_of};
pub(super) use reports::{ReportRow, insert_reports, newest_of, report, reports_of};
pub(super) use retirement::{first_seen, retire_attendances, seen_in};
