//! What a record counts for.

use crate::{
    cells::SessionDay,
    kernel::figures::{Booking, Cell, Difference, Sums, month_of},
    ledger::{model::RecordState, store::RecordRow},
};

/// Given minutes, and credited ones.
type Minutes = (i64, i64);

impl RecordRow {
    /// The state that is shown.
    #[must_use]
    pub fn shown_state(&self) -> RecordState {
        self.state.shown(self.overlaps)
    }

    /// What it is booked to.
    #[must_use]
    pub fn booking(&self) -> Booking {
        Booking {
            booked_district: self.booked_district,
            served_district: self.served_district.clone(),
            unit: self.unit,
            program: self.program,
            month: month_of(&self.service_date),
        }
    }

    /// The day of its activity, and what a session on it is booked to.
    #[must_use]
    pub fn session_day(&self) -> SessionDay {
        SessionDay {
            activity: self.activity,
            service_date: self.service_date.clone(),
            booking: self.booking(),
        }
    }
}

/// Whether it makes a session. While it overlaps it still does: somebody served there, and what is
/// open is only for how long.
pub(in crate::ledger) fn is_approved(row: &RecordRow) -> bool {
    row.state == RecordState::Approved
}

/// What records that are shown in one state come to together.
pub(in crate::ledger) fn sums(
    shown: RecordState,
    (given, credited): Minutes,
    records: i64,
) -> Sums {
    match shown {
        RecordState::Computed | RecordState::Rejected | RecordState::Voided => Sums::default(),
        RecordState::InReview | RecordState::NeedsReview => {
            Sums { pending_minutes: given, ..Sums::default() }
        }
        RecordState::Approved => {
            Sums { final_minutes: given, credited_minutes: credited, records, ..Sums::default() }
        }
        RecordState::Disputed => Sums { disputed_minutes: given, ..Sums::default() },
    }
}

/// What a record adds to its cell.
pub(in crate::ledger) fn contribution(row: &RecordRow) -> Difference {
    let minutes = (row.given_minutes, row.credited_minutes);
    let cell = Cell { booking: row.booking(), proof_class: row.proof_class };
    Difference { cell, by: sums(row.shown_state(), minutes, 1) }
}

/// What a change of a record moves.
pub(in crate::ledger) fn differences(
    before: Option<&RecordRow>,
    after: &RecordRow,
) -> Vec<Difference> {
    let taken =
        before.map(contribution).map(|Difference { cell, by }| Difference { cell, by: -by });
    taken.into_iter().chain([contribution(after)]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        kernel::{proof::ProofClass, words::Word},
        ledger::rules::examples::{any_record, record},
    };

    /// What differences come to: each cell that is left with something.
    fn summed(differences: impl IntoIterator<Item = Difference>) -> BTreeMap<Cell, Sums> {
        let mut sums: BTreeMap<Cell, Sums> = BTreeMap::new();
        for Difference { cell, by } in differences {
            *sums.entry(cell).or_default() += by;
        }
        sums.retain(|_, by| *by != Sums::default());
        sums
    }

    #[test]
    fn a_record_counts_for_what_is_shown_of_it() {
        let nothing = Sums::default();
        let pending = Sums { pending_minutes: 180, ..nothing };
        let disputed = Sums { disputed_minutes: 180, ..nothing };
        let final_minutes =
            Sums { final_minutes: 180, credited_minutes: 180, records: 1, ..nothing };

        for (state, alone, overlapping) in [
            (RecordState::Computed, nothing, pending),
            (RecordState::InReview, pending, pending),
            (RecordState::NeedsReview, pending, pending),
            (RecordState::Approved, final_minutes, pending),
            (RecordState::Disputed, disputed, pending),
            (RecordState::Rejected, nothing, nothing),
            (RecordState::Voided, nothing, nothing),
        ] {
            let row = record(state);
            let overlaps = RecordRow { overlaps: true, ..row.clone() };

            assert_eq!(contribution(&row).by, alone, "{state:?}");
            assert_eq!(contribution(&overlaps).by, overlapping, "{state:?}, overlapping");
        }
    }

    #[test]
    fn what_overlaps_is_shown_to_need_review_unless_it_counts_for_nothing_anyway() {
        for state in RecordState::ALL {
            let overlaps = RecordRow { overlaps: true, ..record(*state) };

            let expected = if state.is_open() { RecordState::NeedsReview } else { *state };
            assert_eq!(overlaps.shown_state(), expected);
            assert_eq!(record(*state).shown_state(), *state);
        }
    }

    #[test]
    fn a_record_that_is_proven_otherwise_moves_to_another_cell() {
        let before = record(RecordState::Approved);
        let after = RecordRow { proof_class: ProofClass::Backfill, ..before.clone() };

        let moved = differences(Some(&before), &after);

        let told: Vec<_> =
            moved.iter().map(|one| (one.cell.proof_class, one.by.final_minutes)).collect();
        assert_eq!(told, [(ProofClass::TwoParty, -180), (ProofClass::Backfill, 180)]);
    }

    #[test]
    fn a_session_is_booked_as_its_record_on_the_day_of_the_shift() {
        let row = record(RecordState::Approved);

        let day = row.session_day();

        assert_eq!((day.activity, day.service_date.as_str()), (row.activity, "2026-11-22"));
        assert_eq!((day.booking.month, day.booking.program), (202_611, None));
        assert_eq!(day.booking, row.booking());
    }

    #[test]
    fn what_is_approved_counts_as_a_record_with_its_credited_minutes() {
        let sums = sums(RecordState::Approved, (100, 90), 3);

        assert_eq!((sums.final_minutes, sums.credited_minutes, sums.records), (100, 90, 3));
    }

    proptest! {
        #[test]
        fn cells_hold_what_the_last_state_of_a_record_contributes(
            rows in prop::collection::vec(any_record(), 1..12),
        ) {
            let steps = rows.windows(2).flat_map(|pair| differences(Some(&pair[0]), &pair[1]));
            let all = differences(None, &rows[0]).into_iter().chain(steps);
            let last = contribution(&rows[rows.len() - 1]);

            prop_assert_eq!(summed(all), summed([last]));
        }
    }
}
