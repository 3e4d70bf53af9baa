//! What of somebody's stays counts, and what it is worth before its record is confirmed.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    activities::ShiftFacts,
    attendance::{
        model::{AttendanceState, Source, Sources},
        store::AttendanceRow,
    },
    kernel::{
        figures::{Booking, Cell, Difference, Sums, month_of},
        geo::Verdict,
        ids::{AttendanceId, RecordId},
        interval::{Interval, united_minutes},
        minutes::given,
        proof::ProofClass,
    },
    ledger::Stretches,
};

/// The length of a shift at most, and what policies count around two of them.
const AROUND: Duration = Duration::from_secs(27 * 3600);

/// The time of all shifts whose stays may overlap with those of a shift, or with stays that do.
pub(in crate::attendance) fn near(span: Interval) -> Interval {
    let (from, until) = (span.from().minus(AROUND), span.until().plus(AROUND));
    Interval::new(from, until).unwrap_or(span)
}

impl AttendanceRow {
    /// From check-in to check-out, once both are known; nothing of who left before he came.
    pub(in crate::attendance) fn stay(&self) -> Option<Interval> {
        let complete = self.state == AttendanceState::Complete;
        Interval::new(self.started_at?, self.ended_at?).ok().filter(|_| complete)
    }

    /// From the shift's start to its end.
    pub(in crate::attendance) fn shift_span(&self) -> Option<Interval> {
        Interval::new(self.starts_at, self.ends_at).ok()
    }

    /// What it is booked to.
    pub(in crate::attendance) fn booking(&self) -> Booking {
        Booking {
            booked_district: self.booked_district,
            served_district: self.served_district.clone(),
            unit: self.unit,
            program: self.program,
            month: month_of(&self.service_date),
        }
    }
}

/// What of a stay is handed to a policy: without what it ceded, and of one that was entered
/// afterwards no more than the shift.
pub(in crate::attendance) fn claimed(row: &AttendanceRow, span: Interval) -> Vec<Interval> {
    let stay = row.stay().and_then(|stay| match proof_class(row) {
        ProofClass::Backfill => stay.clipped(span),
        _ => Some(stay),
    });
    stay.map_or_else(Vec::new, |stay| stay.minus(&row.ceded.0))
}

/// What of a stay counts as service: in order, apart.
pub(in crate::attendance) fn counted(row: &AttendanceRow, shift: &ShiftFacts) -> Stretches {
    let claimed = claimed(row, shift.span);
    Stretches(given(&claimed, shift.span, &shift.breaks, row.policy).served)
}

/// The same row, with what counts of it.
pub(in crate::attendance) fn recounted(row: AttendanceRow, shift: &ShiftFacts) -> AttendanceRow {
    let counted = counted(&row, shift);
    AttendanceRow { counted, ..row }
}

/// The whole minutes that count of the stays of one record.
pub(in crate::attendance) fn minutes(rows: &[AttendanceRow]) -> i64 {
    let counted: Vec<Interval> = rows.iter().flat_map(|row| row.counted.0.clone()).collect();
    united_minutes(&counted)
}

/// How a stay is proven: by the weaker of its two ends.
pub(in crate::attendance) fn proof_class(row: &AttendanceRow) -> ProofClass {
    let start = row.started_by.map(|source| end_class(&row.start_sources, source, row.verdict_in));
    let end = row.ended_by.map(|source| end_class(&row.end_sources, source, row.verdict_out));
    start.max(end).unwrap_or(ProofClass::SelfDeclared)
}

/// How one end of a stay is proven: by both parties when each of them said something of this end.
fn end_class(sources: &Sources, source: Source, verdict: Option<Verdict>) -> ProofClass {
    let said = |by: Source| sources.0.contains(&by);
    let by_both = said(Source::Own) && (said(Source::Roster) || said(Source::Paper));
    match source {
        Source::Backfill => ProofClass::Backfill,
        _ if by_both => ProofClass::TwoParty,
        Source::Own if verdict == Some(Verdict::Inside) => ProofClass::SelfOnsite,
        Source::Own | Source::System => ProofClass::SelfDeclared,
        Source::Roster => ProofClass::LeaderRoster,
        Source::Paper => ProofClass::PaperSheet,
    }
}

