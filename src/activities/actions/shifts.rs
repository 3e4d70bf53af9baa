//! Acts on shifts.

use std::collections::BTreeSet;

use super::{
    activities::locked,
    seats,
    shift_reads::{SeenShift, seen, shift},
};
use crate::{
    activities::{
        model::{AddShift, Position, Positions, ShiftState, ShiftStep},
        rules,
        store::{self, ActivityRow, SeatsRow, ShiftRow},
    },
    acts::{self, Intent, Outcome, Recorded},
    changelog::Changed,
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, PositionId, ShiftId},
        refusal::Refusal,
        time::TIME_ZONE,
    },
    org::Authority,
    platform::{db::Tx, error::Error},
};

/// Shifts of an activity at most: more than one a day of the year that it lasts.
const SHIFTS_MAX: i64 = 500;

/// Adds a shift to an activity.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`], [`Code::StateConflict`] when the activity is over, a
/// refusal of a start outside its days, [`Code::IdConflict`], [`Code::LimitReached`].
pub(crate) fn add_shift(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &AddShift,
) -> Result<SeenShift, Error> {
    let (activity, authority) = locked(tx, caller, command.activity)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return shift(tx, caller, Id::new(earlier.uuid()));
    }
    authority.may_lead()?;
    rules::may_plan(&activity)?;
    rules::may_begin(&activity, command.slot.starts_at)?;
    if store::shift(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    if store::count_shifts(tx, activity.id)? >= SHIFTS_MAX {
        return Err(Refusal::from(Code::LimitReached).with("max", SHIFTS_MAX).into());
    }
    let row = planned(tx, caller, &activity, command);
    let own: Vec<PositionId> = command.positions.iter().filter_map(|wanted| wanted.id).collect();
    may_take(tx, &own)?;
    store::insert_shift(tx, &row)?;
    tx.changed(None, Some(&row));
    for position in &row.positions.0 {
        add_seats(tx, &row, position)?;
    }
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), Some(row.unit)))?;
    seen(tx, row)
}

fn planned(tx: &Tx<'_>, caller: &Caller, activity: &ActivityRow, command: &AddShift) -> ShiftRow {
    let positions = command
        .positions
        .iter()
        .map(|wanted| wanted.with_id(wanted.id.unwrap_or_else(|| tx.random().id(caller.now))));
    let row = ShiftRow {
        id: command.id,
        activity: activity.id,
        unit: activity.unit,
        audience: activity.audience,
        state: ShiftState::Planned,
        starts_at: command.slot.starts_at,
        ends_at: command.slot.ends_at,
        time_zone: TIME_ZONE.to_owned(),
        service_date: String::new(),
        starts_local: String::new(),
        ends_local: String::new(),
        sign_up_closes_at: command.slot.sign_up_closes_at,
        breaks: command.slot.breaks.clone(),
        positions: Positions(positions.collect()),
        note: command.note.clone(),
        published_at: activity.published_at,
        retired_at: activity.retired_at,
        desk_retired_at: activity.desk_retired_at,
        version: 1,
        created_by: caller.person,
        created_at: caller.now,
    };
    rules::in_slot(&row, command.slot.clone())
}

/// Opens, locks, closes or cancels a shift.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`], [`Code::StateConflict`], [`Code::ShiftNotBegun`].
pub(in crate::activities) fn step_shift(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: ShiftId,
    (step, reason): (ShiftStep, Option<&str>),
) -> Result<SeenShift, Error> {
    let (activity, before, authority) = locked_shift(tx, caller, id)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return shift(tx, caller, Id::new(earlier.uuid()));
    }
    authority.may_lead()?;
    let Some(state) = rules::next_of_shift(&before, activity.state, step, caller.now)? else {
        return seen(tx, before);
    };
    let seats = store::lock_seats_of_shifts(tx, &[id])?;
    let after = ShiftRow { state, version: before.version + 1, ..before.clone() };
    put(tx, &before, &after)?;
    match step {
        ShiftStep::Open => {
            for seats in &seats {
                seats::fill(tx, &after, seats, *seats, caller.now)?;
            }
        }
        ShiftStep::Cancel => seats::cancel_sign_ups(tx, &[id], &seats, caller.now)?,
        ShiftStep::Close => seats::end_waiting(tx, id, &seats, caller.now)?,
        ShiftStep::Lock => {}
    }
    let recorded = Recorded {
        subject: after.id.entity(),
        unit: Some(after.unit),
        outcome: Outcome::Applied,
        reason,
    };
    acts::record(tx, caller, intent, &recorded)?;
    seen(tx, after)
}

