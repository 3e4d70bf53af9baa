//! What a record counts for.

use uuid::Uuid;

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
            program: self.program.map_or_else(Uuid::nil, |program| program.uuid()),
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
fn contribution(row: &RecordRow) -> Difference {
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
    use super::*;
    use crate::{kernel::words::Word, ledger::rules::examples::record};

    #[test]
    fn a_record_is_counted_once_in_one_column_or_in_none() {
        let columns = |state: RecordState, overlaps| {
            let row = RecordRow { overlaps, ..record(state) };
            let Sums { pending_minutes, final_minutes, disputed_minutes, .. } =
                contribution(&row).by;
            [pending_minutes, final_minutes, disputed_minutes]
        };

        for (state, alone, overlapping) in [
            (RecordState::Computed, [0, 0, 0], [0, 0, 0]),
            (RecordState::InReview, [180, 0, 0], [180, 0, 0]),
            (RecordState::NeedsReview, [180, 0, 0], [180, 0, 0]),
            (RecordState::Approved, [0, 180, 0], [180, 0, 0]),
            (RecordState::Disputed, [0, 0, 180], [180, 0, 0]),
            (RecordState::Rejected, [0, 0, 0], [0, 0, 0]),
            (RecordState::Voided, [0, 0, 0], [0, 0, 0]),
        ] {
            assert_eq!(columns(state, false), alone, "{}", state.word());
            assert_eq!(columns(state, true), overlapping, "{} that overlaps", state.word());
        }
    }

    #[test]
    fn what_is_approved_counts_as_a_record_with_its_credited_minutes() {
        let sums = sums(RecordState::Approved, (100, 90), 3);

        assert_eq!((sums.final_minutes, sums.credited_minutes, sums.records), (100, 90, 3));
    }
}
