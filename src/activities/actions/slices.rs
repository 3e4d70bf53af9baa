//! Slices: many acts of many persons that the server itself enters in one transaction, each by the
//! same rules as when it comes alone. What they are judged by is read once for all of them, or once
//! a shift; and each row is written once, as the last act of the slice leaves it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{placing::uninsured_on, reads::authority_where_visible};
use crate::{
    activities::{
        model::NewSignUp,
        rules::{self, Age, Asker, Counts, Facts},
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
/// Those of `sign_up`; a fault where somebody signs another one up, or did not agree, would wait,
/// or waits elsewhere at the same time.
pub(crate) fn sign_up_all(
    tx: &mut Tx<'_>,
    slice: &[(Caller, Intent, NewSignUp)],
) -> Result<(), Error> {
    let of_himself = |(caller, _, command): &(Caller, _, NewSignUp)| {
        caller.person == command.person && command.agreed.is_some()
    };
    if !slice.iter().all(of_himself) {
        return Err(Fault::broken("in a slice somebody is signed up by another").into());
    }
    let mut known = Known::of(tx, slice)?;
    let mut rows = Vec::with_capacity(slice.len());
    for (caller, _, command) in slice {
        let row = known.seated(tx, caller, command)?;
        tx.changed(None, Some(&row));
        rows.push(row);
    }
    store::insert_sign_ups(tx, &rows)?;
    for (before, after) in known.seats.values().filter(|(before, after)| before != after) {
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
struct Known {
    shifts: BTreeMap<ShiftId, ShiftRow>,
    activities: BTreeMap<ActivityId, ActivityRow>,
    /// The first date on which nobody is insured there, of shifts that are dangerous.
    uninsured_on: BTreeMap<ShiftId, NaiveDate>,
    /// As they were, and as they are.
    seats: BTreeMap<PositionId, (SeatsRow, SeatsRow)>,
    persons: BTreeMap<PersonId, PersonRow>,
    standings: Standings,
    agreed: Consents,
    /// The sign-ups of each that stand in these shifts, or in others that are not over.
    ahead: BTreeMap<PersonId, Vec<SignUpRow>>,
    /// How many of a shift stand.
    in_shift: BTreeMap<ShiftId, i64>,
    /// How many a person ever had in a shift.
    of_person: BTreeMap<(ShiftId, PersonId), i64>,
    ids: BTreeSet<SignUpId>,
}

impl Known {
    fn of(tx: &mut Tx<'_>, slice: &[(Caller, Intent, NewSignUp)]) -> Result<Self, Error> {
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
        let begun = rows.iter().map(|row| row.starts_at);
        let from = slice.iter().map(|(caller, ..)| caller.now).chain(begun).min();
        for row in store::standing_of(tx, &persons, from.unwrap_or(Time::EPOCH))? {
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
        let activities: BTreeMap<ActivityId, ActivityRow> =
            activities.into_iter().map(|row| (row.id, row)).collect();
        let mut uninsured = BTreeMap::new();
        for shift in &rows {
            if activities.get(&shift.activity).is_some_and(|activity| activity.danger) {
                uninsured.extend(uninsured_on(tx, shift)?.map(|date| (shift.id, date)));
            }
        }
        Ok(Self {
            shifts: rows.into_iter().map(|row| (row.id, row)).collect(),
            activities,
            uninsured_on: uninsured,
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
        let standing = rules::standing(
            self.standings.at(command.person, Some(shift.unit), now),
            self.standings.at(command.person, shift.audience, now),
        );
        // A member of those for whom it was published may know of it; of another it is asked as of
        // one who comes alone.
        if shift.published_at.is_none() || standing != Standing::Member {
            let (audience, published_at) = (shift.audience, shift.published_at);
            authority_where_visible(tx, caller, shift.unit, audience, published_at)?;
        }
        let position = rules::position(&shift.positions, command.position)?.id;
        if self.ids.contains(&command.id) {
            return Err(Code::IdConflict.into());
        }
        rules::may_enter(&self.counts(command, now))?;
        rules::takes_sign_ups(shift, activity, now)?;
        rules::may_take_part(&Facts {
            standing,
            age: self.age(command.person, shift, now)?,
            danger: activity.danger,
            uninsured_on: self.uninsured_on.get(&shift.id).copied(),
        })?;
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

    fn counts(&self, command: &NewSignUp, now: Time) -> Counts {
        let own = || self.ahead.get(&command.person).into_iter().flatten();
        let standing = own().find(|row| row.shift == command.shift);
        let ahead = own().filter(|row| row.ends_at > now).count();
        let of_person = self.of_person.get(&(command.shift, command.person));
        Counts {
            standing: standing.map(|row| (row.id, row.state)),
            ahead: i64::try_from(ahead).unwrap_or(i64::MAX),
            in_shift: self.in_shift.get(&command.shift).copied().unwrap_or(0),
            of_person: of_person.copied().unwrap_or(0),
        }
    }

    fn age(&self, person: PersonId, shift: &ShiftRow, now: Time) -> Result<Age, Refusal> {
        let row = self.persons.get(&person).ok_or(Code::NotFound)?;
        Ok(match rules::age(row, shift.starts_at) {
            Age::Minor if self.agreed.by_guardian_at(person, now) => Age::MinorWithConsent,
            age => age,
        })
    }

    /// What somebody has and waits for in other shifts at the same time.
    fn elsewhere(&self, person: PersonId, shift: &ShiftRow) -> Vec<SignUpRow> {
        let own = self.ahead.get(&person).into_iter().flatten();
        own.filter(|row| rules::meets(row, shift)).cloned().collect()
    }
}

fn no_seats(how: &str) -> Fault {
    Fault::broken(format!("a slice of sign-ups met a position {how} seats"))
}
