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
