//! Rows that the tests of rules begin with.

use std::time::Duration;

use proptest::{prelude::prop, prop_compose};
use uuid::Uuid;

use crate::{
    activities::{ActivityState, ShiftFacts, ShiftState},
    attendance::{
        model::{AttendanceState, EventKind, Source, Sources},
        rules::{Beginning, Book, found, said::fresh},
        store::{AttendanceRow, EventRow},
    },
    kernel::{
        caller::Grade,
        codes::Code,
        figures::Booking,
        geo::Verdict,
        ids::{Id, PersonId},
        interval::Interval,
        minutes::CreditPolicy,
        time::Time,
        words::Word,
    },
    ledger::{Flags, Stretches},
};

/// An instant of the day of the shift, Sunday 22 November 2026: `at("09:30")`, Beijing time.
pub(in crate::attendance) fn at(wall: &str) -> Time {
    Time::parse(&format!("2026-11-22T{wall}:00+08:00")).unwrap()
}

/// From one instant of that day to another.
pub(in crate::attendance) fn from_to(from: &str, until: &str) -> Interval {
    Interval::new(at(from), at(until)).unwrap()
}

/// The id of a number, of any kind.
pub(in crate::attendance) const fn id<K>(number: u128) -> Id<K> {
    Id::new(Uuid::from_u128(number))
}

/// Him whose stays they are, unless a test says otherwise.
pub(in crate::attendance) const PERSON: PersonId = id(5);

/// What somebody says of a presence, under a number, when it happens. He himself captures it.
pub(in crate::attendance) fn event(
    number: u128,
    (kind, source, wall): (EventKind, Source, &str),
) -> EventRow {
    EventRow {
        id: id(number),
        attendance: Id::NIL,
        shift: id(1),
        person: PERSON,
        kind,
        source,
        at: at(wall),
        captured_at: at(wall),
        grade: Grade::A,
        verdict: None,
        recorded_at: at(wall),
        recorded_by: PERSON,
        device: None,
        evidence_hash: None,
    }
}

/// What he himself captured of a stay that ended.
pub(in crate::attendance) fn own_events(row: &AttendanceRow) -> Vec<EventRow> {
    let of = |number, kind, at: Option<Time>| EventRow {
        attendance: row.id,
        at: at.unwrap(),
        ..event(number, (kind, Source::Own, "09:00"))
    };
    let number = row.id.uuid().as_u128();
    vec![
        of(number, EventKind::CheckIn, row.started_at),
        of(number + 100, EventKind::CheckOut, row.ended_at),
    ]
}

/// From nine to noon, without breaks; published, countable, in no fence.
pub(in crate::attendance) fn shift() -> ShiftFacts {
    ShiftFacts {
        id: id(1),
        activity: id(2),
        unit: id(3),
        audience: None,
        state: ShiftState::Planned,
        activity_state: ActivityState::Published,
        published_at: Some(Time::EPOCH),
        span: from_to("09:00", "12:00"),
        breaks: Vec::new(),
        service_date: "2026-11-22".to_owned(),
        program: None,
        countable: true,
        danger: false,
        online: false,
        fence: None,
        name: "河岸植树".to_owned(),
        content: "植树".to_owned(),
        place: "北滨路".to_owned(),
        person_in_charge: None,
        served_area_code: Some("500112103".to_owned()),
    }
}

/// His first attendance in [`shift`], under a number; nobody has said anything yet, and its policy
/// counts each minute.
pub(in crate::attendance) fn unsaid(number: u128, state: AttendanceState) -> AttendanceRow {
    let shift = shift();
    let booking = Booking {
        booked_district: id(4),
        served_district: "500112".to_owned(),
        unit: shift.unit,
        program: None,
        month: 202_611,
    };
    let beginning = Beginning {
        shift: &shift,
        booking: &booking,
        policy: CreditPolicy::ExactMinute1,
        recorded_at: at("09:00"),
        recorded_by: PERSON,
    };
    let event = event(number, (EventKind::CheckIn, Source::Own, "09:00"));
    AttendanceRow { state, ..fresh(id(number), id(number), &event, &beginning) }
}

