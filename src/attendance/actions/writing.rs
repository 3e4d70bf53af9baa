//! How attendances are written.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    attendance::{
        rules,
        store::{self, AttendanceRow},
    },
    changelog::Changed,
    kernel::{
        caller::Caller,
        ids::{ActId, AttendanceId, RecordId},
    },
    ledger::{self, Flag},
    platform::{db::Tx, error::Error},
};

/// Writes what became of the attendances that an act held: `before` as they were read, `after`
/// all of these and the new ones, with what counts of them. Where stays overlap now, or no longer
/// do, it says so on both sides, and of what is settled in its record; there it also says that
/// something was captured afterwards. Answers what was written.
pub(in crate::attendance) fn put(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    before: &[AttendanceRow],
    after: &[AttendanceRow],
) -> Result<Vec<AttendanceRow>, Error> {
    let after = stepped(before, after);
    write(tx, caller, act, before, &after)?;
    Ok(after)
}

/// What becomes of attendances that are held, as it is written: each says whether it overlaps, and
/// counts its changes.
pub(super) fn stepped(before: &[AttendanceRow], after: &[AttendanceRow]) -> Vec<AttendanceRow> {
    let known: BTreeMap<AttendanceId, &AttendanceRow> =
        before.iter().map(|row| (row.id, row)).collect();
    let version = |row: &AttendanceRow| match known.get(&row.id) {
        None => 1,
        Some(old) if *old == row => row.version,
        Some(old) => old.version + 1,
    };
    let counted = |row: AttendanceRow| AttendanceRow { version: version(&row), ..row };
    overlaps_marked(before, after).into_iter().map(counted).collect()
}

/// Writes attendances as [`stepped`] made them, perhaps in several steps.
pub(super) fn write(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    before: &[AttendanceRow],
    after: &[AttendanceRow],
) -> Result<(), Error> {
    let known: BTreeMap<AttendanceId, &AttendanceRow> =
        before.iter().map(|row| (row.id, row)).collect();
    let mut new = Vec::new();
    let (mut marked, mut flagged) = (BTreeSet::new(), BTreeSet::new());
    for row in after {
        let Some(old) = known.get(&row.id).copied() else {
            tx.changed(None, Some(row));
            new.push(row);
            continue;
        };
        if old == row {
            continue;
        }
        store::put_attendance(tx, row)?;
        tx.changed(Some(old), Some(row));
        let record = row.settled_at.map(|_| row.record_id);
        marked.extend(record.filter(|_| old.overlaps != row.overlaps));
        let late = row.flags.0.contains(&Flag::AfterConfirmation);
        flagged.extend(record.filter(|_| late && old.flags != row.flags));
    }
    store::insert_attendances(tx, &new)?;
    tx.pending().differences.extend(rules::differences(before, after));
    mark_records(tx, caller, act, after, marked)?;
    for record in flagged {
        ledger::flag(tx, caller, act, record, Flag::AfterConfirmation)?;
    }
    Ok(())
}

/// The rows, each saying whether it overlaps. Of rows that did not change, and that no changed one
/// met or meets, it stays as it was: what else they meet may not be held.
pub(super) fn overlaps_marked(
    before: &[AttendanceRow],
    after: &[AttendanceRow],
) -> Vec<AttendanceRow> {
    let known: BTreeMap<AttendanceId, &AttendanceRow> =
        before.iter().map(|row| (row.id, row)).collect();
    let changed =
        after.iter().filter(|row| known.get(&row.id).is_none_or(|old| old.counted != row.counted));
    let mut touched = BTreeSet::new();
    for row in changed {
        touched.insert(row.id);
        touched.extend(rules::overlapping(row, after));
        touched.extend(
            known.get(&row.id).map(|old| rules::overlapping(old, before)).into_iter().flatten(),
        );
    }
    let marked = |row: &AttendanceRow| {
        let overlaps = if touched.contains(&row.id) {
            !rules::overlapping(row, after).is_empty()
        } else {
            row.overlaps
        };
        AttendanceRow { overlaps, ..row.clone() }
    };
    after.iter().map(marked).collect()
}

/// Says of records that are confirmed whether one of their stays overlaps.
fn mark_records(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    rows: &[AttendanceRow],
    records: BTreeSet<RecordId>,
) -> Result<(), Error> {
    for record in records {
        let overlaps = rows.iter().any(|row| row.record_id == record && row.overlaps);
        ledger::overlap(tx, caller, act, record, overlaps)?;
    }
    Ok(())
}
