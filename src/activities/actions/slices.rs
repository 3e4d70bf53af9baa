//! Slices: many acts of many persons that the server itself enters in one transaction, each by the
//! same rules as when it comes alone. What they are judged by is read once for all of them, and
//! each row is written once, as the last act of the slice leaves it.

use std::collections::{BTreeMap, BTreeSet};

use super::sign_ups::{AHEAD_MAX, IN_SHIFT_MAX, OF_PERSON_MAX};
use crate::{
    activities::{
        model::{NewSignUp, SignUpState},
        rules::{self, Age, Asker, Facts},
        store::{self, ActivityRow, SeatsRow, ShiftRow, SignUpRow},
    },
    acts::{self, Intent},
    changelog::Changed,
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{ActivityId, PersonId, PositionId, ShiftId, SignUpId},
        refusal::Refusal,
        time::Time,
    },
    org::{self, Standing, Standings},
    people::{self, Consents, PersonRow, Purpose},
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// Signs persons up, each himself, in the order of time: all of them or none. It queues nobody, and
/// takes nobody out of a queue elsewhere.
///
/// # Errors
/// Those of `sign_up`; a fault where somebody would wait, or waits elsewhere at the same time.
pub(crate) fn sign_up_all(
    tx: &mut Tx<'_>,
    slice: &[(Caller, Intent, NewSignUp)],
) -> Result<(), Error> {
    let Some(from) = slice.iter().map(|(caller, ..)| caller.now).min() else { return Ok(()) };
    let mut hall = Hall::of(tx, slice, from)?;
    let mut rows = Vec::with_capacity(slice.len());
    for (caller, _, command) in slice {
        let row = hall.seated(tx, caller, command)?;
        tx.changed(None, Some(&row));
        rows.push(row);
    }
    store::insert_sign_ups(tx, &rows)?;
    for (before, after) in hall.seats.values().filter(|(before, after)| before != after) {
        store::put_seats(tx, after)?;
        tx.changed(Some(before), Some(after));
    }
    let acts: Vec<_> = slice
        .iter()
        .zip(&rows)
        .map(|((caller, intent, _), row)| (caller, intent, row.id.entity(), Some(row.unit)))
        .collect();
    acts::record_all(tx, &acts)
}

/// What sign-ups are judged by, and what became of it so far. All of it is locked, or read under a
/// lock without which it does not change.
struct Hall {
    shifts: BTreeMap<ShiftId, ShiftRow>,
    activities: BTreeMap<ActivityId, ActivityRow>,
    /// As they were, and as they are.
    seats: BTreeMap<PositionId, (SeatsRow, SeatsRow)>,
    persons: BTreeMap<PersonId, PersonRow>,
    standings: Standings,
    agreed: Consents,
    /// The sign-ups of each that stand and are not over.
    ahead: BTreeMap<PersonId, Vec<SignUpRow>>,
    /// How many of a shift stand.
    in_shift: BTreeMap<ShiftId, i64>,
    /// How many a person ever had in a shift.
    of_person: BTreeMap<(ShiftId, PersonId), i64>,
    ids: BTreeSet<SignUpId>,
}

impl Hall {
    fn of(
        tx: &mut Tx<'_>,
        slice: &[(Caller, Intent, NewSignUp)],
        from: Time,
    ) -> Result<Self, Error> {
        let shifts: BTreeSet<ShiftId> = slice.iter().map(|(.., command)| command.shift).collect();
        let shifts: Vec<ShiftId> = shifts.into_iter().collect();
        let persons: BTreeSet<PersonId> = slice.iter().map(|(.., one)| one.person).collect();
        let persons: Vec<PersonId> = persons.into_iter().collect();
        let seats = store::lock_seats_of_shifts(tx, &shifts)?;
        let locked = people::lock(tx, &persons)?;
        let rows = store::shifts_by_id(tx, &shifts)?;
        let activities: Vec<ActivityId> = rows.iter().map(|row| row.activity).collect();
        let activities = store::activities_by_id(tx, &activities)?;
        let mut ahead: BTreeMap<PersonId, Vec<SignUpRow>> = BTreeMap::new();
        for row in store::standing_of(tx, &persons, from)? {
            ahead.entry(row.person).or_default().push(row);
        }
        let (mut in_shift, mut of_person) = (BTreeMap::new(), BTreeMap::new());
        for (shift, person, ended_at) in store::ever_in(tx, &shifts)? {
            *in_shift.entry(shift).or_default() += i64::from(ended_at.is_none());
            *of_person.entry((shift, person)).or_default() += 1;
        }
        let ids: Vec<SignUpId> = slice.iter().map(|(.., command)| command.id).collect();
        if store::has_sign_ups(tx, &ids)? {
            return Err(Code::IdConflict.into());
        }
        Ok(Self {
            shifts: rows.into_iter().map(|row| (row.id, row)).collect(),
            activities: activities.into_iter().map(|row| (row.id, row)).collect(),
            seats: seats.into_iter().map(|row| (row.id, (row, row))).collect(),
            persons: locked.into_iter().map(|row| (row.id, row)).collect(),
            standings: org::standings_ever(tx, &persons)?,
            agreed: people::consents_ever(tx, &persons, Purpose::Participation)?,
            ahead,
            in_shift,
            of_person,
            ids: BTreeSet::new(),
        })
    }

