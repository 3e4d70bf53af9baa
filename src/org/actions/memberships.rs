//! Acts on memberships.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    audiences::{follow, lock},
    reads::{membership, reach},
    roles::end_roles_below,
};
use crate::{
    acts::{self, Intent, Outcome, Recorded},
    changelog::Changed,
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, MembershipId, PersonId, UnitId},
        refusal::Refusal,
        time::Time,
    },
    notices::{self, NewNotice, NoticeKind},
    org::{
        model::{Apply, Decide, MembershipState, Step},
        rules::{self, Joining, Part},
        store::{self, MembershipRow},
    },
    people::{self, PersonRow},
    platform::{
        db::Tx,
        error::{Error, Fault},
    },
};

/// Applies to a unit, for oneself or for somebody whom one keeps the record of.
///
/// # Errors
/// [`Code::NotFound`] without such a unit or person, [`Code::AlreadyMember`],
/// [`Code::LimitReached`], [`Code::IdConflict`].
pub(in crate::org) fn apply(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &Apply,
) -> Result<MembershipRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return membership(tx, caller, Id::new(earlier.uuid()));
    }
    let of_another = command.person != caller.person;
    if of_another && !reach(tx, caller.person, command.person, caller.now)?.keeps() {
        return Err(Code::NotFound.into());
    }
    let person = one_locked(tx, command.person)?;
    let row = join(tx, &person, command, MembershipState::Applied, caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), Some(row.unit)))?;
    Ok(row)
}

/// Enters a wish to belong to a unit, or with `Active` a membership that a leader enters himself.
/// A step of acts that others record; the person is locked, and with `Active` the unit before him.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, [`Code::AlreadyMember`], [`Code::LimitReached`],
/// [`Code::IdConflict`].
pub fn join(
    tx: &mut Tx<'_>,
    person: &PersonRow,
    command: &Apply,
    state: MembershipState,
    now: Time,
) -> Result<MembershipRow, Error> {
    let joining = Joining { id: command.id, person, state };
    let row = join_all(tx, command.unit, &[joining], now)?.pop();
    row.ok_or_else(|| Fault::broken("a membership was not entered").into())
}

/// The same of several different persons and one unit. Answers the memberships in their order.
///
/// # Errors
/// Those of [`join`]: then nobody comes.
pub fn join_all(
    tx: &mut Tx<'_>,
    unit: UnitId,
    joining: &[Joining<'_>],
    now: Time,
) -> Result<Vec<MembershipRow>, Error> {
    let is_admitted = |one: &&Joining<'_>| one.state == MembershipState::Active;
    let admitted: Vec<PersonId> =
        joining.iter().filter(is_admitted).map(|one| one.person.id).collect();
    // An application changes nobody's audiences, so that it need not wait for the unit.
    let unit = if admitted.is_empty() { store::unit(tx, unit)? } else { lock(tx, unit)? };
    let unit = unit.ok_or(Code::NotFound)?;
    let ids: BTreeSet<MembershipId> = joining.iter().map(|one| one.id).collect();
    let known = store::memberships_by_id(tx, &ids.iter().copied().collect::<Vec<_>>())?;
    if ids.len() < joining.len() || !known.is_empty() {
        return Err(Code::IdConflict.into());
    }
    let persons: Vec<PersonId> = joining.iter().map(|one| one.person.id).collect();
    let mut open: BTreeMap<PersonId, Vec<(UnitId, MembershipState)>> = BTreeMap::new();
    for (person, unit, state) in store::open_memberships(tx, &persons)? {
        open.entry(person).or_default().push((unit, state));
    }
    open.values().try_for_each(|open| rules::may_join(unit.id, open))?;
    let row = |one: &Joining<'_>| rules::joined(one, unit.id, now);
    let rows: Vec<MembershipRow> = joining.iter().map(row).collect();
    store::insert_memberships(tx, &rows)?;
    rows.iter().for_each(|row| tx.changed(None, Some(row)));
    follow(tx, &admitted, now)?;
    Ok(rows)
}

/// Takes a step on a membership: takes an applicant in, declines him, suspends a member, lifts
/// that, or ends it. Whoever goes or is suspended holds no role there any more.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`], [`Code::StateConflict`].
pub(in crate::org) fn decide(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    command: &Decide,
) -> Result<MembershipRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return membership(tx, caller, Id::new(earlier.uuid()));
    }
    let seen = store::membership(tx, command.membership)?.ok_or(Code::NotFound)?;
    lock(tx, seen.unit)?;
    let person = one_locked(tx, seen.person)?;
    let before = store::lock_membership(tx, seen.id)?.ok_or(Code::NotFound)?;
    let part = Part {
        authority: store::authority(tx, caller.person, before.unit, caller.now)?,
        own: before.person == caller.person,
        barred: store::is_suspended_over(tx, person.id, before.unit)?,
    };
    rules::may_step(command.step, &part)?;
    let Some(state) = rules::next(before.state, command.step)? else { return Ok(before) };
    if command.step == Step::Approve {
        guardian_agreed(tx, &person, caller.now)?;
    }
    let after = rules::stepped(&before, state, caller.now);
    store::put_membership(tx, &after)?;
    tx.changed(Some(&before), Some(&after));
    suspend_or_lift(tx, caller, command.step, &after)?;
    // An applicant who is declined was no member: what he holds, he holds as something else.
    if before.from_at.is_some() && state != MembershipState::Active {
        end_roles_below(tx, caller, person.id, after.unit)?;
    }
    follow(tx, &[person.id], caller.now)?;
    if !part.own {
        tell(tx, command.step, &after, caller.now)?;
    }
    let recorded = Recorded {
        subject: after.id.entity(),
        unit: Some(after.unit),
        outcome: Outcome::Applied,
        reason: command.reason.as_deref(),
    };
    acts::record(tx, caller, intent, &recorded)?;
    Ok(after)
}

