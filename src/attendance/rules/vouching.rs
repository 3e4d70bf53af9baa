//! Who vouches for what is confirmed.

use super::{Book, presence::Stay, presence::stays};
use crate::{
    attendance::{
        model::EventKind,
        store::{AttendanceRow, EventRow},
    },
    kernel::{ids::PersonId, interval::Interval},
    ledger::RecordRow,
};

/// Whether of a stay that counts there is an end of which nobody said anything but he who confirms
/// the record. Who said something of its other end, or of what counts for nothing, does not vouch
/// for this one.
pub(in crate::attendance) fn is_alone(record: &RecordRow, book: Book<'_>) -> bool {
    let events = book.standing();
    let span = Interval::new(record.starts_at, record.ended_at);
    let told = span.map_or_else(|_empty| Vec::new(), |span| stays(span, &events));
    let alone = |row: &AttendanceRow| {
        let stay = told.iter().find(|stay| is_of(row, stay));
        stay.is_none_or(|stay| is_unvouched(row, stay, &events, record.recorded_by))
    };
    book.rows.iter().any(|row| !row.counted.0.is_empty() && alone(row))
}

fn is_of(row: &AttendanceRow, stay: &Stay<'_>) -> bool {
    stay.ids.contains(row.id) || row.aliases.all().any(|id| stay.ids.contains(id))
}

/// The system vouches for nothing. Who proposed the end that was confirmed vouches for it.
fn is_unvouched(
    row: &AttendanceRow,
    stay: &Stay<'_>,
    events: &[EventRow],
    confirmer: PersonId,
) -> bool {
    let vouches =
        |event: &EventRow| event.recorded_by != confirmer && event.recorded_by != PersonId::NIL;
    let proposes_it = |event: &EventRow| {
        let of_row = event.attendance == row.id && event.kind == EventKind::EndProposed;
        of_row && Some(event.at) == row.ended_at
    };
    let mut of_end = stay.of_end().chain(events.iter().filter(|event| proposes_it(event)));
    !stay.of_start().any(vouches) || !of_end.any(vouches)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attendance::{
            model::{AttendanceState, Source},
            rules::{
                drafted,
                examples::{PERSON, event, id, shift, stayed, unsaid},
            },
        },
        kernel::ids::Id,
    };
    use EventKind::{Absent, CheckIn, CheckOut, EndConfirmed, EndProposed, Present};
    use Source::{Own, Roster, System};

    const LEADER: PersonId = id(7);
    const ANOTHER: PersonId = id(8);

    type SaidBy = (EventKind, Source, &'static str, PersonId);

    /// Whether the leader who confirms a stay from nine to noon is alone with it.
    fn alone(said: &[SaidBy]) -> bool {
        let of_stay = |(number, (kind, source, wall, by)): (u128, &SaidBy)| EventRow {
            attendance: id(1),
            recorded_by: *by,
            ..event(number, (*kind, *source, wall))
        };
        let events: Vec<EventRow> = (1..).zip(said).map(of_stay).collect();
        let rows = [stayed(1, "09:00", "12:00")];
        let record = drafted(&shift(), &rows, "解放碑大队").unwrap();
        let record = RecordRow { recorded_by: LEADER, ..record };
        is_alone(&record, Book { rows: &rows, events: &events })
    }

    #[test]
    fn of_each_end_somebody_else_than_the_confirmer_says_something() {
        let came = (CheckIn, Own, "09:00", PERSON);
        let ended = (CheckOut, Roster, "12:00", LEADER);
        for (said, expected) in [
            (vec![came, (CheckOut, Own, "12:00", PERSON)], false),
            (vec![came, ended], true),
            (vec![came, (CheckOut, Roster, "12:00", ANOTHER)], false),
            (vec![came, ended, (CheckOut, Roster, "11:50", ANOTHER)], false),
            (vec![(Present, Roster, "12:00", LEADER)], true),
            (vec![(Present, Roster, "12:00", LEADER), came], true),
            (vec![(Present, Roster, "12:00", ANOTHER)], false),
            (vec![(Present, Roster, "12:00", LEADER), (Absent, Roster, "09:00", ANOTHER)], true),
        ] {
            assert_eq!(alone(&said), expected, "{said:?}");
        }
    }

    #[test]
    fn who_proposed_the_end_that_stands_vouches_for_it_and_the_system_for_none() {
        let came = (CheckIn, Own, "09:00", PERSON);
        let confirmed = (EndConfirmed, Roster, "12:00", LEADER);
        for (proposed, expected) in [
            ((EndProposed, Own, "12:00", PERSON), false),
            ((EndProposed, Own, "11:00", PERSON), true),
            ((EndProposed, System, "12:00", Id::NIL), true),
        ] {
            assert_eq!(alone(&[came, proposed, confirmed]), expected, "{proposed:?}");
        }
    }

    #[test]
    fn who_said_something_of_what_is_void_vouches_for_nothing() {
        let void = AttendanceRow { record_id: id(1), ..unsaid(2, AttendanceState::Void) };
        let rows = [stayed(1, "09:00", "12:00"), void];
        let by_leader = EventRow {
            attendance: id(1),
            recorded_by: LEADER,
            ..event(1, (Present, Roster, "12:00"))
        };
        let of_void = EventRow { attendance: id(2), ..event(2, (CheckIn, Own, "09:00")) };
        let record = drafted(&shift(), &rows, "解放碑大队").unwrap();
        let record = RecordRow { recorded_by: LEADER, ..record };

        assert!(is_alone(&record, Book { rows: &rows, events: &[by_leader, of_void] }));
    }
}
