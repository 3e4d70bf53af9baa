//! What a correction makes of a record.

use super::approvals::does_not_fit;
use crate::{
    kernel::{
        codes::{Code, FieldCode},
        ids::PersonId,
        interval::Interval,
        minutes::{credited, planned_minutes},
        proof::ProofClass,
        refusal::Refusal,
    },
    ledger::{model::RecordState, store::RecordRow},
};

/// A record with so many given minutes, which a second person is to look at again; nothing when it
/// has so many. More than were captured were entered afterwards. It answers who contested it.
///
/// # Errors
/// A refusal of `given_minutes` below none, or above what its policy counts of the whole shift;
/// [`Code::StaysOverlap`], [`Code::StateConflict`].
pub(in crate::ledger) fn corrected(
    row: &RecordRow,
    given_minutes: i64,
    caller: PersonId,
) -> Result<Option<RecordRow>, Refusal> {
    let out_of_range = || Refusal::field("/given_minutes", FieldCode::OutOfRange);
    let span = Interval::new(row.starts_at, row.ended_at).map_err(|_empty| out_of_range())?;
    if !(0..=row.policy.terms().window(span).minutes()).contains(&given_minutes) {
        return Err(out_of_range());
    }
    match row.state {
        RecordState::InReview | RecordState::Approved | RecordState::Disputed => {}
        _ => return Err(does_not_fit(row)),
    }
    if row.overlaps {
        return Err(Code::StaysOverlap.into());
    }
    if given_minutes == row.given_minutes {
        return Ok(None);
    }
    let more = given_minutes > row.given_minutes;
    let planned = planned_minutes(span, &row.breaks.0);
    Ok(Some(RecordRow {
        state: RecordState::InReview,
        given_minutes,
        credited_minutes: credited(given_minutes, planned, row.policy),
        proof_class: if more { ProofClass::Backfill } else { row.proof_class },
        corrected_by: Some(caller),
        disputed_at: None,
        disputed_from: None,
        ..row.clone()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::minutes::CreditPolicy,
        ledger::{
            model::Stretches,
            rules::examples::{at, id, record},
        },
    };

    const CORRECTOR: PersonId = id(9);

    fn after(row: &RecordRow, minutes: i64) -> RecordRow {
        corrected(row, minutes, CORRECTOR).unwrap().unwrap()
    }

    #[test]
    fn no_more_is_given_than_the_policy_counts_of_the_whole_shift() {
        let row = record(RecordState::Approved);
        let fits = |minutes| corrected(&row, minutes, CORRECTOR).is_ok();

        assert_eq!([-1, 0, 180, 225, 226].map(fits), [false, true, true, true, false]);
        let refusal = corrected(&row, 226, CORRECTOR).unwrap_err();
        assert_eq!(refusal, Refusal::field("/given_minutes", FieldCode::OutOfRange));
    }

    #[test]
    fn more_than_was_captured_was_entered_afterwards_and_less_was_not() {
        let row = record(RecordState::Approved);

        assert_eq!(after(&row, 181).proof_class, ProofClass::Backfill);
        assert_eq!(after(&row, 179).proof_class, ProofClass::TwoParty);
        assert_eq!(corrected(&row, 180, CORRECTOR), Ok(None));
        assert_eq!(after(&row, 179).corrected_by, Some(CORRECTOR));
    }

    #[test]
    fn corrected_minutes_count_by_the_policy_of_the_record() {
        let breaks = vec![Interval::new(at("10:00"), at("11:00")).unwrap()];
        for (policy, given, expected) in [
            (CreditPolicy::ExactMinute1, 71, 71),
            (CreditPolicy::CqHalfHour1, 71, 60),
            (CreditPolicy::CqHalfHour1, 76, 90),
            (CreditPolicy::MinShare60Pct1, 71, 0),
            (CreditPolicy::MinShare60Pct1, 72, 72),
        ] {
            let breaks = Stretches(breaks.clone());
            let row = RecordRow { policy, breaks, ..record(RecordState::InReview) };
            assert_eq!(after(&row, given).credited_minutes, expected, "{policy:?} {given}");
        }
    }
}
