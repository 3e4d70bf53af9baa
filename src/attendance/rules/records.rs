//! Whether the stays of somebody in a shift come to a record, and to what.

use super::stays::{claimed, record_class};
use crate::{
    activities::ShiftFacts,
    attendance::store::AttendanceRow,
    kernel::{
        ids::Id,
        minutes::explain,
        proof::ProofClass,
        workdays::{RECORDED_WITHIN, due_on},
    },
    ledger::{Flags, Persons, RecordRow, RecordState, Stretches},
};

/// Whether the attendances of somebody in a shift come to a record: he was there, and time spent
/// there is service time.
pub(in crate::attendance) fn is_service(rows: &[AttendanceRow]) -> bool {
    rows.iter().any(|row| row.countable && row.state.is_stay())
}

/// The record of somebody's stays in a shift as it would be if it were confirmed now, with the
/// seven elements that the law wants (Order 67 of the Ministry of Civil Affairs, article 7). `rows`
/// are all his attendances there, and hold the one that the record has its id from; nothing
/// without it.
pub(in crate::attendance) fn drafted(
    shift: &ShiftFacts,
    rows: &[AttendanceRow],
    unit_name: &str,
) -> Option<RecordRow> {
    let first = rows.iter().find(|row| row.id.entity() == row.record_id.entity())?;
    let claims = rows.iter().flat_map(|row| claimed(row, shift.span));
    let stays = Stretches(claims.collect());
    let explained = explain(&stays.0, shift.span, &shift.breaks, first.policy);
    let stayed = || rows.iter().filter(|row| row.state.is_stay());
    let flags = stayed().flat_map(|row| row.flags.0.clone());
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
        grade: stayed().map(|row| row.grade).max().unwrap_or(first.grade),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        attendance::{
            model::AttendanceState,
            rules::{
                examples::{any_row, came, from_to, id, shift, stayed, unsaid},
                minutes, recounted,
            },
        },
        kernel::{caller::Grade, interval::Interval, time::Time},
        ledger::Flag,
    };

    fn flagged(row: AttendanceRow, flag: Flag) -> AttendanceRow {
        AttendanceRow { flags: Flags([flag].into()), ..row }
    }

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
    fn a_record_says_who_did_what_when_where_for_how_long_with_whom_and_under_whom() {
        let led = ShiftFacts { person_in_charge: Some(id(11)), ..shift() };

        let record = drafted(&led, &[stayed(1, "09:00", "12:00")], "解放碑大队").unwrap();

        let words = [record.activity_name, record.content, record.place, record.unit_name];
        assert_eq!(words, ["河岸植树", "植树", "北滨路", "解放碑大队"]);
        assert_eq!((record.person, record.person_in_charge), (id(5), Some(id(11))));
        assert_eq!((record.service_date.as_str(), record.given_minutes), ("2026-11-22", 180));
        assert_eq!((record.id, record.state), (id(1), RecordState::Computed));
    }

    #[test]
    fn what_was_odd_about_a_stay_that_is_void_is_not_odd_about_the_record() {
        let stay = flagged(stayed(1, "09:00", "12:00"), Flag::WalkIn);
        let void = AttendanceRow {
            record_id: id(1),
            grade: Grade::C,
            ..flagged(unsaid(2, AttendanceState::Void), Flag::TooLate)
        };

        let record = drafted(&shift(), &[stay, void], "解放碑大队").unwrap();

        assert_eq!(record.flags, Flags([Flag::WalkIn].into()));
        assert_eq!(record.grade, Grade::A);
    }

    #[test]
    fn without_the_attendance_that_it_has_its_id_from_there_is_no_record() {
        let second = AttendanceRow { record_id: id(1), ..stayed(2, "09:00", "12:00") };

        assert_eq!(drafted(&shift(), &[second], "解放碑大队"), None);
        assert_eq!(drafted(&shift(), &[], "解放碑大队"), None);
    }

    #[test]
    fn who_did_not_come_has_a_record_of_no_minutes() {
        let absent = unsaid(1, AttendanceState::Absent);

        let record = drafted(&shift(), &[absent], "解放碑大队").unwrap();

        assert_eq!((record.given_minutes, record.credited_minutes), (0, 0));
        assert_eq!(record.stays, Stretches::default());
    }

    #[test]
    fn a_record_is_due_on_the_tenth_working_day_after_the_shift_ended() {
        for (starts, ends, expected) in [
            ("2026-11-22T09:00:00+08:00", "2026-11-22T12:00:00+08:00", "2026-12-04"),
            // The first week of October is free, and the Saturday after it is worked.
            ("2026-09-30T09:00:00+08:00", "2026-09-30T12:00:00+08:00", "2026-10-20"),
            ("2026-11-22T22:00:00+08:00", "2026-11-23T02:00:00+08:00", "2026-12-07"),
        ] {
            let [starts_at, ends_at] = [starts, ends].map(|text| Time::parse(text).unwrap());
            let span = Interval::new(starts_at, ends_at).unwrap();
            let facts = ShiftFacts { span, ..shift() };

            let record = drafted(&facts, &[stayed(1, "09:00", "12:00")], "解放碑大队").unwrap();

            assert_eq!(record.due_on, expected, "{starts}");
        }
    }

    proptest! {
        #[test]
        fn a_draft_has_the_minutes_that_its_stays_count_for(
            first in any_row(1),
            second in any_row(2),
        ) {
            let shift = ShiftFacts { breaks: vec![from_to("10:00", "10:20")], ..shift() };
            let second = AttendanceRow { record_id: id(1), ..second };
            let rows = [first, second].map(|row| recounted(row, &shift));

            let record = drafted(&shift, &rows, "解放碑大队").unwrap();

            prop_assert_eq!(record.given_minutes, minutes(&rows));
            prop_assert_eq!(record.credited_minutes, record.given_minutes);
        }
    }
}
