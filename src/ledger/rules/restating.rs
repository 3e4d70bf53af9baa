//! What becomes of a record when stays in it were voided or given to another shift.

use crate::ledger::{
    model::{RecordState, Restated},
    store::RecordRow,
};

/// A record with the minutes that are left of its stays; without any it is voided. One that did not
/// count before goes on not counting. What is left stands in place of minutes that somebody entered
/// by hand and a second person approved, so a second person looks at it once more.
pub(in crate::ledger) fn restated(row: &RecordRow, left: Restated) -> RecordRow {
    let state = match row.state {
        state if state.counts() && left.stays.0.is_empty() => RecordState::Voided,
        RecordState::Approved if row.corrected_by.is_some() => RecordState::InReview,
        state => state,
    };
    // Of what is void there is nothing to contest.
    let contested = state != RecordState::Voided;
    RecordRow {
        state,
        given_minutes: left.given_minutes,
        credited_minutes: left.credited_minutes,
        proof_class: left.proof_class,
        grade: left.grade,
        stays: left.stays,
        flags: left.flags,
        overlaps: left.overlaps,
        disputed_at: row.disputed_at.filter(|_| contested),
        disputed_from: row.disputed_from.filter(|_| contested),
        ..row.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{
        model::Stretches,
        rules::examples::{at, id, record},
    };
    use RecordState::{Approved, Disputed, InReview, Rejected, Voided};

    /// What becomes of a record of which so many minutes are left.
    fn left(row: &RecordRow, given_minutes: i64) -> RecordRow {
        let stays = if given_minutes > 0 { row.stays.clone() } else { Stretches::default() };
        let (proof_class, grade, flags) = (row.proof_class, row.grade, row.flags.clone());
        let credited_minutes = given_minutes;
        let overlaps = false;
        let left = Restated {
            given_minutes,
            credited_minutes,
            proof_class,
            grade,
            stays,
            flags,
            overlaps,
        };
        restated(row, left)
    }

    #[test]
    fn a_record_keeps_its_state_until_nothing_of_it_is_left() {
        for (state, kept, empty) in [
            (InReview, InReview, Voided),
            (Approved, Approved, Voided),
            (Disputed, Disputed, Voided),
            (Rejected, Rejected, Rejected),
            (Voided, Voided, Voided),
        ] {
            let row = record(state);

            assert_eq!((left(&row, 60).state, left(&row, 0).state), (kept, empty), "{state:?}");
            assert_eq!((left(&row, 60).given_minutes, left(&row, 0).given_minutes), (60, 0));
        }
    }

    #[test]
    fn what_is_void_is_contested_no_more() {
        let disputed_at = Some(at("17:00"));
        let row = RecordRow { disputed_at, disputed_from: Some(Approved), ..record(Disputed) };

        assert_eq!(left(&row, 60).disputed_at, disputed_at);
        assert_eq!((left(&row, 0).disputed_at, left(&row, 0).disputed_from), (None, None));
    }

    #[test]
    fn what_stands_in_place_of_minutes_entered_by_hand_is_looked_at_once_more() {
        for (state, kept) in
            [(InReview, InReview), (Approved, InReview), (Disputed, Disputed), (Rejected, Rejected)]
        {
            let row = RecordRow { corrected_by: Some(id(9)), ..record(state) };

            assert_eq!(left(&row, 60).state, kept, "{state:?}");
            assert_eq!(left(&row, 60).corrected_by, row.corrected_by);
        }
        let row = RecordRow { corrected_by: Some(id(9)), ..record(Approved) };
        assert_eq!(left(&row, 0).state, Voided);
    }
}
