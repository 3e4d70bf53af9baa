//! What was wrong, and what is left of a record without it.

use super::{claimed, conflict, record_class};
use crate::{
    activities::ShiftFacts,
    attendance::{model::AttendanceState, store::AttendanceRow},
    kernel::{
        codes::Code,
        ids::{PersonId, RecordId},
        interval::Interval,
        minutes::explain,
        refusal::Refusal,
    },
    ledger::{Flags, RecordRow, Restated, Stretches},
};

/// An attendance that somebody wants void; nothing when it is so, or somebody has asked before.
pub(in crate::attendance) fn void_asked(
    row: &AttendanceRow,
    by: PersonId,
) -> Option<AttendanceRow> {
    let open = row.state != AttendanceState::Void && row.void_asked_by.is_none();
    open.then(|| AttendanceRow { void_asked_by: Some(by), ..row.clone() })
}

/// An attendance that a second person finds wrong too; nothing when it is void already. What counts
/// of it is not counted yet.
///
/// # Errors
/// [`Code::StateConflict`] while nobody has asked, [`Code::SecondPersonNeeded`].
pub(in crate::attendance) fn voided(
    row: &AttendanceRow,
    by: PersonId,
) -> Result<Option<AttendanceRow>, Refusal> {
    if row.state == AttendanceState::Void {
        return Ok(None);
    }
    let asked_by = row.void_asked_by.ok_or_else(|| conflict(row.state))?;
    if asked_by == by {
        return Err(Code::SecondPersonNeeded.into());
    }
    Ok(Some(AttendanceRow {
        state: AttendanceState::Void,
        proposed_end_at: None,
        proposed_by: None,
        void_asked_by: None,
        ..row.clone()
    }))
}

/// What is left of a confirmed record, from all its attendances as they are now, by the shift as it
/// was when it was confirmed. Of time that counts for nothing it keeps no stay either; nothing of
/// what was not captured in a shift.
pub(in crate::attendance) fn restated(
    rows: &[AttendanceRow],
    record: &RecordRow,
) -> Option<Restated> {
    let span = Interval::new(record.starts_at, record.ended_at).ok()?;
    let stays: Vec<Interval> = rows.iter().flat_map(|row| claimed(row, span)).collect();
    let left = explain(&stays, span, &record.breaks.0, record.policy);
    let class = record_class(rows);
    let stayed = || rows.iter().filter(|row| row.state.is_stay());
    Some(Restated {
        given_minutes: left.given_minutes,
        credited_minutes: left.credited_minutes,
        proof_class: class.unwrap_or(record.proof_class),
        grade: stayed().map(|row| row.grade).max().unwrap_or(record.grade),
        stays: class.map_or_else(Stretches::default, |_| Stretches(stays)),
        flags: Flags(stayed().flat_map(|row| row.flags.0.clone()).collect()),
        overlaps: rows.iter().any(|row| row.overlaps),
    })
}

/// A shift as it was when a record of it was confirmed.
pub(in crate::attendance) fn as_recorded(shift: &ShiftFacts, record: &RecordRow) -> ShiftFacts {
    let span = Interval::new(record.starts_at, record.ended_at).unwrap_or(shift.span);
    ShiftFacts { span, breaks: record.breaks.0.clone(), ..shift.clone() }
}

