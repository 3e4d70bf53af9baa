//! What is confirmed of what somebody served, and whether that is enough for it to count.

use super::{Book, conflict, minutes, vouching::is_alone};
use crate::{
    activities::ShiftFacts,
    attendance::{model::AttendanceState, store::AttendanceRow},
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
};

/// Given minutes that somebody has in a shift at most without a second look: twelve hours.
const LONG_MINUTES: i64 = 12 * 60;

/// Whether there still is something to confirm of stays of which there may be a record. One that
/// was rejected or voided may be confirmed again, once something counts of its stays.
///
/// # Errors
/// [`Code::StateConflict`] where the record is contested.
pub(in crate::attendance) fn is_open(record: Option<&RecordRow>) -> Result<bool, Refusal> {
    let Some(record) = record else { return Ok(true) };
    match record.state {
        RecordState::Computed | RecordState::Rejected | RecordState::Voided => Ok(true),
        RecordState::InReview | RecordState::NeedsReview | RecordState::Approved => Ok(false),
        RecordState::Disputed => Err(conflict(record.shown_state())),
    }
}

/// Whether the stays of somebody in a shift can be confirmed as they are. `rows` are all of them.
///
/// # Errors
/// [`Code::NotCountable`], [`Code::ShiftNotOver`] while more may be captured, [`Code::StayOpen`],
/// [`Code::StaysOverlap`], [`Code::StateConflict`] when not a minute of them counts.
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
        Some(first) if minutes(rows) == 0 => Err(conflict(first.state)),
        _ => Ok(()),
    }
}

/// A draft that somebody confirms, and what was captured about it. Service is recorded within ten
/// working days (Order 67 of the Ministry of Civil Affairs, article 11): later only with a reason.
///
/// # Errors
/// [`Code::LateReasonMissing`].
pub(in crate::attendance) fn confirmed(
    draft: RecordRow,
    caller: &Caller,
    book: Book<'_>,
    late_reason: Option<&str>,
) -> Result<RecordRow, Refusal> {
    let due = due_on(draft.ended_at.local_date(), RECORDED_WITHIN);
    let late = due.is_missed(caller.now.local_date());
    if late && late_reason.is_none() {
        return Err(Refusal::from(Code::LateReasonMissing).with("due_on", due.date));
    }
    let himself = |person: &PersonId| *person == draft.person || *person == PersonId::NIL;
    let entered_by = book.events.iter().map(|event| event.recorded_by);
    let entered_by = entered_by.filter(|person| !himself(person)).collect();
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
/// weakly proven, odd or long, hours of who leads the unit, and stays with an end that nobody but
/// he who confirms it vouches for. What was rejected before is looked at again.
pub(in crate::attendance) fn state_of(
    record: &RecordRow,
    book: Book<'_>,
    earlier: Option<&RecordRow>,
) -> RecordState {
    let weak = matches!(record.proof_class, ProofClass::PaperSheet | ProofClass::Backfill)
        || record.grade == Grade::C;
    let odd = !record.flags.0.is_empty() || record.given_minutes > LONG_MINUTES;
    let alone = is_alone(record, book);
    if weak || odd || record.leads_unit || alone || earlier.is_some() {
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
    use std::time::Duration;

    use super::*;
    use crate::{
        attendance::{
            model::{EventKind, Source},
            rules::{
                drafted,
                examples::{
                    PERSON, at, came, event, id, own_events, said_by, shift, stayed, unsaid,
                },
            },
            store::EventRow,
        },
        kernel::{ids::Id, interval::Interval, words::Word},
        ledger::{Flag, Flags, Stretches},
    };

    const LEADER: PersonId = id(7);
    const HALF_A_MINUTE: Duration = Duration::from_secs(30);

    fn caller(now: Time) -> Caller {
        Caller { person: LEADER, ..Caller::system(now, String::new()) }
    }

    fn draft(rows: &[AttendanceRow]) -> RecordRow {
        drafted(&shift(), rows, "解放碑大队").unwrap()
    }

    /// What becomes of a stay when the leader confirms it.
    fn state(row: AttendanceRow) -> RecordState {
        let (rows, events) = (std::slice::from_ref(&row), &own_events(&row));
        let book = Book { rows, events };
        let record = confirmed(draft(rows), &caller(at("13:00")), book, None).unwrap();
        state_of(&record, book, None)
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
        let half_a_minute = Interval::new(at("09:00"), at("09:00").plus(HALF_A_MINUTE)).unwrap();
        let brief = AttendanceRow { counted: Stretches(vec![half_a_minute]), ..whole() };
        assert_eq!(code(&[brief]), Some(Code::StateConflict));
        assert_eq!(code(&[whole(), again(CloseProposed)]), Some(Code::StayOpen));
        let overlapping = AttendanceRow { overlaps: true, ..whole() };
        assert_eq!(code(&[overlapping]), Some(Code::StaysOverlap));
        let not_there = confirmable(&shift(), &[unsaid(1, Absent)], at("12:00")).unwrap_err();
        assert_eq!(not_there, conflict(Absent));
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
        assert_eq!([Computed, Rejected, Voided].map(open), [Some(true); 3]);
        assert_eq!([InReview, NeedsReview, Approved].map(open), [Some(false); 3]);
        assert_eq!(open(Disputed), None);
    }

    #[test]
    fn what_is_recorded_after_ten_working_days_says_why() {
        let on = |date: &str| Time::parse(&format!("{date}T08:00:00+08:00")).unwrap();
        let record = |date, reason| {
            let draft = draft(&[stayed(1, "09:00", "12:00")]);
            confirmed(draft, &caller(on(date)), Book { rows: &[], events: &[] }, reason)
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

        let by = |recorded_by| EventRow {
            recorded_by,
            ..event(1, (EventKind::CheckIn, Source::Roster, "09:00"))
        };
        let events = &[PERSON, Id::NIL, LEADER].map(by);
        let book = Book { rows: &[], events };
        let record = confirmed(draft, &caller(at("13:00")), book, None).unwrap();

        assert_eq!(record.entered_by, Persons([LEADER].into()));
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
            assert_eq!(state(stay.clone()), InReview, "{stay:?}");
        }
    }

    #[test]
    fn a_record_alone_can_want_a_second_person() {
        use RecordState::{Approved, InReview, Rejected};
        let stays = [stayed(1, "09:00", "12:00")];
        let book = Book { rows: &stays, events: &own_events(&stays[0]) };
        let record = || draft(&stays);
        let long = |given_minutes| RecordRow { given_minutes, ..record() };

        assert_eq!(
            [720, 721].map(|given| state_of(&long(given), book, None)),
            [Approved, InReview]
        );
        let leads = RecordRow { leads_unit: true, ..record() };
        assert_eq!(state_of(&leads, book, None), InReview);
        let rejected = RecordRow { state: Rejected, ..record() };
        assert_eq!(state_of(&record(), book, Some(&rejected)), InReview);
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
