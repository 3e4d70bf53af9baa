//! What a second person makes of a record.

use crate::{
    kernel::{caller::Caller, codes::Code, refusal::Refusal},
    ledger::{model::RecordState, store::RecordRow},
};

/// A record that a second person approves; nothing when it counts already.
///
/// # Errors
/// [`Code::StaysOverlap`], [`Code::StateConflict`].
pub(in crate::ledger) fn approved(
    row: &RecordRow,
    caller: &Caller,
) -> Result<Option<RecordRow>, Refusal> {
    match row.state {
        RecordState::Approved => Ok(None),
        RecordState::InReview if row.overlaps => Err(Code::StaysOverlap.into()),
        RecordState::InReview => Ok(Some(decided(row, RecordState::Approved, caller))),
        _ => Err(does_not_fit(row)),
    }
}

/// A record that a second person rejects; nothing when it is rejected already.
///
/// # Errors
/// [`Code::StateConflict`].
pub(in crate::ledger) fn rejected(
    row: &RecordRow,
    caller: &Caller,
) -> Result<Option<RecordRow>, Refusal> {
    match row.state {
        RecordState::Rejected => Ok(None),
        RecordState::InReview => Ok(Some(decided(row, RecordState::Rejected, caller))),
        _ => Err(does_not_fit(row)),
    }
}

pub(super) fn decided(row: &RecordRow, state: RecordState, caller: &Caller) -> RecordRow {
    let (decided_at, decided_by) = (Some(caller.now), Some(caller.person));
    RecordRow { state, decided_at, decided_by, ..row.clone() }
}

pub(super) fn does_not_fit(row: &RecordRow) -> Refusal {
    Refusal::from(Code::StateConflict).with_word("state", row.shown_state())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::{caller::Door, ids::PersonId},
        ledger::rules::{
            corrected, differences, disputed,
            examples::{at, id, record},
            is_approved, lines, upheld,
        },
    };
    use RecordState::{Approved, Computed, Disputed, InReview, Rejected, Voided};

    const ANOTHER: PersonId = id(10);

    fn caller() -> Caller {
        let system = Caller::system(at("18:00"), String::new());
        Caller { person: ANOTHER, door: Door::Http, ..system }
    }

    type Step = fn(&RecordRow, &Caller) -> Result<Option<RecordRow>, Refusal>;

    /// Approve, reject, correct, dispute, uphold.
    const STEPS: [Step; 5] = [
        approved,
        rejected,
        |row, caller| corrected(row, row.given_minutes - 30, caller.person),
        |row, caller| disputed(row, caller.now),
        upheld,
    ];

    fn contested(from: RecordState) -> RecordRow {
        let disputed_at = Some(at("17:00"));
        RecordRow { disputed_from: Some(from), disputed_at, ..record(Disputed) }
    }

    #[test]
    fn a_step_leads_on_is_done_already_or_does_not_fit() {
        let on = |state| Some(Some(state));
        let done = Some(None);
        for (row, expected) in [
            (record(Computed), [None, None, None, None, None]),
            (record(InReview), [on(Approved), on(Rejected), on(InReview), None, None]),
            (record(Approved), [done, None, on(InReview), on(Disputed), done]),
            (contested(Approved), [None, None, on(InReview), done, on(Approved)]),
            (contested(Rejected), [None, None, on(InReview), done, on(Rejected)]),
            (record(Rejected), [None, done, None, on(Disputed), done]),
            (record(Voided), [None; 5]),
        ] {
            let state = |after: Option<RecordRow>| after.map(|after| after.state);
            let next = STEPS.map(|step| step(&row, &caller()).ok().map(state));
            assert_eq!(next, expected, "{:?} from {:?}", row.state, row.disputed_from);
        }
    }

    #[test]
    fn what_overlaps_is_settled_before_anybody_approves_or_corrects_it() {
        let overlapping = |row: RecordRow| RecordRow { overlaps: true, ..row };
        let code = |row: &RecordRow, step: Step| step(row, &caller()).err().map(|no| no.code);

        let [approve, reject, correct, dispute, _] = STEPS;

        let in_review = overlapping(record(InReview));
        assert_eq!(code(&in_review, approve), Some(Code::StaysOverlap));
        assert_eq!(code(&in_review, correct), Some(Code::StaysOverlap));
        assert_eq!(code(&in_review, reject), None);
        assert_eq!(code(&overlapping(record(Approved)), dispute), None);
    }

    #[test]
    fn who_decided_is_kept_and_a_dispute_that_is_answered_is_over() {
        let (now, by) = (Some(caller().now), Some(ANOTHER));
        for step in [approved, rejected] {
            let after = step(&record(InReview), &caller()).unwrap().unwrap();

            assert_eq!((after.decided_at, after.decided_by), (now, by));
        }
        let upheld = upheld(&contested(Rejected), &caller()).unwrap().unwrap();
        assert_eq!((upheld.decided_at, upheld.decided_by), (now, by));
        assert_eq!((upheld.disputed_at, upheld.disputed_from), (None, None));
        let corrected = corrected(&contested(Approved), 90, ANOTHER).unwrap().unwrap();
        assert_eq!((corrected.disputed_at, corrected.disputed_from), (None, None));
        let disputed = disputed(&record(Rejected), caller().now).unwrap().unwrap();
        assert_eq!((disputed.disputed_at, disputed.disputed_from), (now, Some(Rejected)));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_decided_the_lines_add_up_and_cells_hold_what_the_record_counts(
            steps in proptest::collection::vec(0..STEPS.len(), 0..12),
        ) {
            let mut row = record(InReview);
            let mut all = lines(None, &row);
            let mut moved = differences(None, &row);
            let mut approved_records = i64::from(is_approved(&row));
            for step in steps.into_iter().filter_map(|step| STEPS.get(step)) {
                let Ok(Some(after)) = step(&row, &caller()) else { continue };
                all.extend(lines(Some(&row), &after));
                moved.extend(differences(Some(&row), &after));
                approved_records += i64::from(is_approved(&after)) - i64::from(is_approved(&row));
                row = after;
            }

            let sum: i64 = all.iter().map(|line| line.given_minutes).sum();
            let credited: i64 = all.iter().map(|line| line.credited_minutes).sum();
            let held = if row.state.counts() {
                (row.given_minutes, row.credited_minutes)
            } else {
                (0, 0)
            };
            proptest::prop_assert_eq!((sum, credited), held);
            let finals: i64 = moved.iter().map(|difference| difference.by.final_minutes).sum();
            let given = if row.state == Approved { row.given_minutes } else { 0 };
            let approved = i64::from(row.state == Approved);
            proptest::prop_assert_eq!((finals, approved_records), (given, approved));
        }
    }
}