/// Who checked in himself, under a number, and has not left.
pub(in crate::attendance) fn came(number: u128, from: &str) -> AttendanceRow {
    AttendanceRow {
        started_at: Some(at(from)),
        started_by: Some(Source::Own),
        start_sources: Sources([Source::Own].into()),
        ..unsaid(number, AttendanceState::Present)
    }
}

/// Who checked in and out himself, under a number. What counts of it is the stay, as it does where
/// it lies in the shift.
pub(in crate::attendance) fn stayed(number: u128, from: &str, until: &str) -> AttendanceRow {
    AttendanceRow {
        state: AttendanceState::Complete,
        ended_at: Some(at(until)),
        ended_by: Some(Source::Own),
        end_sources: Sources([Source::Own].into()),
        counted: Stretches(vec![from_to(from, until)]),
        ..came(number, from)
    }
}

/// The same stay as said at both ends by others: by the first of them first.
pub(in crate::attendance) fn said_by(row: AttendanceRow, sources: &[Source]) -> AttendanceRow {
    let (first, all) = (sources.first().copied(), Sources(sources.iter().copied().collect()));
    AttendanceRow {
        started_by: row.started_at.and(first),
        ended_by: row.ended_at.and(first),
        start_sources: row.started_at.map_or_else(Sources::default, |_| all.clone()),
        end_sources: row.ended_at.map_or_else(Sources::default, |_| all.clone()),
        ..row
    }
}

prop_compose! {
    /// From one minute of the hours around the shift to another.
    fn around_the_shift()(from in 0..480_u64, length in 1..480_u64) -> Interval {
        let minutes = |count: u64| Duration::from_secs(60 * count);
        let from = at("07:00").plus(minutes(from));
        Interval::new(from, from.plus(minutes(length))).unwrap()
    }
}

prop_compose! {
    /// His attendance in [`shift`] under a number: in any state, of any length, said by anybody.
    /// What counts of it has not been worked out.
    pub(in crate::attendance) fn any_row(number: u128)(
        state in prop::sample::select(AttendanceState::ALL),
        stay in around_the_shift(),
        ceded in prop::collection::vec(around_the_shift(), 0..2),
        sources in prop::collection::vec(prop::sample::select(Source::ALL), 1..4),
        verdict_in in prop::option::of(prop::sample::select(Verdict::ALL)),
        verdict_out in prop::option::of(prop::sample::select(Verdict::ALL)),
        is_settled in prop::bool::weighted(0.2),
    ) -> AttendanceRow {
        let is_stay = state.is_stay();
        let has_ended = state == AttendanceState::Complete;
        let row = AttendanceRow {
            started_at: is_stay.then_some(stay.from()),
            ended_at: has_ended.then_some(stay.until()),
            ceded: Stretches(ceded),
            verdict_in,
            verdict_out,
            settled_at: is_settled.then(|| at("13:00")),
            ..unsaid(number, state)
        };
        said_by(row, &sources)
    }
}

/// Enters events in their order; those that are refused wait, and try again when others came.
pub(in crate::attendance) fn entered(
    events: &[EventRow],
) -> (Vec<AttendanceRow>, Vec<EventRow>, Vec<Code>) {
    let shift = shift();
    let booking = unsaid(1, AttendanceState::Absent).booking();
    let beginning = Beginning {
        shift: &shift,
        booking: &booking,
        policy: CreditPolicy::ExactMinute1,
        recorded_at: at("12:00"),
        recorded_by: PERSON,
    };
    let (mut rows, mut known): (Vec<AttendanceRow>, Vec<EventRow>) = Default::default();
    let (mut waiting, mut refused) = (events.to_vec(), Vec::new());
    loop {
        let tried = waiting.len();
        refused.clear();
        for mut event in std::mem::take(&mut waiting) {
            let book = Book { rows: &rows, events: &known };
            match book.with(&event, &Flags::default(), &beginning) {
                Ok(after) => {
                    event.attendance = found(&after, Id::new(event.id.uuid())).unwrap().id;
                    rows = after;
                    known.push(event);
                }
                Err(refusal) => {
                    refused.push(refusal.code);
                    waiting.push(event);
                }
            }
        }
        if waiting.len() == tried || waiting.is_empty() {
            return (rows, known, refused);
        }
    }
}