/// How the stays of one record are proven that count: by the weakest.
pub(in crate::attendance) fn record_class(rows: &[AttendanceRow]) -> Option<ProofClass> {
    rows.iter().filter(|row| !row.counted.0.is_empty()).map(proof_class).max()
}

/// What the stays of one record are worth while nobody has confirmed it; nothing afterwards, when
/// the record itself counts.
fn contribution(rows: &[AttendanceRow]) -> Option<Difference> {
    let first = rows.iter().find(|row| row.id.entity() == row.record_id.entity())?;
    let proof_class = record_class(rows)?;
    let open = first.countable && first.settled_at.is_none();
    let cell = Cell { booking: first.booking(), proof_class };
    let by = Sums { pending_minutes: minutes(rows), ..Sums::default() };
    open.then_some(Difference { cell, by })
}

/// What a change of attendances moves. Both lists hold all attendances of each record that they
/// hold any of.
pub(in crate::attendance) fn differences(
    before: &[AttendanceRow],
    after: &[AttendanceRow],
) -> Vec<Difference> {
    let taken = by_record(before).into_values().filter_map(|rows| contribution(&rows));
    let taken = taken.map(|Difference { cell, by }| Difference { cell, by: -by });
    let given = by_record(after).into_values().filter_map(|rows| contribution(&rows));
    taken.chain(given).collect()
}

fn by_record(rows: &[AttendanceRow]) -> BTreeMap<RecordId, Vec<AttendanceRow>> {
    let mut records: BTreeMap<RecordId, Vec<AttendanceRow>> = BTreeMap::new();
    for row in rows {
        records.entry(row.record_id).or_default().push(row.clone());
    }
    records
}

