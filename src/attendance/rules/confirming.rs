//! Who confirms what somebody served, and whether that is enough for it to count.

use crate::{
    activities::ShiftFacts,
    attendance::{
        model::{AttendanceState, Source},
        store::AttendanceRow,
    },
    cells::SessionDay,
    kernel::{
        caller::{Caller, Grade},
        codes::Code,
        figures::{Booking, month_of},
        ids::{PersonId, RecordId},
        proof::ProofClass,
        refusal::Refusal,
        time::Time,
        workdays::{RECORDED_WITHIN, due_on},
    },
    ledger::{Persons, RecordRow, RecordState},
    org::Authority,
};

/// Given minutes that somebody has in a shift at most without a second look: twelve hours.
const LONG_MINUTES: i64 = 12 * 60;

/// Whether somebody may know of the attendances of a person in a unit, and confirm what they come
/// to: who leads the unit, of others' hours.
///
/// # Errors
/// [`Code::NotFound`], [`Code::OwnRecord`], [`Code::Forbidden`].
pub(in crate::attendance) fn may_confirm(
    person: PersonId,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    if person == caller {
        return Err(Code::OwnRecord.into());
    }
    if !authority.reads() {
        return Err(Code::NotFound.into());
    }
    authority.may_lead()
}

/// Whether there still is something to confirm of stays of which there may be a record. One that
/// was rejected may be confirmed again.
///
/// # Errors
/// [`Code::StateConflict`] where the record is contested or void.
pub(in crate::attendance) fn is_open(record: Option<&RecordRow>) -> Result<bool, Refusal> {
    let Some(record) = record else { return Ok(true) };
    match record.state {
        RecordState::Computed | RecordState::Rejected => Ok(true),
        RecordState::InReview | RecordState::NeedsReview | RecordState::Approved => Ok(false),
        RecordState::Disputed | RecordState::Voided => {
            Err(Refusal::from(Code::StateConflict).with_word("state", record.shown_state()))
        }
    }
}

/// Whether the stays of somebody in a shift can be confirmed as they are. `rows` are all of them.
///
/// # Errors
/// [`Code::NotCountable`], [`Code::ShiftNotOver`] while more may be captured, [`Code::StayOpen`],
/// [`Code::StaysOverlap`], [`Code::StateConflict`] when nothing of them counts.
pub(in crate::attendance) fn confirmable(
    shift: &ShiftFacts,
    rows: &[AttendanceRow],
    now: Time,
) -> Result<(), Refusal> {
    let is_open = |row: &AttendanceRow| {
        matches!(row.state, AttendanceState::Present | AttendanceState::CloseProposed)
    };
    if !shift.countable {
        return Err(Code::NotCountable.into());
    }
    let ends_at = shift.span.until();
    if now < ends_at {
        return Err(Refusal::from(Code::ShiftNotOver).with_time("ends_at", ends_at));
    }
    if rows.iter().any(is_open) {
        return Err(Code::StayOpen.into());
    }
    if rows.iter().any(|row| row.overlaps) {
        return Err(Code::StaysOverlap.into());
    }
    match rows.first() {
        Some(first) if rows.iter().all(|row| row.counted.0.is_empty()) => {
            Err(Refusal::from(Code::StateConflict).with_word("state", first.state))
        }
        _ => Ok(()),
    }
}

/// A draft that somebody confirms, and those who captured its stays. Service is recorded within ten
/// working days (Order 67 of the Ministry of Civil Affairs, article 11): later only with a reason.
///
/// # Errors
/// [`Code::LateReasonMissing`].
pub(in crate::attendance) fn confirmed(
    draft: RecordRow,
    caller: &Caller,
    entered_by: &[PersonId],
    late_reason: Option<&str>,
) -> Result<RecordRow, Refusal> {
    let due = due_on(draft.ended_at.local_date(), RECORDED_WITHIN);
    let late = due.is_missed(caller.now.local_date());
    if late && late_reason.is_none() {
        return Err(Refusal::from(Code::LateReasonMissing).with("due_on", due.date));
    }
    let himself = |person: &PersonId| *person == draft.person || *person == PersonId::NIL;
    let entered_by = entered_by.iter().copied().filter(|person| !himself(person)).collect();
    Ok(RecordRow {
        late,
        late_reason: late_reason.filter(|_| late).map(str::to_owned),
        entered_by: Persons(entered_by),
        recorded_at: caller.now,
        recorded_by: caller.person,
        ..draft
    })
}