/// Attendances, those of one record open again if nothing of it counts any more: whoever was there
/// after all may be captured as before.
pub(in crate::attendance) fn reopened(rows: &mut [AttendanceRow], record: RecordId) {
    let mut of_record: Vec<_> = rows.iter_mut().filter(|row| row.record_id == record).collect();
    if of_record.iter().all(|row| row.counted.0.is_empty()) {
        of_record.iter_mut().for_each(|row| row.settled_at = None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attendance::rules::{
            drafted,
            examples::{at, from_to, id, shift, stayed, unsaid},
            recounted,
        },
        kernel::{caller::Grade, proof::ProofClass},
        ledger::Flag,
    };

    const LEADER: PersonId = id(8);
    const SECOND: PersonId = id(9);

    #[test]
    fn voiding_takes_two_persons() {
        let row = stayed(1, "09:00", "10:00");
        let asked = void_asked(&row, LEADER).unwrap();

        assert_eq!((asked.state, asked.void_asked_by), (row.state, Some(LEADER)));
        assert_eq!([void_asked(&asked, LEADER), void_asked(&asked, SECOND)], [None, None]);
        assert_eq!(voided(&row, SECOND).unwrap_err().code, Code::StateConflict);
        assert_eq!(voided(&asked, LEADER).unwrap_err().code, Code::SecondPersonNeeded);
        let void = voided(&asked, SECOND).unwrap().unwrap();
        assert_eq!((void.state, void.void_asked_by), (AttendanceState::Void, None));
        assert_eq!((voided(&void, LEADER), void_asked(&void, LEADER)), (Ok(None), None));
        assert_eq!(recounted(void, &shift()).counted, Stretches::default());
    }

    #[test]
    fn who_did_not_come_can_be_entered_wrongly_too() {
        let absent = unsaid(1, AttendanceState::Absent);

        let asked = void_asked(&absent, LEADER).unwrap();

        assert_eq!(voided(&asked, SECOND).unwrap().unwrap().state, AttendanceState::Void);
    }

    #[test]
    fn a_record_keeps_what_is_left_of_its_stays() {
        let (first, void) = (stayed(1, "09:00", "10:00"), void_of(stayed(2, "10:00", "12:00")));
        let odd = AttendanceRow { flags: first.flags.with([Flag::WalkIn]), ..first };
        let record = drafted(&shift(), &[odd.clone(), stayed(2, "10:00", "12:00")], "").unwrap();
        assert_eq!(record.given_minutes, 180);

        let left = restated(&[odd, void], &record).unwrap();

        assert_eq!((left.given_minutes, left.credited_minutes), (60, 60));
        assert_eq!(left.stays.0, [from_to("09:00", "10:00")]);
        assert_eq!(left.flags.0, [Flag::WalkIn].into());
        assert_eq!(left.proof_class, ProofClass::SelfDeclared);
    }

    #[test]
    fn what_is_left_is_counted_by_the_shift_as_it_was_confirmed() {
        let record = drafted(&shift(), &[stayed(1, "09:00", "12:00")], "").unwrap();
        let record = RecordRow { breaks: Stretches(vec![from_to("09:30", "10:00")]), ..record };
        let by_clock = AttendanceRow { grade: Grade::C, ..stayed(1, "09:00", "12:00") };

        let left = restated(&[by_clock], &record).unwrap();

        assert_eq!((left.given_minutes, left.grade), (150, Grade::C));
        let later = ShiftFacts { span: from_to("10:00", "11:00"), ..shift() };
        let recorded = as_recorded(&later, &record);
        assert_eq!((recorded.span, recorded.breaks), (shift().span, record.breaks.0));
    }

    #[test]
    fn a_record_of_which_nothing_counts_is_open_again() {
        let settled = |row| AttendanceRow { settled_at: Some(at("13:00")), ..row };
        let void = || settled(void_of(stayed(1, "09:00", "10:00")));
        let second = AttendanceRow { record_id: id(1), ..stayed(2, "10:00", "11:00") };
        let (mut some_left, mut nothing) = ([void(), settled(second)], [void()]);

        reopened(&mut some_left, id(1));
        reopened(&mut nothing, id(1));

        assert!(some_left.iter().all(|row| row.settled_at.is_some()));
        assert_eq!(nothing[0].settled_at, None);
    }

    #[test]
    fn of_a_record_without_a_minute_no_stay_is_left() {
        let early = recounted(stayed(1, "08:00", "08:30"), &shift());
        let record = drafted(&shift(), &[stayed(1, "08:00", "09:30")], "").unwrap();
        let record = RecordRow { proof_class: ProofClass::TwoParty, ..record };

        let left = restated(&[early], &record).unwrap();

        assert_eq!((left.given_minutes, left.stays), (0, Stretches::default()));
        assert_eq!(left.proof_class, ProofClass::TwoParty);
    }

    fn void_of(row: AttendanceRow) -> AttendanceRow {
        let first = id(1);
        let void = AttendanceRow { state: AttendanceState::Void, record_id: first, ..row };
        recounted(void, &shift())
    }
}
