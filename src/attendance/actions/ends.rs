//! When somebody left who did not check out.

use super::{
    holding::{Held, by_any_id, hold},
    stepping::{HeldStay, authority, done, event, lock, one, put_one},
    telling::tell_of_overlaps,
    writing::put,
};
use crate::{
    acts::{self, Intent, Recorded},
    attendance::{
        model::{EventKind, Source},
        rules::{self, Beginning, Book},
        store::{self, AttendanceRow, EventRow},
    },
    kernel::{
        caller::Caller,
        ids::{AttendanceId, Id, PersonId},
        time::Time,
    },
    ledger::Flags,
    notices::{self, NewNotice, NoticeKind},
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// The act of [`propose_end`].
pub(in crate::attendance) const PROPOSE_END: &str = "attendance.propose_end";

/// Proposes an end for stays whose shift ended half an hour ago, at most `limit`. Nothing is
/// credited by that: somebody is to say that it is right. An act by the system; answers how many
/// there were.
///
/// # Errors
/// What the database says.
pub fn propose_ends(tx: &mut Tx<'_>, caller: &Caller, limit: i64) -> Result<usize, Error> {
    let found = store::not_ended(tx, rules::ended_until(caller.now), limit)?;
    let Some(first) = found.first() else { return Ok(0) };
    // One shift at a time: what is held is what lies near all of them.
    let found: Vec<&AttendanceRow> = found.iter().filter(|row| row.shift == first.shift).collect();
    let persons: Vec<PersonId> = found.iter().map(|row| row.person).collect();
    let held = hold(tx, &[first.shift], &persons)?;
    let mut proposed = 0;
    for seen in found {
        proposed += usize::from(propose_by_system(tx, caller, &held, seen)?.is_some());
    }
    Ok(proposed)
}

/// Nothing when he left meanwhile.
fn propose_by_system(
    tx: &mut Tx<'_>,
    caller: &Caller,
    held: &Held,
    seen: &AttendanceRow,
) -> Result<Option<AttendanceRow>, Error> {
    let own: Vec<AttendanceRow> =
        held.rows.iter().filter(|row| row.person == seen.person).cloned().collect();
    let before = own.iter().find(|row| row.id == seen.id);
    let before = before.ok_or_else(|| Fault::broken("an attendance is gone"))?;
    let Some(after) = rules::due_end(before, caller.now) else { return Ok(None) };
    let act = tx.random().id(caller.now);
    let intent = Intent::new(act, PROPOSE_END, &[seen.id.entity()], b"");
    propose(tx, caller, &intent, &own, (after, Source::System)).map(Some)
}

/// Proposes when somebody left who did not check out: he himself, or who leads the unit. The other
/// is to say whether that is right.
///
/// # Errors
/// Those of [`rules::may_say`] and [`rules::end_proposed`].
pub(in crate::attendance) fn propose_end(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: AttendanceId,
    at: Time,
) -> Result<AttendanceRow, Error> {
    let seen = by_any_id(tx, id)?;
    let authority = authority(tx, caller, &seen)?;
    rules::may_say(&seen, caller.person, &authority)?;
    if let Some(earlier) = done(tx, caller, intent)? {
        return Ok(earlier);
    }
    let held = lock(tx, &seen)?;
    match rules::end_proposed(&held.row, at, caller.person, caller.now)? {
        None => Ok(held.row),
        Some(after) => {
            let source = source(caller, &after);
            propose(tx, caller, intent, &held.rows, (after, source))
        }
    }
}

fn propose(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    rows: &[AttendanceRow],
    (after, source): (AttendanceRow, Source),
) -> Result<AttendanceRow, Error> {
    let after = put_one(tx, caller, intent.id, rows, after)?;
    let at = after.proposed_end_at.unwrap_or(after.ends_at);
    let event = event(tx, caller, intent.id, &after, (EventKind::EndProposed, source, at))?;
    store::insert_events(tx, &[event])?;
    let (subject, unit) = (after.id.entity(), Some(after.unit));
    if after.person != caller.person {
        let kind = NoticeKind::StayEndProposed;
        notices::tell(tx, &NewNotice { person: after.person, kind, subject, unit }, caller.now)?;
    }
    acts::record(tx, caller, intent, &Recorded::applied(subject, unit))?;
    Ok(after)
}

/// Confirms that somebody left when it was proposed: he himself, or who leads the unit, and never
/// who proposed it.
///
/// # Errors
/// Those of [`rules::may_say`] and [`rules::end_to_confirm`].
pub(crate) fn confirm_end(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: AttendanceId,
) -> Result<AttendanceRow, Error> {
    let seen = by_any_id(tx, id)?;
    let authority = authority(tx, caller, &seen)?;
    rules::may_say(&seen, caller.person, &authority)?;
    if let Some(earlier) = done(tx, caller, intent)? {
        return Ok(earlier);
    }
    let held = lock(tx, &seen)?;
    let events = store::events_in(tx, &[seen.shift], &[seen.person])?;
    let confirmed = rules::end_to_confirm(&held.row, &events, caller.person)?;
    let Some(at) = confirmed else { return Ok(held.row) };
    let said = (EventKind::EndConfirmed, source(caller, &held.row), at);
    let event = event(tx, caller, intent.id, &held.row, said)?;
    let after = ended(tx, caller, (&held, &events), event)?;
    acts::record(tx, caller, intent, &Recorded::applied(after.id.entity(), Some(after.unit)))?;
    Ok(after)
}

/// A stay that ended, as it follows from all that was captured about it.
fn ended(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (held, events): (&HeldStay, &[EventRow]),
    event: EventRow,
) -> Result<AttendanceRow, Error> {
    let row = &held.row;
    let beginning = Beginning {
        shift: &held.shift,
        booking: &row.booking(),
        policy: row.policy,
        recorded_at: caller.now,
        recorded_by: caller.person,
    };
    let (own, others): (Vec<AttendanceRow>, Vec<AttendanceRow>) =
        held.rows.iter().cloned().partition(|other| other.record_id == row.record_id);
    let mut after = Book { rows: &own, events }.with(&event, &Flags::default(), &beginning)?;
    after.extend(others);
    let written = put(tx, caller, Id::new(event.id.uuid()), &held.rows, &after)?;
    store::insert_events(tx, &[event])?;
    tell_of_overlaps(tx, caller, &held.rows, &written)?;
    one(written, row.id)
}

/// How somebody knows what he says of a stay now.
fn source(caller: &Caller, row: &AttendanceRow) -> Source {
    let by_of = (caller.person, row.person);
    rules::source_of_mark(Source::Roster, by_of, row.ends_at, caller.now)
}