    /// Gives somebody a seat.
    fn seated(
        &mut self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        command: &NewSignUp,
    ) -> Result<SignUpRow, Error> {
        let now = caller.now;
        let shift = self.shifts.get(&command.shift).ok_or(Code::NotFound)?;
        let activity = self.activities.get(&shift.activity);
        let activity = activity.ok_or_else(|| Fault::broken("a shift without an activity"))?;
        let standing = self.standing(command.person, shift, now);
        let is_told = shift.audience.is_none() || standing != Standing::Stranger;
        if command.person != caller.person || shift.published_at.is_none() || !is_told {
            return Err(Code::NotFound.into());
        }
        let position = rules::position(&shift.positions, command.position)?.id;
        self.may_enter(command, now)?;
        rules::takes_sign_ups(shift, activity, now)?;
        self.may_take_part(tx, (shift, activity), (command.person, standing), now)?;
        let elsewhere = self.elsewhere(command.person, shift);
        rules::may_be_there(shift.id, &elsewhere, Asker::Himself)?;
        let (_, seats) = self.seats.get(&position).ok_or_else(|| no_seats("without"))?;
        let (_, taken) = rules::placed(seats, rules::offered_until(shift, now))?;
        if taken.waiting > 0 || !elsewhere.is_empty() {
            return Err(no_seats("with a queue for").into());
        }
        let row = rules::invited(command, (shift, position), caller.person, now);
        let row = rules::seated(row, activity, now);
        let taken = SeatsRow { version: seats.version + 1, ..taken };
        self.seats.entry(position).and_modify(|(_, after)| *after = taken);
        self.ahead.entry(row.person).or_default().push(row.clone());
        *self.in_shift.entry(row.shift).or_default() += 1;
        *self.of_person.entry((row.shift, row.person)).or_default() += 1;
        self.ids.insert(row.id);
        Ok(row)
    }

    /// What somebody is to those whom a shift is for.
    fn standing(&self, person: PersonId, shift: &ShiftRow, now: Time) -> Standing {
        match self.standings.at(person, Some(shift.unit), now) {
            Standing::Suspended => Standing::Suspended,
            Standing::Member | Standing::Stranger => self.standings.at(person, shift.audience, now),
        }
    }

    /// Whether there can be another sign-up of the person, and of the shift.
    fn may_enter(&self, command: &NewSignUp, now: Time) -> Result<(), Refusal> {
        if self.ids.contains(&command.id) {
            return Err(Code::IdConflict.into());
        }
        let own = || self.ahead.get(&command.person).into_iter().flatten();
        if let Some(standing) = own().find(|row| row.shift == command.shift) {
            let refusal = Refusal::from(Code::AlreadySignedUp).with("sign_up", standing.id);
            return Err(refusal.with_word("state", standing.state));
        }
        let ahead = own().filter(|row| row.ends_at > now).count();
        let in_shift = self.in_shift.get(&command.shift).copied().unwrap_or(0);
        let of_person = self.of_person.get(&(command.shift, command.person)).copied();
        for (count, max) in [
            (i64::try_from(ahead).unwrap_or(i64::MAX), AHEAD_MAX),
            (in_shift, IN_SHIFT_MAX),
            (of_person.unwrap_or(0), OF_PERSON_MAX),
        ] {
            if count >= max {
                return Err(Refusal::from(Code::LimitReached).with("max", max));
            }
        }
        Ok(())
    }

    fn may_take_part(
        &self,
        tx: &mut Tx<'_>,
        (shift, activity): (&ShiftRow, &ActivityRow),
        (person, standing): (PersonId, Standing),
        now: Time,
    ) -> Result<(), Error> {
        let row = self.persons.get(&person).ok_or(Code::NotFound)?;
        let age = match &row.birth_date {
            None => Age::Unknown,
            Some(_) if !people::is_minor_at(row, shift.starts_at) => Age::Adult,
            Some(_) if self.agreed.by_guardian_at(person, now) => Age::MinorWithConsent,
            Some(_) => Age::Minor,
        };
        let danger = activity.danger;
        let uninsured_on = match danger {
            true => super::placing::uninsured_on(tx, shift)?,
            false => None,
        };
        Ok(rules::may_take_part(&Facts { standing, age, danger, uninsured_on })?)
    }

    /// What somebody has and waits for in other shifts at the same time.
    fn elsewhere(&self, person: PersonId, shift: &ShiftRow) -> Vec<SignUpRow> {
        let meets = |row: &&SignUpRow| {
            let apart = row.starts_at >= shift.ends_at || row.ends_at <= shift.starts_at;
            row.shift != shift.id && row.state != SignUpState::Invited && !apart
        };
        self.ahead.get(&person).into_iter().flatten().filter(meets).cloned().collect()
    }
}

fn no_seats(how: &str) -> Fault {
    Fault::broken(format!("a slice of sign-ups met a position {how} seats"))
}
