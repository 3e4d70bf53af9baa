//! Finding somebody a place: what is locked for it, what is judged, and what gives way.

use chrono::NaiveDate;

use super::{
    seats::fill,
    sign_ups::{put_sign_up, tell, write},
};
use crate::{
    activities::{
        model::SignUpState,
        rules::{self, Age, Asker, Facts},
        store::{self, ActivityRow, SeatsRow, ShiftRow, SignUpRow},
    },
    kernel::{
        codes::Code,
        ids::{PersonId, PositionId, ShiftId, SignUpId},
        time::Time,
    },
    notices::NoticeKind,
    org,
    people::{self, PersonRow},
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// What a place is judged by. All of it is locked, or read under a lock without which it does not
/// change.
pub(super) struct Held {
    pub(super) shift: ShiftRow,
    pub(super) activity: ActivityRow,
    person: PersonRow,
    /// What he has and waits for in other shifts at the same time.
    elsewhere: Vec<SignUpRow>,
    /// The seats of the position, and of all that he has elsewhere.
    seats: Vec<SeatsRow>,
}

impl Held {
    fn seats_of(&self, position: PositionId) -> Result<&SeatsRow, Error> {
        let seats = self.seats.iter().find(|seats| seats.id == position);
        seats.ok_or_else(|| Fault::broken("a position without seats").into())
    }

    /// The seats that are to be had by somebody for whom there is a row already, or none yet.
    fn seats_without(&self, row: &SignUpRow) -> Result<SeatsRow, Error> {
        Ok(rules::vacated(self.seats_of(row.position)?, row.state))
    }

    /// Whether somebody who waits can have a seat at once.
    pub(super) fn has_seat_for(&self, waiting: &SignUpRow, now: Time) -> Result<bool, Error> {
        let kept_until = rules::offered_until(&self.shift, now);
        Ok(rules::has_free_seat(&self.seats_without(waiting)?, kept_until))
    }
}

/// Locks the seats of a position and of what a person has elsewhere at the same time, then him,
/// then that.
///
/// # Errors
/// [`Code::NotFound`] without such a shift or person.
pub(super) fn hold(
    tx: &mut Tx<'_>,
    shift: ShiftId,
    position: PositionId,
    person: PersonId,
) -> Result<Held, Error> {
    let meant = store::shift(tx, shift)?.ok_or(Code::NotFound)?;
    let mut positions = positions_of(&elsewhere(tx, person, &meant)?);
    positions.push(position);
    let mut seats = store::lock_seats(tx, &positions)?;
    let person = people::lock(tx, &[person])?.pop().ok_or(Code::NotFound)?;
    let shift = store::shift(tx, shift)?.ok_or_else(|| Fault::broken("a shift is gone"))?;
    let activity = store::activity(tx, shift.activity)?;
    let activity = activity.ok_or_else(|| Fault::broken("a shift without an activity"))?;
    let elsewhere = elsewhere(tx, person.id, &shift)?;
    // What he got while we waited for him is locked out of order: where two acts then wait for each
    // other, the database runs one of them again.
    let late = positions_of(&elsewhere).into_iter().filter(|id| !positions.contains(id));
    seats.extend(store::lock_seats(tx, &late.collect::<Vec<_>>())?);
    let ids: Vec<SignUpId> = elsewhere.iter().map(|row| row.id).collect();
    let mut elsewhere = store::lock_sign_ups(tx, &ids)?;
    elsewhere.retain(|row| row.state.is_standing());
    Ok(Held { shift, activity, person, elsewhere, seats })
}

/// What a person has or waits for in other shifts at the same time, in the order of ids.
fn elsewhere(tx: &mut Tx<'_>, person: PersonId, shift: &ShiftRow) -> Result<Vec<SignUpRow>, Error> {
    let mut rows = store::standing_of(tx, &[person], shift.starts_at)?;
    rows.retain(|row| rules::meets(row, shift));
    Ok(rows)
}

fn positions_of(rows: &[SignUpRow]) -> Vec<PositionId> {
    rows.iter().map(|row| row.position).collect()
}

/// Whether the person may have a place at all.
///
/// # Errors
/// Those of [`rules::may_take_part`].
pub(super) fn may_take_part(tx: &mut Tx<'_>, held: &Held, now: Time) -> Result<(), Error> {
    let Held { shift, activity, person, .. } = held;
    let standing = rules::standing(
        org::standing(tx, person.id, Some(shift.unit), now)?,
        org::standing(tx, person.id, shift.audience, now)?,
    );
    let age = match rules::age(person, shift.starts_at) {
        Age::Minor if people::guardian_agreed(tx, person.id, now)? => Age::MinorWithConsent,
        age => age,
    };
    let uninsured_on = if activity.danger { uninsured_on(tx, shift)? } else { None };
    let facts = Facts { standing, age, danger: activity.danger, uninsured_on };
    Ok(rules::may_take_part(&facts)?)
}

/// The first date of a shift on which the volunteers of its unit are not insured.
pub(super) fn uninsured_on(tx: &mut Tx<'_>, shift: &ShiftRow) -> Result<Option<NaiveDate>, Error> {
    for date in rules::dates(shift.starts_at, shift.ends_at) {
        if !org::is_insured(tx, shift.unit, date)? {
            return Ok(Some(date));
        }
    }
    Ok(None)
}

/// Finds somebody who agreed to come a seat, or a place behind those who wait, and writes `row` as
/// it is then. It is new, was invited before, or waited and can have a seat.
///
/// # Errors
/// [`Code::SignUpClash`], [`Code::PersonUnavailable`], [`Code::WaitlistFull`].
pub(super) fn place(
    tx: &mut Tx<'_>,
    held: &Held,
    before: Option<&SignUpRow>,
    row: SignUpRow,
    (asker, now): (Asker, Time),
) -> Result<SignUpRow, Error> {
    rules::may_be_there(held.shift.id, &held.elsewhere, asker)?;
    let seats = held.seats_of(row.position)?;
    let kept_until = rules::offered_until(&held.shift, now);
    let (state, after) = rules::placed(&held.seats_without(&row)?, kept_until)?;
    let row = match state {
        SignUpState::Confirmed => rules::seated(row, &held.activity, now),
        _ => rules::queued(row, after.queued),
    };
    write(tx, before, &row)?;
    fill(tx, &held.shift, seats, after, now)?;
    if row.is_confirmed() {
        give_way(tx, held, now)?;
    }
    Ok(row)
}

/// Gives somebody the seat that was kept for him, and writes `row` as it is then.
///
/// # Errors
/// [`Code::SignUpClash`], [`Code::PersonUnavailable`].
pub(super) fn take_seat(
    tx: &mut Tx<'_>,
    held: &Held,
    before: &SignUpRow,
    row: SignUpRow,
    (asker, now): (Asker, Time),
) -> Result<SignUpRow, Error> {
    rules::may_be_there(held.shift.id, &held.elsewhere, asker)?;
    let row = rules::seated(row, &held.activity, now);
    put_sign_up(tx, before, &row)?;
    give_way(tx, held, now)?;
    Ok(row)
}

/// Takes a person who has a place now out of the queues, and from the offers, of all that takes
/// place at the same time.
fn give_way(tx: &mut Tx<'_>, held: &Held, now: Time) -> Result<(), Error> {
    let ids: Vec<ShiftId> = held.elsewhere.iter().map(|row| row.shift).collect();
    let shifts = store::shifts_by_id(tx, &ids)?;
    for before in &held.elsewhere {
        let after = rules::ended(before, SignUpState::Removed, now);
        put_sign_up(tx, before, &after)?;
        tell(tx, &after, NoticeKind::SignUpRemoved, now)?;
        let shift = shifts.iter().find(|shift| shift.id == before.shift);
        let shift = shift.ok_or_else(|| Fault::broken("a sign-up without a shift"))?;
        let seats = held.seats_of(before.position)?;
        fill(tx, shift, seats, rules::vacated(seats, before.state), now)?;
    }
    Ok(())
}
