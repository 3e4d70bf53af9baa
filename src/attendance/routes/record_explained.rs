//! One record as it goes out: how its minutes came about, and its lines in the ledger.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    attendance::{actions::SeenRecord, rules},
    kernel::{
        ids::{EntryId, PersonId},
        interval::Interval,
        language::Language,
        minutes::{CreditPolicy, Explanation, Step, StepKind},
        proof::ProofClass,
        time::Time,
    },
    ledger::{EntryKind, EntryRow, RecordView},
    platform::http::{Versioned, wire_word},
};

wire_word!(EntryKind);
wire_word!(StepKind);

/// What somebody served in a shift, and how it came about.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RecordExplainedView {
    #[serde(flatten)]
    record: RecordView,
    /// How the minutes come from his stays; null of what was not captured in a shift. What was
    /// corrected afterwards is not in it, and stands in the ledger.
    explain: Option<ExplanationView>,
    /// Its lines in the ledger, at most 200. They add up to its minutes while it counts, else to
    /// nothing.
    entries: Vec<EntryView>,
}

/// How somebody's minutes in a shift come from his stays.
#[derive(Debug, Serialize, ToSchema)]
struct ExplanationView {
    /// By which policy, with its version.
    policy: CreditPolicy,
    /// Whole minutes that his stays give.
    given_minutes: i64,
    /// What they count for, in whole minutes.
    credited_minutes: i64,
    /// How, a step of each kind.
    steps: Vec<StepView>,
}

/// A step from what was captured to what is credited.
#[derive(Debug, Serialize, ToSchema)]
struct StepView {
    /// Which step.
    kind: StepKind,
    /// The whole minutes that are left after it; of breaks those that they take away.
    minutes: i64,
    /// What it does, in the caller's language.
    text: String,
    /// The values that the text names.
    params: BTreeMap<&'static str, String>,
    /// The stretches of time that it speaks of: stays, breaks, or what is left of stays.
    stretches: Vec<StretchView>,
}

/// A stretch of time.
#[derive(Debug, Serialize, ToSchema)]
struct StretchView {
    /// Its first instant.
    from: Time,
    /// The first instant after it.
    until: Time,
}

/// A line of the ledger.
#[derive(Debug, Serialize, ToSchema)]
struct EntryView {
    /// Its id.
    id: EntryId,
    /// Counts the lines of the record, from 1.
    number: i32,
    /// Whether it gives minutes, or takes an earlier line back.
    kind: EntryKind,
    /// Whole minutes; negative in a reversal.
    given_minutes: i64,
    /// What they count for; negative in a reversal.
    credited_minutes: i64,
    /// How they were proven.
    proof_class: ProofClass,
    /// By which policy they are credited.
    policy: CreditPolicy,
    /// Who made it; the nil UUID is the system.
    author: PersonId,
    /// When.
    at: Time,
}

impl RecordExplainedView {
    /// The record, explained in a language.
    pub(super) fn of(seen: SeenRecord, language: Language) -> Versioned<Self> {
        let SeenRecord { row, entries } = seen;
        let explain = rules::explained(&row).map(|all| ExplanationView::of(&all, language));
        let entries = entries.into_iter().map(EntryView::from).collect();
        Versioned(row.version, Self { record: row.into(), explain, entries })
    }
}

impl ExplanationView {
    fn of(explanation: &Explanation, language: Language) -> Self {
        Self {
            policy: explanation.policy,
            given_minutes: explanation.given_minutes,
            credited_minutes: explanation.credited_minutes,
            steps: explanation.steps.iter().map(|step| StepView::of(step, language)).collect(),
        }
    }
}

impl StepView {
    fn of(step: &Step, language: Language) -> Self {
        let params = step.params().into_iter();
        Self {
            kind: step.kind(),
            minutes: step.minutes(),
            text: step.say(language),
            params: params.map(|(name, value)| (name, value.plain().into_owned())).collect(),
            stretches: step.stretches().iter().copied().map(StretchView::from).collect(),
        }
    }
}

impl From<Interval> for StretchView {
    fn from(stretch: Interval) -> Self {
        Self { from: stretch.from(), until: stretch.until() }
    }
}

impl From<EntryRow> for EntryView {
    fn from(row: EntryRow) -> Self {
        Self {
            id: row.id,
            number: row.number,
            kind: row.kind,
            given_minutes: row.given_minutes,
            credited_minutes: row.credited_minutes,
            proof_class: row.proof_class,
            policy: row.policy,
            author: row.author,
            at: row.at,
        }
    }
}