/// Whether somebody who answers for him lets a minor take part; nobody has to for a grown-up.
fn guardian_agreed(tx: &mut Tx<'_>, person: &PersonRow, now: Time) -> Result<(), Error> {
    if !people::is_minor_at(person, now) || people::guardian_agreed(tx, person.id, now)? {
        return Ok(());
    }
    Err(Code::GuardianConsentMissing.into())
}

fn tell(tx: &mut Tx<'_>, step: Step, row: &MembershipRow, now: Time) -> Result<(), Error> {
    let kind = match step {
        Step::Approve => NoticeKind::MembershipApproved,
        Step::Reject => NoticeKind::MembershipRejected,
        Step::Suspend => NoticeKind::MembershipSuspended,
        Step::Lift => NoticeKind::MembershipLifted,
        Step::Leave => NoticeKind::MembershipEnded,
    };
    let (person, subject, unit) = (row.person, row.id.entity(), Some(row.unit));
    notices::tell(tx, &NewNotice { person, kind, subject, unit }, now)
}

/// Takes several applicants in, each by itself: one that is refused keeps no other one out. The
/// results stand in the order of the ids.
///
/// # Errors
/// What the database says.
pub(in crate::org) fn approve_several(
    tx: &mut Tx<'_>,
    caller: &Caller,
    ids: &[MembershipId],
) -> Result<Vec<Result<(), Refusal>>, Error> {
    // All units before all persons, each in the order of ids, as single acts lock them.
    let mut asked = store::memberships_by_id(tx, ids)?;
    asked.sort_unstable_by_key(|row| row.unit);
    asked.dedup_by_key(|row| row.unit);
    for row in &asked {
        lock(tx, row.unit)?;
    }
    let mut asked = store::memberships_by_id(tx, ids)?;
    asked.sort_unstable_by_key(|row| row.person);
    let mut results: BTreeMap<MembershipId, Result<(), Refusal>> = BTreeMap::new();
    for MembershipRow { id: membership, .. } in asked {
        let act = tx.random().id(caller.now);
        let intent = Intent::new(act, Step::Approve.kind(), &[membership.entity()], b"");
        let command = Decide { membership, step: Step::Approve, reason: None };
        let done = tx.attempt(|tx| decide(tx, caller, &intent, &command).map(drop))?;
        results.insert(membership, done);
    }
    let absent = || Err(Code::NotFound.into());
    Ok(ids.iter().map(|id| results.get(id).cloned().unwrap_or_else(absent)).collect())
}

/// Who leaves while he is suspended stays barred: he could come back the next day otherwise.
fn suspend_or_lift(
    tx: &mut Tx<'_>,
    caller: &Caller,
    step: Step,
    row: &MembershipRow,
) -> Result<(), Error> {
    let now = caller.now;
    match step {
        Step::Suspend => {
            let id = tx.random().id(now);
            Ok(store::insert_suspension(tx, id, row.id, caller.person, now)?)
        }
        Step::Lift | Step::Approve => {
            Ok(store::end_suspensions(tx, row.person, row.unit, caller.person, now)?)
        }
        Step::Reject | Step::Leave => Ok(()),
    }
}

/// Gives the copies of a person's name in his memberships the name that he has now. A step of acts
/// that others record; the person is locked.
///
/// # Errors
/// What the database says.
pub fn rename(tx: &mut Tx<'_>, person: &PersonRow) -> Result<(), Error> {
    for before in store::lock_memberships_of(tx, person.id)? {
        let after = MembershipRow {
            person_name: person.name.clone(),
            sort_key: person.sort_key.clone(),
            version: before.version + 1,
            ..before.clone()
        };
        store::put_membership(tx, &after)?;
        tx.changed(Some(&before), Some(&after));
    }
    Ok(())
}

fn one_locked(tx: &mut Tx<'_>, person: PersonId) -> Result<PersonRow, Error> {
    people::lock(tx, &[person])?.pop().ok_or_else(|| Code::NotFound.into())
}