/// With which others of the same person, in other shifts, what counts of a stay overlaps. What is
/// no service time overlaps with nothing.
pub(in crate::attendance) fn overlapping(
    row: &AttendanceRow,
    all: &[AttendanceRow],
) -> Vec<AttendanceId> {
    let elsewhere =
        all.iter().filter(|other| other.person == row.person && other.shift != row.shift);
    let is_service = |other: &&AttendanceRow| row.countable && other.countable;
    let meets = |other: &&AttendanceRow| {
        let each = other.counted.0.iter();
        each.clone().any(|one| row.counted.0.iter().any(|counted| counted.overlaps(*one)))
    };
    elsewhere.filter(is_service).filter(meets).map(|other| other.id).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        attendance::rules::examples::{
            any_row, at, came, from_to, id, said_by, shift, stayed, unsaid,
        },
        kernel::{interval::united, time::Time, words::Word},
    };
    use Source::{Backfill, Own, Paper, Roster, System};

    #[test]
    fn what_counts_of_a_stay_lies_around_the_shift_in_no_break_and_nowhere_else() {
        let (all, early) = (stayed(1, "09:00", "12:00"), stayed(1, "08:30", "12:45"));
        let backwards = AttendanceRow { ended_at: Some(at("08:59")), ..all.clone() };
        let proposed = AttendanceRow { state: AttendanceState::CloseProposed, ..all.clone() };
        let ceded = Stretches(vec![from_to("11:00", "12:00")]);
        let given_away = AttendanceRow { ceded, ..all.clone() };
        let typed_in = said_by(early.clone(), &[Backfill, Own]);

        for (row, expected) in [
            (all, vec![("09:00", "10:00"), ("10:30", "12:00")]),
            (early, vec![("08:45", "10:00"), ("10:30", "12:30")]),
            (typed_in, vec![("09:00", "10:00"), ("10:30", "12:00")]),
            (given_away, vec![("09:00", "10:00"), ("10:30", "11:00")]),
            (stayed(1, "10:00", "10:30"), vec![]),
            (stayed(1, "07:00", "08:45"), vec![]),
            (came(1, "09:00"), vec![]),
            (backwards, vec![]),
            (proposed, vec![]),
            (unsaid(1, AttendanceState::Absent), vec![]),
        ] {
            let with_break = ShiftFacts { breaks: vec![from_to("10:00", "10:30")], ..shift() };
            let expected: Vec<_> =
                expected.into_iter().map(|(from, until)| from_to(from, until)).collect();

            assert_eq!(counted(&row, &with_break), Stretches(expected), "{row:?}");
        }
    }

    #[test]
    fn a_stay_is_proven_by_both_parties_by_himself_or_by_what_somebody_entered() {
        let inside = Some(Verdict::Inside);
        for (sources, verdict_out, expected) in [
            (vec![Own], inside, ProofClass::SelfOnsite),
            (vec![Own], Some(Verdict::Outside), ProofClass::SelfDeclared),
            (vec![Own], None, ProofClass::SelfDeclared),
            (vec![Own, Roster], None, ProofClass::TwoParty),
            (vec![Own, Paper], inside, ProofClass::TwoParty),
            (vec![Own, Backfill], inside, ProofClass::SelfOnsite),
            (vec![Roster, Own], None, ProofClass::TwoParty),
            (vec![Roster], None, ProofClass::LeaderRoster),
            (vec![Paper, Roster], None, ProofClass::PaperSheet),
            (vec![Backfill, Own, Roster], inside, ProofClass::Backfill),
            (vec![System], None, ProofClass::SelfDeclared),
        ] {
            let row = said_by(stayed(1, "09:00", "12:00"), &sources);
            let row = AttendanceRow { verdict_in: inside, verdict_out, ..row };

            assert_eq!(proof_class(&row), expected, "{sources:?} {verdict_out:?}");
        }
    }

    #[test]
    fn a_stay_is_proven_by_the_weaker_of_its_ends() {
        let on_site =
            AttendanceRow { verdict_in: Some(Verdict::Inside), ..stayed(1, "09:00", "12:00") };
        let ended_by = |source| AttendanceRow { ended_by: Some(source), ..on_site.clone() };
        let seen = |said: &[Source]| Sources(said.iter().copied().collect());
        let seen_to_come =
            AttendanceRow { start_sources: seen(&[Own, Roster]), ..ended_by(Roster) };
        let seen_to_leave =
            AttendanceRow { end_sources: seen(&[Own, Roster]), ..seen_to_come.clone() };

        for (row, expected) in [
            (seen_to_come, ProofClass::LeaderRoster),
            (seen_to_leave, ProofClass::TwoParty),
            (ended_by(Backfill), ProofClass::Backfill),
            (ended_by(Roster), ProofClass::LeaderRoster),
            (ended_by(System), ProofClass::SelfDeclared),
            (AttendanceRow { ended_by: None, ..on_site.clone() }, ProofClass::SelfOnsite),
            (unsaid(1, AttendanceState::Excused), ProofClass::SelfDeclared),
        ] {
            assert_eq!(proof_class(&row), expected, "{:?}", row.ended_by);
        }
    }

    #[test]
    fn a_record_is_proven_by_the_weakest_stay_that_counts() {
        let both = said_by(stayed(1, "09:00", "10:00"), &[Own, Roster]);
        let typed_in = said_by(stayed(2, "11:00", "12:00"), &[Backfill]);
        let uncounted = AttendanceRow { counted: Stretches::default(), ..typed_in.clone() };

        for (rows, expected) in [
            (vec![both.clone(), typed_in], Some(ProofClass::Backfill)),
            (vec![both, uncounted.clone()], Some(ProofClass::TwoParty)),
            (vec![uncounted], None),
            (vec![], None),
        ] {
            assert_eq!(record_class(&rows), expected);
        }
    }

    #[test]
    fn minutes_of_several_stays_are_counted_once_each() {
        let (first, second) = (stayed(1, "09:00", "10:00"), stayed(2, "09:30", "11:00"));
        let third = stayed(3, "11:30", "12:00");

        assert_eq!(minutes(&[first, second, third]), 150);
        assert_eq!(minutes(&[]), 0);
    }

    #[test]
    fn stays_overlap_with_those_of_the_same_person_in_other_shifts() {
        let stay = stayed(1, "09:00", "12:00");
        let elsewhere =
            |number, from, until| AttendanceRow { shift: id(20), ..stayed(number, from, until) };
        let others = [
            stay.clone(),
            elsewhere(2, "11:00", "13:00"),
            elsewhere(3, "12:00", "13:00"),
            AttendanceRow { person: id(21), ..elsewhere(4, "11:00", "13:00") },
            stayed(5, "10:00", "11:00"),
            AttendanceRow { counted: Stretches::default(), ..elsewhere(6, "09:00", "12:00") },
            AttendanceRow { countable: false, ..elsewhere(7, "11:00", "13:00") },
        ];

        assert_eq!(overlapping(&stay, &others), [id(2)]);
        assert_eq!(overlapping(&others[1], &others), [id(1)]);
    }

    #[test]
    fn stays_count_as_pending_until_their_record_is_confirmed() {
        let stay = stayed(1, "09:00", "12:00");
        let settled = AttendanceRow { settled_at: Some(at("13:00")), ..stay.clone() };
        let meeting = AttendanceRow { countable: false, ..stay.clone() };
        let second = AttendanceRow { record_id: id(1), ..stayed(2, "13:00", "14:00") };
        let pending = |rows: &[AttendanceRow]| {
            contribution(rows).map(|difference| difference.by.pending_minutes)
        };

        assert_eq!(pending(&[stay.clone(), second.clone()]), Some(240));
        assert_eq!(pending(&[settled]), None);
        assert_eq!(pending(&[meeting]), None);
        assert_eq!(pending(&[came(1, "09:00")]), None);
        assert_eq!(pending(&[second]), None, "without the one that it has its id from");
    }

    #[test]
    fn shifts_are_looked_for_a_day_and_three_hours_around() {
        let whole = near(shift().span);

        assert_eq!(whole.from(), Time::parse("2026-11-21T06:00:00+08:00").unwrap());
        assert_eq!(whole.until(), Time::parse("2026-11-23T15:00:00+08:00").unwrap());
    }

    /// What differences come to: each cell that is left with something.
    fn summed(differences: impl IntoIterator<Item = Difference>) -> BTreeMap<Cell, Sums> {
        let mut sums: BTreeMap<Cell, Sums> = BTreeMap::new();
        for Difference { cell, by } in differences {
            *sums.entry(cell).or_default() += by;
        }
        sums.retain(|_, by| *by != Sums::default());
        sums
    }

    proptest! {
        #[test]
        fn what_counts_lies_in_the_stay_apart_from_what_it_ceded(row in any_row(1)) {
            let counted = counted(&row, &shift()).0;

            prop_assert_eq!(&united(&counted), &counted);
            for part in &counted {
                let stay = row.stay().unwrap();
                prop_assert_eq!(part.clipped(stay), Some(*part));
                prop_assert!(row.ceded.0.iter().all(|ceded| !ceded.overlaps(*part)));
            }
        }

        #[test]
        fn another_witness_makes_no_proof_weaker(
            row in any_row(1),
            witness in prop::sample::select(Source::ALL),
        ) {
            let with = |said: &Sources| Sources(said.0.iter().copied().chain([witness]).collect());
            let came = AttendanceRow { start_sources: with(&row.start_sources), ..row.clone() };
            let left = AttendanceRow { end_sources: with(&row.end_sources), ..row.clone() };

            prop_assert!(proof_class(&came) <= proof_class(&row));
            prop_assert!(proof_class(&left) <= proof_class(&row));
        }

        #[test]
        fn an_overlap_is_the_same_from_both_sides(one in any_row(1), other in any_row(2)) {
            let shift = shift();
            let other = recounted(AttendanceRow { shift: id(20), ..other }, &shift);
            let one = recounted(one, &shift);
            let both = [one.clone(), other.clone()];

            prop_assert_eq!(
                overlapping(&one, &both).contains(&other.id),
                overlapping(&other, &both).contains(&one.id)
            );
        }

        #[test]
        fn cells_hold_what_the_last_state_of_stays_contributes(
            states in prop::collection::vec((any_row(1), any_row(2)), 1..6),
        ) {
            let shift = shift();
            let of = |(first, second): &(AttendanceRow, AttendanceRow)| {
                let second = AttendanceRow { record_id: id(1), ..second.clone() };
                [first.clone(), second].map(|row| recounted(row, &shift))
            };
            let states: Vec<_> = states.iter().map(of).collect();
            let steps = states.windows(2).flat_map(|pair| differences(&pair[0], &pair[1]));
            let all = differences(&[], &states[0]).into_iter().chain(steps);

            prop_assert_eq!(summed(all), summed(contribution(&states[states.len() - 1])));
        }
    }
}
