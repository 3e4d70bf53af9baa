//! Acts on reports of shifts, and what is read of them.

use super::{bookings::booking, reads::read_shift};
use crate::{
    activities,
    acts::{self, Intent, Recorded},
    attendance::{
        model::NewReport,
        rules,
        store::{self, ReportRow},
    },
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        ids::{Id, ReportId, ShiftId},
        refusal::Refusal,
    },
    platform::{
        db::{Conn, Tx},
        error::Error,
    },
};

/// Reports how many people a shift served, in place of what was reported before. The shift is
/// locked, so its reports come one after the other.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of the shift, [`Code::Forbidden`] for who does not lead
/// its unit, those of [`rules::may_report`], [`Code::IdConflict`].
pub(in crate::attendance) fn report_shift(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &NewReport,
) -> Result<ReportRow, Error> {
    let shift = activities::lock_shift(tx, command.shift)?.ok_or(Code::NotFound)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        let row = store::report(tx, Id::new(earlier.uuid()))?;
        return row.ok_or_else(|| Code::NotFound.into());
    }
    activities::authority_over_shift(tx, caller, &shift)?.may_lead()?;
    rules::may_report(&shift, caller.now)?;
    if store::report(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let before = store::reports_of(tx, shift.id, None, 1)?.pop();
    let booking = booking(tx, &shift)?;
    let row = rules::reported(command, &shift, &booking, before.as_ref(), caller);
    store::insert_report(tx, &row)?;
    tx.pending().served.extend(rules::served(before.as_ref(), &row));
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), Some(row.unit)))?;
    Ok(row)
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
) -> Result<Vec<ReportRow>, Error> {
    let shift = read_shift(conn, caller, shift)?;
    let before = match before {
        Some(id) => {
            let row = store::report(conn, id)?.filter(|report| report.shift == shift.id);
            let unknown = || Refusal::parameter("cursor", FieldCode::UnknownValue);
            Some(row.ok_or_else(unknown)?.number)
        }
        None => None,
    };
    Ok(store::reports_of(conn, shift.id, before, limit)?)
}
