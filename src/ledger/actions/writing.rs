//! How a record is written.

use std::collections::BTreeMap;

use crate::{
    cells::{self, SessionDay},
    changelog::Changed,
    kernel::{caller::Caller, ids::ActId},
    ledger::{
        rules,
        store::{self, EntryRow, RecordRow},
    },
    platform::{db::Tx, error::Error},
};

/// Writes a record that is new, or locked: the row, the lines of the ledger that follow from it,
/// its documents, what it moves in the cells, and its session, whose day is locked.
pub(super) fn write(
    tx: &mut Tx<'_>,
    caller: &Caller,
    act: ActId,
    before: Option<&RecordRow>,
    after: RecordRow,
) -> Result<RecordRow, Error> {
    let (after, lines) = entered(tx, caller, act, before, after);
    match before {
        None => store::insert_records(tx, std::slice::from_ref(&after))?,
        Some(_) => store::put_record(tx, &after)?,
    }
    store::insert_entries(tx, &lines)?;
    tx.changed(before, Some(&after));
    tx.pending().differences.extend(rules::differences(before, &after));
    let (was, is) = (before.is_some_and(rules::is_approved), rules::is_approved(&after));
    if was != is {
        let moved =
            cells::count_approved(tx, &after.session_day(), i64::from(is) - i64::from(was))?;
        tx.pending().served.extend(moved);
    }
    Ok(after)
}

/// A record with the number of its lines, and the lines that are new.
fn entered(
    tx: &Tx<'_>,
    caller: &Caller,
    act: ActId,
    before: Option<&RecordRow>,
    after: RecordRow,
) -> (RecordRow, Vec<EntryRow>) {
    let lines = rules::lines(before, &after);
    let first = before.map_or(0, |row| row.entries) + 1;
    let entries = first - 1 + i32::try_from(lines.len()).unwrap_or(i32::MAX);
    let version = before.map_or(1, |row| row.version + 1);
    let after = RecordRow { entries, version, ..after };
    let entry = |(number, line): (i32, rules::Line)| EntryRow {
        id: tx.random().id(caller.now),
        record: after.id,
        number,
        kind: line.kind,
        given_minutes: line.given_minutes,
        credited_minutes: line.credited_minutes,
        proof_class: line.proof_class,
        policy: line.policy,
        author: caller.person,
        act,
        at: caller.now,
    };
    let lines = (first..).zip(lines).map(entry).collect();
    (after, lines)
}

/// Enters records of a slice, each confirmed by somebody in an act of his. All of them are new:
/// nothing was entered in their shifts before. Their days and their persons are locked.
///
/// # Errors
/// What the database says.
pub fn enter_all(tx: &mut Tx<'_>, slice: Vec<(&Caller, ActId, RecordRow)>) -> Result<(), Error> {
    let (mut rows, mut entries) = (Vec::with_capacity(slice.len()), Vec::new());
    let mut approved: BTreeMap<SessionDay, i64> = BTreeMap::new();
    for (caller, act, row) in slice {
        let (row, lines) = entered(tx, caller, act, None, row);
        tx.changed(None, Some(&row));
        tx.pending().differences.extend(rules::differences(None, &row));
        if rules::is_approved(&row) {
            *approved.entry(row.session_day()).or_default() += 1;
        }
        rows.push(row);
        entries.extend(lines);
    }
    store::insert_records(tx, &rows)?;
    store::insert_entries(tx, &entries)?;
    for (day, count) in approved {
        let moved = cells::count_approved(tx, &day, count)?;
        tx.pending().served.extend(moved);
    }
    Ok(())
}