/// Whether a record counts once it is confirmed, or a second person is to look at it: what is
/// weakly proven, odd or long, hours of who leads the unit, and what nobody but he who confirms it
/// vouches for. What was rejected before is looked at again.
pub(in crate::attendance) fn state_of(
    record: &RecordRow,
    stays: &[AttendanceRow],
    earlier: Option<&RecordRow>,
) -> RecordState {
    let weak = matches!(record.proof_class, ProofClass::PaperSheet | ProofClass::Backfill)
        || record.grade == Grade::C;
    let odd = !record.flags.0.is_empty() || record.given_minutes > LONG_MINUTES;
    let said_himself = stays.iter().any(|row| row.sources.0.contains(&Source::Own));
    let alone = record.entered_by.0.iter().all(|person| *person == record.recorded_by);
    if weak || odd || record.leads_unit || (alone && !said_himself) || earlier.is_some() {
        RecordState::InReview
    } else {
        RecordState::Approved
    }
}

/// An attendance, settled if it is of a record that is confirmed: a stay, or what says that he did
/// not come.
pub(in crate::attendance) fn settled(
    row: &AttendanceRow,
    record: RecordId,
    now: Time,
) -> AttendanceRow {
    let settled_at = row.settled_at.or_else(|| (row.record_id == record).then_some(now));
    AttendanceRow { settled_at, ..row.clone() }
}

