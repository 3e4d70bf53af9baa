//! The lines of the ledger that a change of minutes makes.

use crate::{
    kernel::{minutes::CreditPolicy, proof::ProofClass},
    ledger::{model::EntryKind, store::RecordRow},
};

/// What a new line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ledger) struct Line {
    pub(in crate::ledger) kind: EntryKind,
    pub(in crate::ledger) given_minutes: i64,
    pub(in crate::ledger) credited_minutes: i64,
    pub(in crate::ledger) proof_class: ProofClass,
    pub(in crate::ledger) policy: CreditPolicy,
}

/// What the ledger holds of a record: nothing of one that does not count.
fn held(row: &RecordRow) -> Option<Line> {
    row.state.counts().then_some(Line {
        kind: EntryKind::Given,
        given_minutes: row.given_minutes,
        credited_minutes: row.credited_minutes,
        proof_class: row.proof_class,
        policy: row.policy,
    })
}

/// The lines that a change of a record makes: a reversal of what the ledger held of it, and what it
/// is to hold; none where that stays the same.
pub(in crate::ledger) fn lines(before: Option<&RecordRow>, after: &RecordRow) -> Vec<Line> {
    let (before, after) = (before.and_then(held), held(after));
    if before == after {
        return Vec::new();
    }
    let reversal = before.map(|line| Line {
        kind: EntryKind::Reversal,
        given_minutes: -line.given_minutes,
        credited_minutes: -line.credited_minutes,
        ..line
    });
    reversal.into_iter().chain(after).collect()
}
