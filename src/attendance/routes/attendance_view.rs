//! Attendances as they go out.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    attendance::{model::AttendanceState, rules, store::AttendanceRow},
    kernel::{
        caller::Grade,
        geo::Verdict,
        ids::{ActivityId, AttendanceId, PersonId, RecordId, ShiftId, UnitId},
        proof::ProofClass,
        time::Time,
    },
    ledger::Flag,
    platform::http::{Versioned, wire_word},
};

wire_word!(AttendanceState);
wire_word!(Verdict);

/// One stay of somebody in a shift, or that he did not come.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AttendanceView {
    /// Its id.
    id: AttendanceId,
    /// The id of his record in the shift: that of his first attendance there.
    record_id: RecordId,
    /// Other ids under which it was captured that he came, or did not; each finds it.
    also: Vec<AttendanceId>,
    /// In which shift.
    shift: ShiftId,
    /// The shift's activity.
    activity: ActivityId,
    /// The activity's unit.
    unit: UnitId,
    /// Whose it is.
    person_id: PersonId,
    /// What is known of it.
    state: AttendanceState,
    /// When he came.
    started_at: Option<Time>,
    /// When he left.
    ended_at: Option<Time>,
    /// When he probably left: somebody is to say whether that is right.
    proposed_end_at: Option<Time>,
    /// Who proposed it; the nil UUID is the system.
    proposed_by: Option<PersonId>,
    /// How it is proven.
    proof_class: ProofClass,
    /// What is known of the place where he checked in.
    verdict_in: Option<Verdict>,
    /// What is known of the place where he checked out.
    verdict_out: Option<Verdict>,
    /// How far its times can be trusted.
    grade: Grade,
    /// What was odd about it.
    flags: Vec<Flag>,
    /// Whether it overlaps with a stay in another shift, and counts for nothing until that is
    /// settled.
    overlaps: bool,
    /// Who wants it void; null at one's own.
    void_asked_by: Option<PersonId>,
    /// Local date of the shift's start.
    #[schema(format = Date)]
    service_date: String,
    /// When its record was confirmed: its times and minutes are fixed by no further capture;
    /// voiding and settling an overlap still change it.
    settled_at: Option<Time>,
    /// Counts its changes.
    version: i64,
}

impl From<AttendanceRow> for AttendanceView {
    fn from(row: AttendanceRow) -> Self {
        Self {
            proof_class: rules::proof_class(&row),
            id: row.id,
            record_id: row.record_id,
            also: row.aliases.also.into_iter().collect(),
            shift: row.shift,
            activity: row.activity,
            unit: row.unit,
            person_id: row.person,
            state: row.state,
            started_at: row.started_at,
            ended_at: row.ended_at,
            proposed_end_at: row.proposed_end_at,
            proposed_by: row.proposed_by,
            verdict_in: row.verdict_in,
            verdict_out: row.verdict_out,
            grade: row.grade,
            flags: row.flags.0.into_iter().collect(),
            overlaps: row.overlaps,
            void_asked_by: row.void_asked_by,
            service_date: row.service_date,
            settled_at: row.settled_at,
            version: row.version,
        }
    }
}

impl From<AttendanceRow> for Versioned<AttendanceView> {
    fn from(row: AttendanceRow) -> Self {
        Self(row.version, row.into())
    }
}
