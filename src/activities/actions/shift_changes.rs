//! The act that changes shifts: one, or with it those that are to become like it.

use super::{
    seats,
    shift_reads::{SeenShift, seen, shift},
    shifts::{add_seats, locked_shift, may_take, put},
};
use crate::{
    activities::{
        model::{ApplyTo, Position, Positions, ShiftChanges, WantedPosition},
        rules,
        store::{self, ActivityRow, SeatsRow, ShiftRow},
    },
    acts::{self, Intent, Recorded},
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, PositionId, ShiftId},
        refusal::{Fields, Refusal},
        time::Time,
        version::Expected,
    },
    platform::{db::Tx, error::Error},
};

/// Shifts as they were and as they are to be.
type Change = (ShiftRow, ShiftRow);

/// Changes a shift, and with it those of its activity that are to become like it: all of them or
/// none. Where more seats are free afterwards, those who wait are asked.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`], [`Code::StaleVersion`], [`Code::StateConflict`], a
/// refusal of the fields, [`Code::IdConflict`], [`Code::HasSignUps`], [`Code::SeatsTaken`].
pub(in crate::activities) fn update_shift(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: ShiftId,
    expected: Expected,
    changes: &ShiftChanges,
) -> Result<SeenShift, Error> {
    let (activity, named, authority) = locked_shift(tx, caller, id)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return shift(tx, caller, Id::new(earlier.uuid()));
    }
    authority.may_lead()?;
    expected.meets(named.version)?;
    rules::may_plan(&activity)?;
    rules::may_change(&named)?;
    let all = match changes.apply_to {
        ApplyTo::This => Vec::new(),
        ApplyTo::Following | ApplyTo::All => store::lock_shifts_of(tx, activity.id)?,
    };
    let after = changed(tx, &named, changes, caller.now)?;
    let known = changes.positions.as_deref();
    let known = known.map_or_else(Vec::new, |wanted| rules::paired(&named.positions.0, wanted));
    let mut rows = vec![(named.clone(), after.clone())];
    for other in all {
        if rules::goes_along(&other, &named, changes.apply_to, caller.now) {
            let after = changed_along(tx, &other, (&named, &after, &known), changes, caller.now);
            rows.push((other, after));
        }
    }
    rows.retain(|(before, after)| before != after);
    if rows.is_empty() {
        return seen(tx, named);
    }
    for (before, after) in &mut rows {
        may_stand(&activity, before, after).map_err(|refusal| match after.id {
            named if named == id => refusal,
            other => refusal.with("shift", other),
        })?;
        after.version = before.version + 1;
    }
    write(tx, &rows, caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(id.entity(), Some(named.unit)))?;
    let after = rows.into_iter().map(|(_, after)| after).find(|after| after.id == id);
    seen(tx, after.unwrap_or(named))
}

/// The named shift as it is to be.
fn changed(
    tx: &mut Tx<'_>,
    before: &ShiftRow,
    changes: &ShiftChanges,
    now: Time,
) -> Result<ShiftRow, Error> {
    let moved = rules::in_slot(before, rules::moved(&rules::slot(before), changes));
    let note = changes.note.as_ref().or(before.note.clone(), Clone::clone);
    let Some(wanted) = &changes.positions else { return Ok(ShiftRow { note, ..moved }) };
    let current = &before.positions.0;
    let new = |wanted: &&WantedPosition| current.iter().all(|known| Some(known.id) != wanted.id);
    let new: Vec<PositionId> = wanted.iter().filter(new).filter_map(|wanted| wanted.id).collect();
    may_take(tx, &new)?;
    let known = rules::paired(current, wanted);
    let id = |known: Option<&Position>, wanted: &WantedPosition| {
        known.map(|known| known.id).or(wanted.id).unwrap_or_else(|| tx.random().id(now))
    };
    let positions = known.iter().zip(wanted).map(|(known, it)| it.with_id(id(*known, it)));
    Ok(ShiftRow { note, positions: Positions(positions.collect()), ..moved })
}

/// Another shift as it is to be, after the named one and which of its positions are wanted again.
fn changed_along(
    tx: &Tx<'_>,
    other: &ShiftRow,
    (named, after, known): (&ShiftRow, &ShiftRow, &[Option<&Position>]),
    changes: &ShiftChanges,
    now: Time,
) -> ShiftRow {
    let slots = (rules::slot(named), rules::slot(after));
    let slot = rules::moved_along(&rules::slot(other), &slots.0, &slots.1, changes);
    let moved = rules::in_slot(other, slot);
    let note = changes.note.as_ref().or(other.note.clone(), Clone::clone);
    let Some(wanted) = &changes.positions else { return ShiftRow { note, ..moved } };
    let here = rules::paired_along(&other.positions.0, wanted, known);
    let id = |here: Option<&Position>| here.map_or_else(|| tx.random().id(now), |here| here.id);
    let positions = here.iter().zip(wanted).map(|(here, it)| it.with_id(id(*here)));
    ShiftRow { note, positions: Positions(positions.collect()), ..moved }
}

/// Whether a shift can be as it is to be. One that begins when it did may do so although the days
/// of its activity are others since.
fn may_stand(activity: &ActivityRow, before: &ShiftRow, after: &ShiftRow) -> Result<(), Refusal> {
    let mut fields = Fields::default();
    rules::slot(after).judge(&mut fields);
    fields.finish(|| Some(()))?;
    if after.starts_at == before.starts_at {
        return Ok(());
    }
    rules::may_begin(activity, after.starts_at)
}

/// Writes shifts and their seats, unless somebody's place would be gone by it.
fn write(tx: &mut Tx<'_>, rows: &[Change], now: Time) -> Result<(), Error> {
    let ids: Vec<ShiftId> = rows.iter().map(|(before, _)| before.id).collect();
    let seats = store::lock_seats_of_shifts(tx, &ids)?;
    let standing = store::standing_places(tx, &ids)?;
    for (before, after) in rows {
        rules::may_leave(before, after, &standing)?;
        put(tx, before, after)?;
        let own: Vec<&SeatsRow> = seats.iter().filter(|seats| seats.shift == after.id).collect();
        for seats in &own {
            reseat(tx, after, seats, now)?;
        }
        let is_new = |position: &&Position| own.iter().all(|seats| seats.id != position.id);
        for position in after.positions.0.iter().filter(is_new) {
            add_seats(tx, after, position)?;
        }
    }
    Ok(())
}

/// Gives a position that there was as many seats as it has now. One that is gone keeps its row,
/// because of the sign-ups that it had, and leaves its audience.
fn reseat(tx: &mut Tx<'_>, shift: &ShiftRow, before: &SeatsRow, now: Time) -> Result<(), Error> {
    let Some(position) = shift.positions.0.iter().find(|position| position.id == before.id) else {
        let retired_at = before.retired_at.or(Some(now));
        seats::put(tx, before, SeatsRow { seats: 0, retired_at, ..*before })?;
        return Ok(());
    };
    if position.seats < before.taken {
        let refusal = Refusal::from(Code::SeatsTaken).with("position", &position.name);
        return Err(refusal.with("taken", before.taken).into());
    }
    seats::fill(tx, shift, before, SeatsRow { seats: position.seats, ..*before }, now)
}
