//! How the minutes of a record come from stays.

use crate::{
    kernel::{
        interval::Interval,
        minutes::{Explanation, explain},
    },
    ledger::RecordRow,
};

/// How the minutes of a record come from its stays. What was corrected afterwards is not in it:
/// that stands in the ledger. Nothing of what was not captured in a shift.
pub(in crate::attendance) fn explained(row: &RecordRow) -> Option<Explanation> {
    let span = Interval::new(row.starts_at, row.ended_at).ok()?;
    Some(explain(&row.stays.0, span, &row.breaks.0, row.policy))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activities::ShiftFacts,
        attendance::{
            rules::{
                drafted,
                examples::{at, from_to, id, shift, stayed},
            },
            store::AttendanceRow,
        },
    };

    #[test]
    fn a_draft_is_explained_by_its_stays_and_what_was_corrected_is_not_in_it() {
        let breaks = vec![from_to("10:00", "10:15")];
        let shift = ShiftFacts { breaks, ..shift() };
        let second = AttendanceRow { record_id: id(11), ..stayed(12, "11:00", "12:40") };
        let rows = [stayed(11, "08:30", "10:30"), second];
        let draft = drafted(&shift, &rows, "江北一队").unwrap();
        let corrected = RecordRow { given_minutes: 200, ..draft.clone() };

        let found = explained(&draft).unwrap();

        assert_eq!(found.given_minutes, draft.given_minutes);
        assert_eq!(found.steps.each_ref().map(|step| step.minutes()), [220, 195, 15, 180, 180]);
        assert_eq!(explained(&corrected), Some(found));
        let nowhere = RecordRow { starts_at: at("09:00"), ended_at: at("09:00"), ..draft };
        assert_eq!(explained(&nowhere), None);
    }
}