/// A shift of which the caller may know with its activity, both locked, and what he may do about
/// them.
pub(super) fn locked_shift(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: ShiftId,
) -> Result<(ActivityRow, ShiftRow, Authority), Error> {
    let seen = store::shift(tx, id)?.ok_or(Code::NotFound)?;
    let (activity, authority) = locked(tx, caller, seen.activity)?;
    let shift = store::lock_shift(tx, id)?.ok_or(Code::NotFound)?;
    Ok((activity, shift, authority))
}

/// Whether nothing has these ids of positions yet.
pub(super) fn may_take(tx: &mut Tx<'_>, ids: &[PositionId]) -> Result<(), Error> {
    if store::has_seats(tx, ids)? { Err(Code::IdConflict.into()) } else { Ok(()) }
}

/// Gives a position that is new in a shift its seats.
pub(super) fn add_seats(
    tx: &mut Tx<'_>,
    shift: &ShiftRow,
    position: &Position,
) -> Result<(), Error> {
    let row = SeatsRow {
        id: position.id,
        shift: shift.id,
        unit: shift.unit,
        seats: position.seats,
        taken: 0,
        waiting: 0,
        queued: 0,
        published_at: shift.published_at,
        retired_at: shift.retired_at,
        version: 1,
    };
    store::insert_seats(tx, &row)?;
    tx.changed(None, Some(&row));
    Ok(())
}

/// Lets the shifts of an activity follow it: they are opened when it is published, are taken back
/// with it, stand before its audience, and are cancelled with it unless they are over. Of a change
/// that concerns them shifts and seats are locked even when nothing becomes of them: sign-ups are
/// judged by the activity too, and wait for its change at their seats. Of any other nothing is
/// locked: a year of shifts has thousands of seats. A step of acts that others record; the activity
/// is locked.
///
/// # Errors
/// What the database says.
pub(in crate::activities) fn follow(
    tx: &mut Tx<'_>,
    caller: &Caller,
    before: &ActivityRow,
    after: &ActivityRow,
) -> Result<(), Error> {
    if !rules::concerns_shifts(before, after) {
        return Ok(());
    }
    let shifts = store::lock_shifts_of(tx, after.id)?;
    let ids: Vec<ShiftId> = shifts.iter().map(|shift| shift.id).collect();
    let mut seats = store::lock_seats_of_shifts(tx, &ids)?;
    let planned: BTreeSet<PositionId> =
        shifts.iter().flat_map(|shift| &shift.positions.0).map(|position| position.id).collect();
    for seats in seats.iter_mut().filter(|seats| planned.contains(&seats.id)) {
        *seats = seats::put(tx, seats, rules::seats_following(seats, after))?;
    }
    let mut cancelled = Vec::new();
    for shift in shifts {
        let followed = rules::following(&shift, before, after, caller.now);
        if followed == shift {
            continue;
        }
        put(tx, &shift, &followed)?;
        if followed.state == ShiftState::Cancelled && shift.state != ShiftState::Cancelled {
            cancelled.push(shift.id);
        }
    }
    if cancelled.is_empty() {
        return Ok(());
    }
    seats::cancel_sign_ups(tx, &cancelled, &seats, caller.now)
}

/// Writes a shift that is locked.
pub(super) fn put(tx: &mut Tx<'_>, before: &ShiftRow, after: &ShiftRow) -> Result<(), Error> {
    store::put_shift(tx, after)?;
    tx.changed(Some(before), Some(after));
    Ok(())
}
