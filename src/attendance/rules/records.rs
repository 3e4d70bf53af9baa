//! What the stays of somebody in a shift come to.

use super::stays::{claimed, record_class};
use crate::{
    activities::ShiftFacts,
    attendance::store::AttendanceRow,
    kernel::{
        ids::Id,
        interval::Interval,
        minutes::{Explanation, explain},
        proof::ProofClass,
        workdays::{RECORDED_WITHIN, due_on},
    },
    ledger::{Flags, Persons, RecordRow, RecordState, Stretches},
};

/// The record of somebody's stays in a shift as it would be if it were confirmed now, with the seven
/// elements that the law wants (Order 67 of the Ministry of Civil Affairs, article 7). `rows` are all
/// his attendances there, and hold the one that the record has its id from; nothing without it.
pub(in crate::attendance) fn drafted(
    shift: &ShiftFacts,
    rows: &[AttendanceRow],
    unit_name: &str,
) -> Option<RecordRow> {
    let first = rows.iter().find(|row| row.id.entity() == row.record_id.entity())?;
    let claims = rows.iter().flat_map(|row| claimed(row, shift.span));
    let stays = Stretches(claims.collect());
    let explained = explain(&stays.0, shift.span, &shift.breaks, first.policy);
    let flags = rows.iter().filter(|row| row.state.is_stay()).flat_map(|row| row.flags.0.clone());
    Some(RecordRow {
        id: first.record_id,
        shift: shift.id,
        activity: shift.activity,
        unit: shift.unit,
        person: first.person,
        program: first.program,
        state: RecordState::Computed,
        overlaps: rows.iter().any(|row| row.overlaps),
        activity_name: shift.name.clone(),
        service_date: shift.service_date.clone(),
        place: shift.place.clone(),
        content: shift.content.clone(),
        unit_name: unit_name.to_owned(),
        person_in_charge: shift.person_in_charge,
        given_minutes: explained.given_minutes,
        credited_minutes: explained.credited_minutes,
        policy: first.policy,
        proof_class: record_class(rows).unwrap_or(ProofClass::SelfDeclared),
        grade: rows.iter().map(|row| row.grade).max().unwrap_or(first.grade),
        flags: Flags(flags.collect()),
        starts_at: shift.span.from(),
        ended_at: shift.span.until(),
        stays,
        breaks: Stretches(shift.breaks.clone()),
        booked_district: first.booked_district,
        served_district: first.served_district.clone(),
        due_on: due_on(shift.span.until().local_date(), RECORDED_WITHIN).date.to_string(),
        late: false,
        late_reason: None,
        entered_by: Persons::default(),
        leads_unit: false,
        recorded_at: first.recorded_at,
        recorded_by: Id::NIL,
        decided_at: None,
        decided_by: None,
        corrected_by: None,
        disputed_at: None,
        disputed_from: None,
        external_ids: "{}".to_owned(),
        entries: 0,
        desk_retired_at: None,
        version: 0,
    })
}

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
    use crate::attendance::{
        model::AttendanceState,
        rules::examples::{at, came, from_to, id, shift, stayed, unsaid},
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
