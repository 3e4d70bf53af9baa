//! Who was in two shifts at once, and where it counts.

use std::collections::BTreeSet;

use super::{
    conflict,
    stays::{overlapping, recounted},
};
use crate::{
    activities::ShiftFacts,
    attendance::store::AttendanceRow,
    kernel::{
        codes::FieldCode,
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
/// That of [`conflict`] when it overlaps with nothing; a fault of `keeps` when that is another
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
            _ if others.is_empty() => Err(conflict(row.state)),
            _ => Err(Refusal::field("/keeps", FieldCode::UnknownValue)),
        };
    };
    let meeting = overlapping(keeper, rows);
    if meeting.is_empty() {
        let settled = rows.iter().any(|other| gave(other, keeper));
        return if settled { Ok(None) } else { Err(conflict(row.state)) };
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        attendance::rules::examples::{at, from_to, id, shift, stayed},
        kernel::{codes::Code, ids::Id, interval::united_minutes},
    };

    /// A shift with a number, as long as the day's.
    fn shift_of(number: u128) -> ShiftFacts {
        ShiftFacts { id: id(number), unit: id(number), ..shift() }
    }

    /// A stay in the shift of a number, under a number, with what counts of it.
    fn stay(shift: u128, number: u128, from: &str, until: &str) -> AttendanceRow {
        in_shift(shift, stayed(number, from, until))
    }

    fn in_shift(shift: u128, row: AttendanceRow) -> AttendanceRow {
        let shift = shift_of(shift);
        recounted(AttendanceRow { shift: shift.id, unit: shift.unit, ..row }, &shift)
    }

    fn settled(rows: &[AttendanceRow], of: u128, keeps: u128) -> Vec<AttendanceRow> {
        let row = rows.iter().find(|row| row.id == id(of)).unwrap();
        let settling = settling(row, id(keeps), rows).unwrap().unwrap();
        let after = |row: &AttendanceRow| match settling.cede.iter().find(|one| one.id == row.id) {
            Some(row) => settling.ceded(row, &shift_of(row.shift.uuid().as_u128())),
            None => row.clone(),
        };
        rows.iter().map(after).collect()
    }

    fn refused(rows: &[AttendanceRow], of: usize, keeps: u128) -> (Code, Option<FieldCode>) {
        let refusal = settling(&rows[of], id(keeps), rows).unwrap_err();
        (refusal.code, refusal.fields.first().map(|field| field.code))
    }

    #[test]
    fn one_keeps_the_common_time_and_the_other_gives_it_up() {
        let rows = [stay(1, 1, "09:00", "11:00"), stay(2, 2, "10:00", "12:00")];

        let first = settled(&rows, 1, 1);
        let second = settled(&rows, 1, 2);

        assert_eq!(first[0], rows[0]);
        assert_eq!(first[1].ceded.0, [from_to("10:00", "11:00")]);
        assert_eq!(first[1].counted.0, [from_to("11:00", "12:00")]);
        assert_eq!(second[0].counted.0, [from_to("09:00", "10:00")]);
        assert_eq!(second[1], rows[1]);
    }

    #[test]
    fn what_keeps_the_time_keeps_it_from_all() {
        let rows = [
            stay(1, 1, "09:00", "10:30"),
            stay(2, 2, "10:00", "11:30"),
            stay(3, 3, "11:00", "12:00"),
        ];
        let row = &rows[0];

        let found = settling(row, id(2), &rows).unwrap().unwrap();

        assert_eq!(found.units(), [id(1), id(2), id(3)].into());
        assert_eq!(found.shifts(), [id(1), id(3)]);
        let after = settled(&rows, 1, 2);
        assert_eq!(after[2].counted.0, [from_to("11:30", "12:00")]);
        assert!(after.iter().all(|row| overlapping(row, &after).is_empty()));
    }

    #[test]
    fn what_was_settled_so_is_settled_and_not_the_other_way_round() {
        let rows = [stay(1, 1, "09:00", "11:00"), stay(2, 2, "10:00", "12:00")];
        let after = settled(&rows, 1, 2);

        let again = |of: usize, keeps| settling(&after[of], id(keeps), &after);

        assert_eq!((again(0, 2), again(1, 2)), (Ok(None), Ok(None)));
        assert_eq!(refused(&after, 0, 1), (Code::StateConflict, None));
        assert_eq!(refused(&after, 1, 1), (Code::StateConflict, None));
    }

    #[test]
    fn only_what_overlaps_is_settled() {
        let rows = [
            stay(1, 1, "09:00", "10:00"),
            stay(2, 2, "10:00", "11:00"),
            stay(3, 3, "10:30", "12:00"),
        ];

        assert_eq!(refused(&rows, 0, 1), (Code::StateConflict, None));
        assert_eq!(refused(&rows, 0, 2), (Code::StateConflict, None));
        let unknown = (Code::InvalidFields, Some(FieldCode::UnknownValue));
        assert_eq!(refused(&rows, 1, 1), unknown);
        assert_eq!(refused(&rows, 1, 7), unknown);
    }

    #[test]
    fn what_was_given_up_stays_so_when_more_is() {
        let rows = [
            stay(1, 1, "09:00", "12:00"),
            stay(2, 2, "09:00", "10:00"),
            stay(3, 3, "10:00", "11:00"),
        ];

        let after = settled(&settled(&rows, 1, 2), 1, 3);

        assert_eq!(after[0].ceded.0, [from_to("09:00", "11:00")]);
        assert_eq!(after[0].counted.0, [from_to("11:00", "12:00")]);
    }

    prop_compose! {
        fn a_stay()(shift in 1..4_u128, from in 0..240_u64, long in 1..180_u64) -> AttendanceRow {
            let minute = |count: u64| std::time::Duration::from_secs(60 * count);
            let start = at("08:00").plus(minute(from));
            let end = start.plus(minute(long));
            let row = stayed(1, "09:00", "10:00");
            in_shift(shift, AttendanceRow {
                started_at: Some(start), ended_at: Some(end), ..row
            })
        }
    }

    proptest! {
        #[test]
        fn once_all_is_settled_no_instant_is_counted_twice(
            stays in prop::collection::vec(a_stay(), 1..8),
            choices in prop::collection::vec((0..100_usize, 0..100_usize), 8),
        ) {
            let numbered = |(number, row): (u128, AttendanceRow)| AttendanceRow {
                id: id(number), record_id: Id::new(row.shift.uuid()), ..row
            };
            let mut rows: Vec<AttendanceRow> = (1..).zip(stays).map(numbered).collect();
            let before: Vec<Interval> = counted(&rows);

            for (one, other) in choices {
                let open: Vec<u128> = rows.iter().filter(|row| !overlapping(row, &rows).is_empty())
                    .map(|row| row.id.uuid().as_u128()).collect();
                if open.is_empty() {
                    break;
                }
                let of = open[one % open.len()];
                let row = rows.iter().find(|row| row.id == id(of)).unwrap();
                let mut may_keep = overlapping(row, &rows);
                may_keep.push(row.id);
                let keeps = may_keep[other % may_keep.len()].uuid().as_u128();
                rows = settled(&rows, of, keeps);
            }

            prop_assert!(rows.iter().all(|row| overlapping(row, &rows).is_empty()));
            prop_assert_eq!(united_minutes(&before), united_minutes(&counted(&rows)));
        }
    }

    fn counted(rows: &[AttendanceRow]) -> Vec<Interval> {
        rows.iter().flat_map(|row| row.counted.0.clone()).collect()
    }
}
