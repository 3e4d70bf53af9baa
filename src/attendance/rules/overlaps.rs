//! Who was in two shifts at once, and where it counts.

use std::collections::BTreeSet;

use super::stays::{overlapping, recounted};
use crate::{
    activities::ShiftFacts,
    attendance::store::AttendanceRow,
    kernel::{
        codes::{Code, FieldCode},
        ids::{AttendanceId, ShiftId, UnitId},
        interval::{Interval, united},
        refusal::Refusal,
    },
    ledger::Stretches,
};

/// Stays at the same time, one of which keeps what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::attendance) struct Settling<'a> {
    /// The one that keeps it.
    pub(in crate::attendance) keeps: &'a AttendanceRow,
    /// Those that give it up.
    pub(in crate::attendance) cede: Vec<&'a AttendanceRow>,
}

impl Settling<'_> {
    /// The units in which somebody served at the same time.
    pub(in crate::attendance) fn units(&self) -> BTreeSet<UnitId> {
        self.all().map(|row| row.unit).collect()
    }

    /// The shifts of those that give something up.
    pub(in crate::attendance) fn shifts(&self) -> Vec<ShiftId> {
        self.cede.iter().map(|row| row.shift).collect()
    }

    fn all(&self) -> impl Iterator<Item = &AttendanceRow> {
        [self.keeps].into_iter().chain(self.cede.iter().copied())
    }

    /// A stay that gives up what it has in common with the one that keeps it.
    pub(in crate::attendance) fn ceded(
        &self,
        row: &AttendanceRow,
        shift: &ShiftFacts,
    ) -> AttendanceRow {
        let common = common(&row.counted.0, &self.keeps.counted.0);
        let ceded = united(&[row.ceded.0.as_slice(), common.as_slice()].concat());
        recounted(AttendanceRow { ceded: Stretches(ceded), ..row.clone() }, shift)
    }
}

/// What is to be settled when of a stay and of those at the same time one keeps what they have in
/// common; nothing when that was settled so before. `rows` are all of the person's attendances near
/// it.
///
/// # Errors
/// [`Code::StateConflict`] when it overlaps with nothing; a fault of `keeps` when that is another
/// stay than it and those at the same time.
pub(in crate::attendance) fn settling<'a>(
    row: &'a AttendanceRow,
    keeps: AttendanceId,
    rows: &'a [AttendanceRow],
) -> Result<Option<Settling<'a>>, Refusal> {
    let others = overlapping(row, rows);
    let keeper = rows.iter().find(|other| other.id == keeps);
    let Some(keeper) = keeper.filter(|_| keeps == row.id || others.contains(&keeps)) else {
        return match keeper {
            Some(keeper) if gave(row, keeper) => Ok(None),
            _ if others.is_empty() => Err(conflict(row)),
            _ => Err(Refusal::field("/keeps", FieldCode::UnknownValue)),
        };
    };
    let meeting = overlapping(keeper, rows);
    if meeting.is_empty() {
        let settled = rows.iter().any(|other| gave(other, keeper));
        return if settled { Ok(None) } else { Err(conflict(row)) };
    }
    let cede = rows.iter().filter(|other| meeting.contains(&other.id)).collect();
    Ok(Some(Settling { keeps: keeper, cede }))
}

/// Whether a stay gave something up that counts of another one elsewhere.
fn gave(row: &AttendanceRow, to: &AttendanceRow) -> bool {
    row.shift != to.shift && !common(&row.ceded.0, &to.counted.0).is_empty()
}

/// What lies in both.
fn common(ones: &[Interval], others: &[Interval]) -> Vec<Interval> {
    let of = |one: &Interval| {
        let one = *one;
        others.iter().filter_map(move |other| one.clipped(*other))
    };
    ones.iter().flat_map(of).collect()
}

fn conflict(row: &AttendanceRow) -> Refusal {
    Refusal::from(Code::StateConflict).with_word("state", row.state)
}
