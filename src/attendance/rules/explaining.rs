//! Whether stays come to a record, and how its minutes come from them.

use crate::{
    attendance::store::AttendanceRow,
    kernel::{
        interval::Interval,
        minutes::{Explanation, explain},
    },
    ledger::RecordRow,
};

/// Whether the attendances of somebody in a shift come to a record: he was there, and time spent
/// there is service time.
pub(in crate::attendance) fn is_service(rows: &[AttendanceRow]) -> bool {
    rows.iter().any(|row| row.countable && row.state.is_stay())
}

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
            model::AttendanceState,
            rules::{
                drafted,
                examples::{at, came, from_to, id, shift, stayed, unsaid},
            },
        },
    };

    #[test]
    fn a_record_is_of_who_was_there_in_service_time() {
        let voided =
            || AttendanceRow { state: AttendanceState::Void, ..stayed(11, "09:00", "10:00") };
        let unpaid = || AttendanceRow { countable: false, ..stayed(11, "09:00", "10:00") };

        for (rows, expected) in [
            (vec![stayed(11, "09:00", "10:00")], true),
            (vec![came(11, "09:00")], true),
            (vec![voided(), came(12, "10:00")], true),
            (vec![voided()], false),
            (vec![unpaid()], false),
            (vec![unsaid(11, AttendanceState::Absent)], false),
            (vec![unsaid(11, AttendanceState::Excused)], false),
            (Vec::new(), false),
        ] {
            assert_eq!(is_service(&rows), expected, "{rows:?}");
        }
    }

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
