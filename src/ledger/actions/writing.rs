//! How a record is written.

use crate::{
    cells,
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
    let lines = rules::lines(before, &after);
    let first = before.map_or(0, |row| row.entries) + 1;
    let entries = first - 1 + i32::try_from(lines.len()).unwrap_or(i32::MAX);
    let version = before.map_or(1, |row| row.version + 1);
    let after = RecordRow { entries, version, ..after };
    match before {
        None => store::insert_record(tx, &after)?,
        Some(_) => store::put_record(tx, &after)?,
    }
    for (number, line) in (first..).zip(lines) {
        let entry = EntryRow {
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
        store::insert_entry(tx, &entry)?;
    }
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
