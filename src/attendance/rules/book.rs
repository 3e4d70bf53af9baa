//! What becomes of somebody's attendances in a shift when one more thing is captured.

use std::collections::BTreeSet;

use super::{
    conflict,
    flags::kept,
    presence::{Stay, stays},
    recounted,
    said::{Beginning, found, fresh, merged, told},
};
use crate::{
    attendance::{
        model::{AttendanceState, EventKind},
        store::{AttendanceRow, EventRow},
    },
    kernel::{
        codes::Code,
        ids::{AttendanceId, Id, RecordId},
        refusal::Refusal,
    },
    ledger::{Flag, Flags},
};

/// Stays of a person in a shift at most, as i志愿 has it.
pub(in crate::attendance) const STAYS_MAX: usize = 3;

/// All attendances of one person in a shift, and what was captured about them.
#[derive(Clone, Copy, Debug)]
pub(in crate::attendance) struct Book<'a> {
    pub(in crate::attendance) rows: &'a [AttendanceRow],
    pub(in crate::attendance) events: &'a [EventRow],
}

impl Book<'_> {
    /// The attendances once one more event is entered that brings flags with it. Each holds the ids
    /// of its events, so the new one is found by its id.
    ///
    /// # Errors
    /// [`Code::StateConflict`] for an end without a stay, and for an absence of who was there;
    /// [`Code::LimitReached`].
    pub(in crate::attendance) fn with(
        self,
        event: &EventRow,
        flags: &Flags,
        beginning: &Beginning<'_>,
    ) -> Result<Vec<AttendanceRow>, Refusal> {
        if self.rows.iter().any(|row| row.settled_at.is_some()) {
            return Ok(self.after_settling(event));
        }
        let mut events = self.standing();
        events.push(event.clone());
        if matches!(event.kind, EventKind::Absent | EventKind::Excused) {
            return self.without(&events, event, beginning);
        }
        let stays = stays(beginning.shift.span, &events);
        let id = Id::new(event.id.uuid());
        if !stays.iter().any(|stay| stay.ids.contains(id)) {
            return Err(self.conflict());
        }
        if stays.len() > STAYS_MAX {
            return Err(Refusal::from(Code::LimitReached).with("max", STAYS_MAX));
        }
        Ok(self.assigned(&stays, event, flags, beginning))
    }

    /// What was captured about what is not void.
    pub(in crate::attendance) fn standing(self) -> Vec<EventRow> {
        self.events.iter().filter(|event| self.counts(event)).cloned().collect()
    }

    /// What is void says nothing any more.
    fn counts(&self, event: &EventRow) -> bool {
        let row = found(self.rows, Id::new(event.id.uuid()));
        let row = row.or_else(|| self.rows.iter().find(|row| row.id == event.attendance));
        row.is_some_and(|row| row.state != AttendanceState::Void)
    }

    fn live(&self) -> impl Iterator<Item = &AttendanceRow> {
        self.rows.iter().filter(|row| row.state != AttendanceState::Void)
    }

    fn conflict(&self) -> Refusal {
        let state = self.live().map(|row| row.state).next().unwrap_or(AttendanceState::Absent);
        conflict(state)
    }

    /// The record of a new attendance: that of his first in the shift.
    fn record(&self, id: AttendanceId) -> RecordId {
        self.rows.first().map_or(Id::new(id.uuid()), |row| row.record_id)
    }

    /// It is known, and changes nothing: a record that was confirmed stands as it is.
    fn after_settling(self, event: &EventRow) -> Vec<AttendanceRow> {
        let begun = |row: &&AttendanceRow| row.started_at.is_some_and(|start| start <= event.at);
        let of_then = self.live().filter(begun).max_by_key(|row| row.started_at);
        let found = of_then.or_else(|| self.live().next()).or(self.rows.first());
        let found = found.map(|row| row.id);
        let mut after = self.rows.to_vec();
        for row in after.iter_mut().filter(|row| Some(row.id) == found) {
            row.aliases.add(event.id, event.kind);
            row.flags = row.flags.with([Flag::AfterConfirmation]);
        }
        after
    }

    /// He did not come: of several who say so the last knows why.
    fn without(
        self,
        events: &[EventRow],
        event: &EventRow,
        beginning: &Beginning<'_>,
    ) -> Result<Vec<AttendanceRow>, Refusal> {
        if self.live().any(|row| row.state.is_stay()) {
            return Err(self.conflict());
        }
        let last = events.iter().max_by_key(|event| (event.at, event.id)).unwrap_or(event);
        let state = match last.kind {
            EventKind::Excused => AttendanceState::Excused,
            _ => AttendanceState::Absent,
        };
        let id = Id::new(event.id.uuid());
        let standing = self.live().next();
        let mut row =
            standing.cloned().unwrap_or_else(|| fresh(id, self.record(id), event, beginning));
        row.state = state;
        if row.id != id {
            row.aliases.add(event.id, event.kind);
        }
        let rest = self.rows.iter().filter(|other| other.id != row.id).cloned();
        Ok(rest.chain([row.clone()]).collect())
    }

    /// Gives each stay its row: the one that it had, that of an absence which it refutes, or a new
    /// one.
    fn assigned(
        self,
        stays: &[Stay<'_>],
        event: &EventRow,
        flags: &Flags,
        beginning: &Beginning<'_>,
    ) -> Vec<AttendanceRow> {
        let mut rest: Vec<AttendanceRow> = self.rows.to_vec();
        let mut after = Vec::with_capacity(rest.len() + 1);
        let elsewhere: BTreeSet<AttendanceId> =
            stays.iter().flat_map(|stay| stay.ids.all()).collect();
        for stay in stays {
            let own = |row: &AttendanceRow| stay.ids.contains(row.id);
            let had = |row: &AttendanceRow| {
                let said = row.aliases.all().any(|id| stay.ids.contains(id));
                !elsewhere.contains(&row.id) && (said || !row.state.is_stay())
            };
            let live = |row: &AttendanceRow| row.state != AttendanceState::Void;
            let place = rest.iter().position(|row| live(row) && own(row));
            let place = place.or_else(|| rest.iter().position(|row| live(row) && had(row)));
            // What was void since it was a part of another stay is one by itself again.
            let place = place.or_else(|| rest.iter().position(own));
            let row = match place {
                Some(place) => rest.remove(place),
                None => self.split_off(stay, event, beginning),
            };
            let mut row = told(row, stay, &elsewhere, beginning.shift);
            if stay.ids.contains(Id::new(event.id.uuid())) {
                row.flags = row.flags.with(flags.0.iter().copied());
            }
            after.push(recounted(row, beginning.shift));
        }
        merged(after, rest, beginning.shift)
    }

    /// A row for a stay that had none: it is that of the new event, or one that had been taken for
    /// a part of another.
    fn split_off(
        self,
        stay: &Stay<'_>,
        event: &EventRow,
        beginning: &Beginning<'_>,
    ) -> AttendanceRow {
        let new = Id::new(event.id.uuid());
        let start = stay.start().map_or(new, |start| Id::new(start.event.id.uuid()));
        let id = if stay.ids.contains(new) { new } else { start };
        let row = fresh(id, self.record(id), event, beginning);
        let flags = found(self.rows, id).map_or_else(Flags::default, |row| kept(&row.flags));
        AttendanceRow { flags, ..row }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;
    use crate::{
        attendance::{
            model::{Source, Sources},
            rules::examples::{PERSON, at, entered, event, id, shift},
        },
        kernel::{minutes::CreditPolicy, time::Time, words::Word},
    };
    use EventKind::{Absent, CheckIn, CheckOut, Excused, Present};
    use Source::{Own, Paper, Roster};

    /// What says that somebody was there, in the order of ids.
    fn presences(known: &[EventRow]) -> BTreeSet<AttendanceId> {
        let came = known.iter().filter(|event| event.kind != Absent);
        came.map(|event| Id::new(event.id.uuid())).collect()
    }

    fn told_of(rows: &[AttendanceRow]) -> String {
        let end = |at: Option<Time>, by: Option<Source>| {
            let wall = at.map(|at| at.local_minute().split_off(11)).unwrap_or_default();
            format!("{wall} {}", by.map(Word::word).unwrap_or_default())
        };
        let told = |row: &AttendanceRow| {
            if !row.state.is_stay() {
                return row.state.word().to_owned();
            }
            let words = |said: &Sources| said.0.iter().map(|by| by.word()).collect::<Vec<_>>();
            let sources = [&row.start_sources, &row.end_sources].map(words);
            let sources = sources.map(|words| words.join(" ")).join(", ");
            let (from, until) = (row.started_at, row.ended_at);
            let (from, until) = (end(from, row.started_by), end(until, row.ended_by));
            format!("{from} – {until} ({sources})")
        };
        let mut told: Vec<String> = rows.iter().map(told).collect();
        told.sort();
        told.join("; ")
    }

    /// Those that say something: when stays become one, what is left of the other depends on the
    /// order.
    fn live(rows: &[AttendanceRow]) -> Vec<AttendanceRow> {
        rows.iter().filter(|row| row.state != AttendanceState::Void).cloned().collect()
    }

    #[test]
    fn what_is_captured_says_when_he_came_and_left() {
        for (said, expected) in [
            (
                &[(CheckIn, Own, "09:00"), (CheckOut, Own, "11:00")][..],
                "09:00 own – 11:00 own (own, own)",
            ),
            (
                &[(CheckIn, Roster, "09:00"), (CheckIn, Own, "09:10")],
                "09:10 own –   (own roster, )",
            ),
            (
                &[(CheckIn, Roster, "09:05"), (CheckIn, Paper, "09:00")],
                "09:00 paper –   (roster paper, )",
            ),
            (
                &[(CheckIn, Own, "09:00"), (CheckOut, Roster, "10:00"), (CheckOut, Own, "11:00")],
                "09:00 own – 11:00 own (own, own roster)",
            ),
            (
                &[(CheckIn, Own, "09:00"), (CheckOut, Own, "10:00"), (CheckIn, Own, "10:30")],
                "09:00 own – 10:00 own (own, own); 10:30 own –   (own, )",
            ),
            (&[(Present, Roster, "09:05")], "09:00 roster – 12:00 roster (roster, roster)"),
            (
                &[(CheckIn, Own, "09:10"), (Present, Roster, "12:00")],
                "09:10 own – 12:00 roster (own roster, roster)",
            ),
            (
                &[(Present, Roster, "09:00"), (CheckOut, Own, "10:00")],
                "09:00 roster – 10:00 own (roster, own roster)",
            ),
            (
                &[(CheckIn, Own, "09:00"), (CheckOut, Own, "10:00"), (Present, Paper, "12:00")],
                "09:00 own – 10:00 own (own paper, own paper)",
            ),
            (
                &[(Present, Roster, "12:00"), (CheckOut, Own, "09:20"), (CheckIn, Own, "09:30")],
                "09:00 roster – 09:20 own (roster, own roster); \
                 09:30 own – 12:00 roster (own roster, roster)",
            ),
            (
                &[(Present, Roster, "12:00"), (CheckIn, Own, "09:30"), (CheckOut, Own, "09:20")],
                "09:00 roster – 09:20 own (roster, own roster); \
                 09:30 own – 12:00 roster (own roster, roster)",
            ),
            (&[(Absent, Roster, "09:30"), (CheckIn, Own, "10:00")], "10:00 own –   (own, )"),
            (&[(Absent, Roster, "09:30"), (Excused, Roster, "09:40")], "excused"),
            (
                &[(CheckIn, Own, "09:00"), (CheckOut, Own, "09:00")],
                "09:00 own – 09:00 own (own, own)",
            ),
        ] {
            let events: Vec<EventRow> =
                (10..).zip(said).map(|(number, said)| event(number, *said)).collect();
            assert_eq!(told_of(&entered(&events).0), expected, "{said:?}");
        }
    }

    #[test]
    fn an_end_wants_a_stay_an_absence_none_and_a_fourth_stay_is_too_many() {
        let times = ["09:00", "09:10", "09:20", "09:30", "09:40", "09:50", "10:00"];
        let fourth: Vec<EventRow> = (10..)
            .zip(times)
            .map(|(number, wall)| {
                event(number, (if number % 2 == 0 { CheckIn } else { CheckOut }, Own, wall))
            })
            .collect();
        let out = [event(10, (CheckOut, Roster, "10:00"))];
        let absent = [event(10, (CheckIn, Own, "09:00")), event(11, (Absent, Roster, "09:00"))];

        assert_eq!(entered(&fourth).2, [Code::LimitReached]);
        assert_eq!(entered(&out).2, [Code::StateConflict]);
        assert_eq!(entered(&absent).2, [Code::StateConflict]);
    }

    #[test]
    fn what_was_voided_says_nothing_to_what_comes_later() {
        let (mut rows, known, _) = entered(&[event(10, (CheckIn, Own, "09:00"))]);
        rows[0].state = AttendanceState::Void;
        let shift = shift();
        let beginning = Beginning {
            shift: &shift,
            booking: &rows[0].booking(),
            policy: CreditPolicy::ExactMinute1,
            recorded_at: at("12:00"),
            recorded_by: PERSON,
        };

        let late = event(11, (CheckIn, Own, "09:30"));
        let after = Book { rows: &rows, events: &known }.with(&late, &Flags::default(), &beginning);

        let after = after.unwrap();
        let new = found(&after, id(11)).unwrap();
        assert_eq!((after.len(), new.record_id, new.started_at), (2, id(10), Some(at("09:30"))));
    }

    #[test]
    fn two_stays_that_are_one_after_all_become_one_and_may_be_two_again() {
        let (ins, outs) = ([(10, "11:30"), (11, "12:10"), (13, "08:50")], [(12, "11:30")]);
        let came = ins.map(|(number, wall)| event(number, (CheckIn, Own, wall)));
        let left = outs.map(|(number, wall)| event(number, (CheckOut, Own, wall)));
        let [first, second, before] = came;
        let [out] = left;
        let both = [first, second, out, before];
        let again = [both.to_vec(), vec![event(14, (CheckOut, Own, "12:00"))]].concat();

        let (one, two) = (entered(&both).0, entered(&again).0);

        assert_eq!(told_of(&one), "08:50 own – 11:30 own (own, own); 11:30 own –   (own, ); void");
        let finds = |rows: &[AttendanceRow], number| found(rows, id(number)).map(|row| row.id);
        assert_eq!([10, 11].map(|number| finds(&one, number)), [Some(id(10)); 2]);
        let told = "08:50 own – 11:30 own (own, own); 11:30 own – 12:00 own (own, own); \
                    12:10 own –   (own, )";
        assert_eq!(told_of(&two), told);
        assert_eq!([10, 11].map(|number| finds(&two, number)), [Some(id(10)), Some(id(11))]);
    }

    proptest! {
        #[test]
        fn the_order_in_which_events_come_is_of_no_matter(
            said in vec(
                (
                    select(vec![CheckIn, CheckOut, Present, Absent]),
                    select(vec![Own, Roster, Paper]),
                    select(vec!["08:50", "09:00", "09:40", "10:20", "11:30", "12:10"]),
                ),
                1..=6,
            ),
            keys in vec(any::<u32>(), 6),
        ) {
            let events: Vec<EventRow> =
                (10..).zip(&said).map(|(number, said)| event(number, *said)).collect();
            let mut keyed: Vec<_> = keys.iter().zip(&events).collect();
            keyed.sort_by_key(|(key, _)| **key);
            let shuffled: Vec<EventRow> =
                keyed.into_iter().map(|(_, event)| event.clone()).collect();

            let (first, second) = (entered(&events), entered(&shuffled));

            prop_assert_eq!(told_of(&live(&first.0)), told_of(&live(&second.0)));
            prop_assert_eq!(presences(&first.1), presences(&second.1));
            for (rows, known, _) in [first, second] {
                let is_open = |row: &&AttendanceRow| row.state == AttendanceState::Present;
                prop_assert!(rows.iter().filter(is_open).count() <= 1);
                for id in presences(&known) {
                    let found = found(&rows, id);
                    prop_assert!(found.is_some_and(|row| row.state != AttendanceState::Void));
                }
            }
        }
    }
}
