//! Records as they go out.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    kernel::{
        caller::Grade,
        ids::{ActivityId, PersonId, ProgramId, RecordId, ShiftId, UnitId},
        minutes::{CreditPolicy, hours_text},
        proof::ProofClass,
        time::Time,
    },
    ledger::{
        model::{Flag, RecordState},
        store::RecordRow,
    },
    platform::http::{Versioned, wire_word},
};

wire_word!(CreditPolicy);
wire_word!(Flag);
wire_word!(Grade);
wire_word!(ProofClass);
wire_word!(RecordState);

/// What somebody served in a shift.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordView {
    /// Its id: that of his first attendance in the shift.
    id: RecordId,
    /// In which shift.
    shift: ShiftId,
    /// The shift's activity.
    activity: ActivityId,
    /// Who organised it, and records it.
    unit: UnitId,
    /// Who served.
    person_id: PersonId,
    /// The activity's program.
    program: Option<ProgramId>,
    /// What became of it.
    state: RecordState,
    /// The activity's name.
    activity_name: String,
    /// Local date of the shift's start.
    #[schema(format = Date)]
    service_date: String,
    /// Where, in words; of a private home only that it is one.
    place: String,
    /// What was done.
    content: String,
    /// The unit's name.
    unit_name: String,
    /// Who answered for it.
    person_in_charge: Option<PersonId>,
    /// Whole minutes that he gave.
    given_minutes: i64,
    /// What they count for, in whole minutes.
    credited_minutes: i64,
    /// The same in hours: `3.5`.
    hours: String,
    /// By which policy, with its version.
    policy: CreditPolicy,
    /// How the minutes are proven: the weakest of his stays.
    proof_class: ProofClass,
    /// How far the captured times can be trusted: the least of them.
    grade: Grade,
    /// What was odd.
    flags: Vec<Flag>,
    /// When the shift began.
    starts_at: Time,
    /// When the shift ended.
    ended_at: Time,
    /// The local date by which it is to be recorded: ten working days after the end.
    #[schema(format = Date)]
    due_on: String,
    /// Whether it was recorded later.
    late: bool,
    /// Why.
    late_reason: Option<String>,
    /// When it was confirmed; null before.
    recorded_at: Option<Time>,
    /// By whom.
    recorded_by: Option<PersonId>,
    /// When somebody decided about it last.
    decided_at: Option<Time>,
    /// Who.
    decided_by: Option<PersonId>,
    /// Who corrected it last.
    corrected_by: Option<PersonId>,
    /// When he contested it; null while he does not.
    disputed_at: Option<Time>,
    /// Counts its changes; 0 before it is confirmed.
    version: i64,
}

impl From<RecordRow> for RecordView {
    fn from(row: RecordRow) -> Self {
        let is_recorded = row.state != RecordState::Computed;
        Self {
            id: row.id,
            shift: row.shift,
            activity: row.activity,
            unit: row.unit,
            person_id: row.person,
            program: row.program,
            state: row.shown_state(),
            activity_name: row.activity_name,
            service_date: row.service_date,
            place: row.place,
            content: row.content,
            unit_name: row.unit_name,
            person_in_charge: row.person_in_charge,
            given_minutes: row.given_minutes,
            credited_minutes: row.credited_minutes,
            hours: hours_text(row.credited_minutes),
            policy: row.policy,
            proof_class: row.proof_class,
            grade: row.grade,
            flags: row.flags.0.into_iter().collect(),
            starts_at: row.starts_at,
            ended_at: row.ended_at,
            due_on: row.due_on,
            late: row.late,
            late_reason: row.late_reason,
            recorded_at: is_recorded.then_some(row.recorded_at),
            recorded_by: is_recorded.then_some(row.recorded_by),
            decided_at: row.decided_at,
            decided_by: row.decided_by,
            corrected_by: row.corrected_by,
            disputed_at: row.disputed_at,
            version: row.version,
        }
    }
}

impl From<RecordRow> for Versioned<RecordView> {
    fn from(row: RecordRow) -> Self {
        Self(row.version, row.into())
    }
}