/// The day of its activity on which the record of a stay may make a session.
pub(in crate::attendance) fn session_day(row: &AttendanceRow, shift: &ShiftFacts) -> SessionDay {
    let service_date = shift.service_date.clone();
    let booking = Booking { month: month_of(&service_date), ..row.booking() };
    SessionDay { activity: shift.activity, service_date, booking }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attendance::rules::{
            drafted,
            examples::{PERSON, at, came, id, said_by, shift, stayed, unsaid},
        },
        kernel::{ids::Id, words::Word},
        ledger::{Flag, Flags},
        org::RoleKind::{self, Auditor, Leader},
    };

    const LEADER: PersonId = id(7);
    const ANOTHER: PersonId = id(8);

    fn caller(now: Time) -> Caller {
        Caller { person: LEADER, ..Caller::system(now, String::new()) }
    }

    fn draft(rows: &[AttendanceRow]) -> RecordRow {
        drafted(&shift(), rows, "解放碑大队").unwrap()
    }

    /// What becomes of some stays that `entered_by` captured when the leader confirms them.
    fn state(rows: &[AttendanceRow], entered_by: &[PersonId]) -> RecordState {
        let record = confirmed(draft(rows), &caller(at("13:00")), entered_by, None).unwrap();
        state_of(&record, rows, None)
    }

    #[test]
    fn who_leads_the_unit_confirms_and_never_his_own() {
        let may = |caller, roles: &[RoleKind]| {
            let verdict = may_confirm(PERSON, caller, &Authority(roles.to_vec()));
            verdict.err().map(|refusal| refusal.code)
        };

        assert_eq!([may(LEADER, &[Leader]), may(PERSON, &[Leader])], [None, Some(Code::OwnRecord)]);
        assert_eq!(may(PERSON, &[]), Some(Code::OwnRecord));
        assert_eq!(may(LEADER, &[Auditor]), Some(Code::Forbidden));
        assert_eq!(may(LEADER, &[]), Some(Code::NotFound));
    }

    #[test]
    fn stays_are_confirmed_after_the_shift_once_each_has_an_end_and_something_counts() {
        use AttendanceState::{Absent, CloseProposed, Void};
        let whole = || stayed(1, "09:00", "12:00");
        let again = |state| AttendanceRow { record_id: id(1), ..unsaid(2, state) };
        let code = |rows: &[AttendanceRow]| {
            confirmable(&shift(), rows, at("12:00")).err().map(|refusal| refusal.code)
        };

        assert_eq!(code(&[whole()]), None);
        let early = confirmable(&shift(), &[whole()], at("11:59")).unwrap_err();
        assert_eq!(early, Refusal::from(Code::ShiftNotOver).with_time("ends_at", at("12:00")));
        assert_eq!(code(&[whole(), again(Void)]), None);
        assert_eq!(code(&[came(1, "09:00")]), Some(Code::StayOpen));
        assert_eq!(code(&[whole(), again(CloseProposed)]), Some(Code::StayOpen));
        let overlapping = AttendanceRow { overlaps: true, ..whole() };
        assert_eq!(code(&[overlapping]), Some(Code::StaysOverlap));
        let not_there = confirmable(&shift(), &[unsaid(1, Absent)], at("12:00")).unwrap_err();
        assert_eq!(not_there, Refusal::from(Code::StateConflict).with_word("state", Absent));
        let meeting = ShiftFacts { countable: false, ..shift() };
        let refused = confirmable(&meeting, &[whole()], at("11:59")).unwrap_err();
        assert_eq!(refused.code, Code::NotCountable);
    }

    #[test]
    fn what_is_confirmed_stays_so_and_what_was_rejected_may_be_confirmed_again() {
        use RecordState::{Approved, Computed, Disputed, InReview, NeedsReview, Rejected, Voided};
        let open = |state| {
            let row = RecordRow { state, ..draft(&[stayed(1, "09:00", "12:00")]) };
            is_open(Some(&row)).ok()
        };

        assert_eq!(is_open(None), Ok(true));
        assert_eq!([Computed, Rejected].map(open), [Some(true); 2]);
        assert_eq!([InReview, NeedsReview, Approved].map(open), [Some(false); 3]);
        assert_eq!([Disputed, Voided].map(open), [None; 2]);
    }

    #[test]
    fn what_is_recorded_after_ten_working_days_says_why() {
        let on = |date: &str| Time::parse(&format!("{date}T08:00:00+08:00")).unwrap();
        let record = |date, reason| {
            let draft = draft(&[stayed(1, "09:00", "12:00")]);
            confirmed(draft, &caller(on(date)), &[], reason)
        };

        let in_time = record("2026-12-04", Some("晚")).unwrap();
        let late = record("2026-12-05", Some("晚")).unwrap();
        let refused = record("2026-12-05", None).unwrap_err();

        assert_eq!((in_time.late, in_time.late_reason), (false, None));
        assert_eq!((late.late, late.late_reason.as_deref()), (true, Some("晚")));
        let missing = Refusal::from(Code::LateReasonMissing).with("due_on", "2026-12-04");
        assert_eq!(refused, missing);
    }

    #[test]
    fn he_himself_and_the_system_entered_nothing_for_him() {
        let draft = draft(&[stayed(1, "09:00", "12:00")]);

        let enterers = [PERSON, Id::NIL, LEADER];
        let record = confirmed(draft, &caller(at("13:00")), &enterers, None).unwrap();

        assert_eq!(record.entered_by, Persons([LEADER].into()));
    }

    #[test]
    fn what_somebody_else_vouches_for_counts_at_once() {
        use RecordState::{Approved, InReview};
        let own = stayed(1, "09:00", "12:00");
        let marked = said_by(own.clone(), &[Source::Roster]);
        let by_both = said_by(own.clone(), &[Source::Own, Source::Roster]);
        for (stay, entered_by, expected) in [
            (&own, [].as_slice(), Approved),
            (&by_both, [LEADER].as_slice(), Approved),
            (&marked, [LEADER].as_slice(), InReview),
            (&marked, [ANOTHER].as_slice(), Approved),
            (&marked, [LEADER, ANOTHER].as_slice(), Approved),
        ] {
            let state = state(std::slice::from_ref(stay), entered_by);
            assert_eq!(state, expected, "{:?} {entered_by:?}", stay.sources);
        }
    }

    #[test]
    fn what_is_weak_odd_or_long_is_looked_at_by_a_second_person() {
        use RecordState::InReview;
        let own = || stayed(1, "09:00", "12:00");
        let flagged =
            Flag::ALL.iter().map(|flag| AttendanceRow { flags: Flags([*flag].into()), ..own() });
        let weak = [Source::Paper, Source::Backfill].map(|source| said_by(own(), &[source]));
        let by_clock = AttendanceRow { grade: Grade::C, ..own() };
        for stay in flagged.chain(weak).chain([by_clock]) {
            assert_eq!(state(&[stay.clone()], &[ANOTHER]), InReview, "{stay:?}");
        }
    }

    #[test]
    fn a_record_alone_can_want_a_second_person() {
        use RecordState::{Approved, InReview, Rejected};
        let stays = [stayed(1, "09:00", "12:00")];
        let record = || draft(&stays);
        let long = |given_minutes| RecordRow { given_minutes, ..record() };

        assert_eq!(
            [720, 721].map(|given| state_of(&long(given), &stays, None)),
            [Approved, InReview]
        );
        let leads = RecordRow { leads_unit: true, ..record() };
        assert_eq!(state_of(&leads, &stays, None), InReview);
        let rejected = RecordRow { state: Rejected, ..record() };
        assert_eq!(state_of(&record(), &stays, Some(&rejected)), InReview);
    }

    #[test]
    fn all_of_a_record_is_settled_and_nothing_of_another() {
        let (now, rows) = (at("13:00"), [unsaid(1, AttendanceState::Void), came(2, "09:00")]);

        let after = rows.clone().map(|row| settled(&row, id(1), now));
        let again = after.clone().map(|row| settled(&row, id(1), at("14:00")));

        assert_eq!(after.clone().map(|row| row.settled_at), [Some(now), None]);
        assert_eq!(again, after);
    }
}
