//! What persons are told of their attendances.

use std::collections::BTreeSet;

use crate::{
    attendance::store::AttendanceRow,
    kernel::{
        caller::Caller,
        ids::{AttendanceId, PersonId},
    },
    notices::{self, NewNotice, NoticeKind},
    platform::{db::Tx, error::Error},
};

/// Tells those whose stays begin to overlap, each once: both stays are in what an act wrote, and
/// neither counts before somebody decides.
///
/// # Errors
/// What the database says.
pub(in crate::attendance) fn tell_of_overlaps(
    tx: &mut Tx<'_>,
    caller: &Caller,
    before: &[AttendanceRow],
    written: &[AttendanceRow],
) -> Result<(), Error> {
    let known: BTreeSet<AttendanceId> =
        before.iter().filter(|row| row.overlaps).map(|row| row.id).collect();
    let mut told: BTreeSet<PersonId> = BTreeSet::new();
    for row in written.iter().filter(|row| row.overlaps && !known.contains(&row.id)) {
        if !told.insert(row.person) {
            continue;
        }
        let (person, subject, unit) = (row.person, row.id.entity(), Some(row.unit));
        let notice = NewNotice { person, kind: NoticeKind::StaysOverlap, subject, unit };
        notices::tell(tx, &notice, caller.now)?;
    }
    Ok(())
}
