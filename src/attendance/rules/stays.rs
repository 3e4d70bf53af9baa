//! What of somebody's stays counts, and what it is worth before its record is confirmed.

use std::{collections::BTreeMap, time::Duration};

use uuid::Uuid;

use crate::{
    activities::ShiftFacts,
    attendance::{
        model::{AttendanceState, Source},
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
            program: self.program.map_or_else(Uuid::nil, |program| program.uuid()),
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
    let start = row.started_by.map(|source| end_class(row, source, row.verdict_in));
    let end = row.ended_by.map(|source| end_class(row, source, row.verdict_out));
    start.max(end).unwrap_or(ProofClass::SelfDeclared)
}

/// How one end of a stay is proven: by both parties when each of them captured the stay.
fn end_class(row: &AttendanceRow, source: Source, verdict: Option<Verdict>) -> ProofClass {
    let said = |by: Source| row.sources.0.contains(&by);
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

/// With which others of the same person, in other shifts, what counts of a stay overlaps.
pub(in crate::attendance) fn overlapping(
    row: &AttendanceRow,
    all: &[AttendanceRow],
) -> Vec<AttendanceId> {
    let elsewhere =
        all.iter().filter(|other| other.person == row.person && other.shift != row.shift);
    let meets = |other: &&AttendanceRow| {
        let each = other.counted.0.iter();
        each.clone().any(|one| row.counted.0.iter().any(|counted| counted.overlaps(*one)))
    };
    elsewhere.filter(meets).map(|other| other.id).collect()
}
