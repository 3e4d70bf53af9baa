//! Where the time counts of who was in two shifts at once.

use std::collections::BTreeMap;

use super::{
    holding::{Held, by_any_id, hold, lock_days},
    stepping::{authority, done, one, restate},
    writing::put,
};
use crate::{
    activities::{self, ShiftFacts},
    acts::{self, Intent, Recorded},
    attendance::{
        rules::{self, Settling},
        store::{self, AttendanceRow},
    },
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        ids::{AttendanceId, RecordId, ShiftId},
        refusal::Refusal,
    },
    ledger::{self, RecordRow},
    notices::{self, NewNotice, NoticeKind},
    org,
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// What somebody decides about stays at the same time.
pub(in crate::attendance) struct Decision {
    /// One of them.
    pub(in crate::attendance) id: AttendanceId,
    /// The one that keeps the time that it has in common with others.
    pub(in crate::attendance) keeps: AttendanceId,
    /// Why.
    pub(in crate::attendance) reason: String,
}

/// Decides where the time counts that stays in several shifts have in common: in one of them, and
/// the others give it up. Only who leads the units of all of them decides that, and not about
/// himself. Records that were confirmed keep what is left, and the person is told of each.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`], [`Code::OwnRecord`]; [`Code::StateConflict`] when the
/// stay overlaps with nothing; a fault of `keeps`.
pub(in crate::attendance) fn settle_overlap(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    decision: &Decision,
) -> Result<AttendanceRow, Error> {
    let seen = by_any_id(tx, decision.id)?;
    let authority = authority(tx, caller, &seen)?;
    rules::may_judge(seen.person, caller.person, &authority)?;
    if let Some(earlier) = done(tx, caller, intent)? {
        return Ok(earlier);
    }
    let keeps = keeper(tx, &seen, decision.keeps)?;
    let Held { rows, .. } = lock_all(tx, &seen, &keeps)?;
    let row = rows.iter().find(|row| row.id == seen.id);
    let row = row.ok_or_else(|| Fault::broken("an attendance is gone"))?;
    let Some(settling) = rules::settling(row, keeps.id, &rows)? else { return Ok(row.clone()) };
    for unit in settling.units() {
        org::authority(tx, caller.person, unit, caller.now)?.may_lead()?;
    }
    let written = settle(tx, caller, intent, &rows, &settling)?;
    let after = one(written, row.id)?;
    let recorded = Recorded::applied(after.id.entity(), Some(after.unit));
    acts::record(tx, caller, intent, &Recorded { reason: Some(&decision.reason), ..recorded })?;
    Ok(after)
}

/// The stay that is to keep the time, if it is one of the same person.
fn keeper(
    tx: &mut Tx<'_>,
    seen: &AttendanceRow,
    keeps: AttendanceId,
) -> Result<AttendanceRow, Error> {
    let unknown = || Error::from(Refusal::field("/keeps", FieldCode::UnknownValue));
    match by_any_id(tx, keeps) {
        Ok(row) if row.person == seen.person => Ok(row),
        Ok(_) => Err(unknown()),
        Err(Error::Refusal(refusal)) if refusal.code == Code::NotFound => Err(unknown()),
        Err(error) => Err(error),
    }
}

/// Locks the days of all stays that may give something up, and then the person.
fn lock_all(tx: &mut Tx<'_>, seen: &AttendanceRow, keeps: &AttendanceRow) -> Result<Held, Error> {
    let span = keeps.shift_span().ok_or_else(|| Fault::broken("a shift ends before it begins"))?;
    let rows = store::near(tx, &[keeps.person], &[keeps.shift], rules::near(span))?;
    let meeting = rules::overlapping(keeps, &rows);
    let meeting: Vec<&AttendanceRow> =
        rows.iter().filter(|row| meeting.contains(&row.id)).collect();
    lock_days(tx, &meeting)?;
    hold(tx, &[seen.shift, keeps.shift], &[keeps.person])
}

/// Writes what is left of each stay that gives something up, and of its record where that was
/// confirmed.
fn settle(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    rows: &[AttendanceRow],
    settling: &Settling<'_>,
) -> Result<Vec<AttendanceRow>, Error> {
    let shifts = activities::shift_facts(tx, &settling.shifts())?;
    let shifts: BTreeMap<ShiftId, ShiftFacts> =
        shifts.into_iter().map(|shift| (shift.id, shift)).collect();
    let mut after = rows.to_vec();
    let settled = settling.cede.iter().filter(|row| row.settled_at.is_some());
    let settled: Vec<RecordId> = settled.map(|row| row.record_id).collect();
    let records: BTreeMap<RecordId, RecordRow> =
        ledger::records_by_id(tx, &settled)?.into_iter().map(|row| (row.id, row)).collect();
    for row in after.iter_mut().filter(|row| settling.cede.iter().any(|one| one.id == row.id)) {
        let shift = shifts.get(&row.shift);
        let shift = shift.ok_or_else(|| Fault::broken("an attendance without a shift"))?;
        *row = match records.get(&row.record_id) {
            Some(record) => settling.ceded(row, &rules::as_recorded(shift, record)),
            None => settling.ceded(row, shift),
        };
    }
    for record in records.keys() {
        rules::reopened(&mut after, *record);
    }
    let written = put(tx, caller, intent.id, rows, &after)?;
    for record in records.into_keys() {
        let record = restate(tx, caller, intent.id, record)?;
        let (subject, unit) = (record.id.entity(), Some(record.unit));
        let kind = NoticeKind::HoursCorrected;
        notices::tell(tx, &NewNotice { person: record.person, kind, subject, unit }, caller.now)?;
    }
    Ok(written)
}
