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

/// Given and credited minutes that the ledger holds of a record.
pub(in crate::ledger) fn held_minutes(row: &RecordRow) -> (i64, i64) {
    held(row).map_or((0, 0), |line| (line.given_minutes, line.credited_minutes))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ledger::{
        model::RecordState,
        rules::examples::{any_record, record},
    };

    fn said(before: Option<&RecordRow>, after: &RecordRow) -> Vec<(EntryKind, i64, i64)> {
        let lines = lines(before, after).into_iter();
        lines.map(|line| (line.kind, line.given_minutes, line.credited_minutes)).collect()
    }

    #[test]
    fn a_change_of_minutes_takes_the_last_line_back_and_makes_a_new_one() {
        let in_review = record(RecordState::InReview);
        let approved = record(RecordState::Approved);
        let corrected =
            RecordRow { given_minutes: 150, credited_minutes: 150, ..in_review.clone() };
        let rejected = record(RecordState::Rejected);
        let given = (EntryKind::Given, 180, 180);
        let back = (EntryKind::Reversal, -180, -180);

        for (before, after, expected) in [
            (None, &in_review, vec![given]),
            (None, &rejected, vec![]),
            (Some(&in_review), &approved, vec![]),
            (Some(&approved), &record(RecordState::Disputed), vec![]),
            (Some(&in_review), &rejected, vec![back]),
            (Some(&approved), &record(RecordState::Voided), vec![back]),
            (Some(&rejected), &in_review, vec![given]),
            (Some(&approved), &corrected, vec![back, (EntryKind::Given, 150, 150)]),
        ] {
            assert_eq!(said(before, after), expected, "{:?}", after.state);
        }
    }

    #[test]
    fn the_same_minutes_proven_otherwise_are_another_line() {
        let before = record(RecordState::Approved);
        let after = RecordRow { proof_class: ProofClass::Backfill, ..before.clone() };

        let classes: Vec<ProofClass> =
            lines(Some(&before), &after).into_iter().map(|line| line.proof_class).collect();

        assert_eq!(classes, [ProofClass::TwoParty, ProofClass::Backfill]);
    }

    proptest! {
        #[test]
        fn the_lines_of_a_record_add_up_to_what_counts_of_it(
            rows in prop::collection::vec(any_record(), 1..12),
        ) {
            let (mut given, mut credited, mut before) = (0, 0, None);
            for row in &rows {
                for line in lines(before, row) {
                    given += line.given_minutes;
                    credited += line.credited_minutes;
                }
                before = Some(row);
                let counts = i64::from(row.state.counts());
                prop_assert_eq!(given, row.given_minutes * counts);
                prop_assert_eq!(credited, row.credited_minutes * counts);
            }
        }

        #[test]
        fn what_a_line_gives_only_the_next_one_takes_back(
            rows in prop::collection::vec(any_record(), 1..12),
        ) {
            let steps = rows.windows(2).flat_map(|pair| lines(Some(&pair[0]), &pair[1]));
            let all: Vec<Line> = lines(None, &rows[0]).into_iter().chain(steps).collect();

            for (place, line) in all.iter().enumerate() {
                let reverses = place % 2 == 1;
                prop_assert_eq!(line.kind == EntryKind::Reversal, reverses);
                if reverses {
                    let (given, taken) = (all[place - 1], *line);
                    prop_assert_eq!(taken.given_minutes, -given.given_minutes);
                    prop_assert_eq!(taken.proof_class, given.proof_class);
                    prop_assert_eq!(taken.policy, given.policy);
                }
            }
        }
    }
}
