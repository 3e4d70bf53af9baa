//! Acts on reports of shifts, and what is read of them.

use super::{bookings::booking, reads::read_shift};
use crate::{
    activities::{self, ShiftFacts},
    acts::{self, Intent, Recorded},
    attendance::{
        model::NewReport,
        rules,
        store::{self, NoteRow, ReportRow},
    },
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        figures::Booking,
        ids::{Id, ReportId, ShiftId},
        refusal::Refusal,
    },
    platform::{
        db::{Conn, Tx},
        error::{Error, Fault},
    },
};

/// A report, and what else it says.
#[derive(Debug)]
pub(crate) struct NotedReport {
    pub(in crate::attendance) row: ReportRow,
    pub(in crate::attendance) note: Option<String>,
}

/// Reports how many people a shift served, in place of what was reported before. The shift is
/// locked, so its reports come one after the other; by nobody who does not lead its unit.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of the shift, [`Code::Forbidden`] for who does not lead
/// its unit, those of [`rules::may_report`], [`Code::IdConflict`].
pub(crate) fn report_shift(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &NewReport,
) -> Result<NotedReport, Error> {
    let seen = activities::shift_facts(tx, &[command.shift])?.pop().ok_or(Code::NotFound)?;
    activities::authority_over_shift(tx, caller, &seen)?.may_lead()?;
    let shift = activities::lock_shift(tx, command.shift)?.ok_or(Code::NotFound)?;
    activities::authority_over_shift(tx, caller, &shift)?.may_lead()?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        let row = store::report(tx, Id::new(earlier.uuid()))?.ok_or(Code::NotFound)?;
        return one(noted(tx, vec![row])?);
    }
    rules::may_report(&shift, caller.now)?;
    if store::report(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let before = store::reports_of(tx, shift.id, None, 1)?.pop();
    let booking = booking(tx, &shift)?;
    let (row, note) = reported(tx, caller, command, (&shift, &booking), before.as_ref());
    store::insert_reports(tx, std::slice::from_ref(&row))?;
    store::insert_notes(tx, note.as_slice())?;
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), Some(row.unit)))?;
    Ok(NotedReport { row, note: command.note.clone() })
}

/// A report of a shift that is locked, after the one that counted so far, and its note. What it
/// moves in the sums is pending then; both rows are still to be inserted.
pub(super) fn reported(
    tx: &mut Tx<'_>,
    caller: &Caller,
    command: &NewReport,
    (shift, booking): (&ShiftFacts, &Booking),
    before: Option<&ReportRow>,
) -> (ReportRow, Option<NoteRow>) {
    let (hash, note) = command.note.as_ref().map(|note| hashed(tx, command.id, note)).unzip();
    let row = rules::reported(command, shift, booking, (before, hash), caller);
    tx.pending().served.extend(rules::served(before, &row));
    (row, note)
}

/// A note with the hash of it that stays when it is erased.
fn hashed(tx: &Tx<'_>, report: ReportId, note: &str) -> (Vec<u8>, NoteRow) {
    let salt: [u8; 16] = tx.random().bytes();
    let hash = tx.hash(&[salt.as_slice(), note.as_bytes()].concat());
    (hash.to_vec(), NoteRow { report, note: note.to_owned(), salt: salt.to_vec() })
}

fn noted(conn: &mut Conn, rows: Vec<ReportRow>) -> Result<Vec<NotedReport>, Error> {
    let ids: Vec<ReportId> = rows.iter().map(|row| row.id).collect();
    let mut notes = store::notes_of(conn, &ids)?;
    let with_note = |row: ReportRow| NotedReport { note: notes.remove(&row.id), row };
    Ok(rows.into_iter().map(with_note).collect())
}

fn one(reports: Vec<NotedReport>) -> Result<NotedReport, Error> {
    let report = reports.into_iter().next();
    report.ok_or_else(|| Fault::broken("a report is gone").into())
}

/// The reports of a shift before one of them, the newest first, at most `limit`.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of the shift, [`Code::Forbidden`] for who has no role
/// over its unit, a refusal of a cursor that no page of it answered.
pub(in crate::attendance) fn reports_of(
    conn: &mut Conn,
    caller: &Caller,
    shift: ShiftId,
    before: Option<ReportId>,
    limit: i64,
) -> Result<Vec<NotedReport>, Error> {
    let shift = read_shift(conn, caller, shift)?;
    let before = match before {
        Some(id) => {
            let row = store::report(conn, id)?.filter(|report| report.shift == shift.id);
            let unknown = || Refusal::parameter("cursor", FieldCode::UnknownValue);
            Some(row.ok_or_else(unknown)?.number)
        }
        None => None,
    };
    let rows = store::reports_of(conn, shift.id, before, limit)?;
    noted(conn, rows)
}
