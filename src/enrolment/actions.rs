//! Acts on persons by those who keep their files.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    model::{Correct, Enrol, FilesQuery},
    rules::{self, Change},
};
use crate::{
    acts::{self, Intent, Recorded},
    kernel::{
        caller::Caller,
        codes::Code,
        correction::Correction,
        ids::{ConsentId, Id, PersonId, UnitId},
        refusal::Refusal,
    },
    org::{self, Joining, Listed, MembershipRow},
    people::{self, ConsentRow, IdDocument, Name, NewConsent, NewPerson, PersonFile, Sealer},
    platform::{
        db::{Conn, Tx},
        error::{Error, Fault},
    },
};

/// Enrols somebody into a unit.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, [`Code::Forbidden`] for who does not lead it,
/// [`Code::AlreadyEnrolled`] when somebody whom the caller may know of has this ID document,
/// [`Code::IdConflict`]. Somebody of whom he may not know is no reason: he would learn of him.
pub(crate) fn enrol(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    intent: &Intent,
    command: &Enrol,
) -> Result<File, Error> {
    // Of two who enter the same document in a unit at once, the second sees the first.
    let unit = org::lock(tx, command.unit)?.ok_or(Code::NotFound)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return file(tx, sealer, caller, Id::new(earlier.uuid()));
    }
    enter(tx, sealer, caller, unit.id, &[command])?;
    acts::record(tx, caller, intent, &Recorded::applied(command.id.entity(), Some(unit.id)))?;
    file(tx, sealer, caller, command.id)
}

/// Enrols several persons into one unit, a slice: each an act of its own, all of them or none.
///
/// # Errors
/// Those of `enrol`, also of what stands in the slice before; a fault where somebody is to come
/// to another unit.
pub fn enrol_all(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    unit: UnitId,
    slice: &[(Intent, Enrol)],
) -> Result<(), Error> {
    let unit = org::lock(tx, unit)?.ok_or(Code::NotFound)?;
    let commands: Vec<&Enrol> = slice.iter().map(|(_, command)| command).collect();
    if commands.iter().any(|command| command.unit != unit.id) {
        return Err(Fault::broken("a slice of persons is of two units").into());
    }
    enter(tx, sealer, caller, unit.id, &commands)?;
    let done: Vec<_> = slice
        .iter()
        .map(|(intent, command)| (caller, intent, command.id.entity(), Some(unit.id)))
        .collect();
    acts::record_all(tx, &done)
}

/// Enters persons, what they agreed to, and their memberships of a unit, which is locked.
fn enter(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    unit: UnitId,
    commands: &[&Enrol],
) -> Result<(), Error> {
    if !org::authority(tx, caller.person, unit, caller.now)?.leads() {
        return Err(Code::Forbidden.into());
    }
    let ids: BTreeSet<PersonId> = commands.iter().map(|command| command.id).collect();
    let known = people::people_of(tx, &ids.iter().copied().collect::<Vec<_>>())?;
    if ids.len() < commands.len() || !known.is_empty() {
        return Err(Code::IdConflict.into());
    }
    let documents: Vec<(PersonId, &IdDocument)> = commands
        .iter()
        .filter_map(|command| Some((command.id, command.profile.id_document.as_ref()?)))
        .collect();
    known_by_document(tx, sealer, caller, &documents)?;
    for command in commands {
        let child = people::is_child_at(command.profile.birth_date, caller.now);
        rules::may_enter(child, &command.consents)?;
    }
    let new = |command: &&Enrol| NewPerson {
        id: command.id,
        entered_by: caller.person,
        profile: command.profile.clone(),
    };
    let new: Vec<NewPerson> = commands.iter().map(new).collect();
    let persons = people::create_all(tx, sealer, &new, caller.now)?;
    let consents: Vec<&NewConsent> =
        commands.iter().flat_map(|command| &command.consents).collect();
    people::record_consents(tx, caller, &consents)?;
    let joining = |(person, command): (_, &&Enrol)| {
        let minor = people::is_minor_at(person, caller.now);
        let state = rules::first_state(minor, &command.consents);
        Joining { id: command.membership, person, state }
    };
    let joining: Vec<Joining<'_>> = persons.iter().zip(commands).map(joining).collect();
    org::join_all(tx, unit, &joining, caller.now)?;
    Ok(())
}

/// Refuses ID documents of some persons that somebody else has of whom the caller may know. He may
/// know of all whom he enters.
fn known_by_document(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    entered: &[(PersonId, &IdDocument)],
) -> Result<(), Error> {
    let index = |(_, document): &(_, &IdDocument)| sealer.document_index(document);
    let indexes: Vec<[u8; 32]> = entered.iter().map(index).collect();
    let having = people::ids_with_documents(tx, &indexes)?;
    let persons: Vec<PersonId> = having.iter().map(|(person, _)| *person).collect();
    let seen = org::seen_by(tx, caller.person, &persons, caller.now)?;
    let mut known: BTreeMap<Vec<u8>, PersonId> = BTreeMap::new();
    let is_entered = |person| entered.iter().any(|(of, _)| *of == person);
    for (person, index) in having {
        if seen.contains(&person) && !is_entered(person) {
            known.entry(index).or_insert(person);
        }
    }
    for ((person, _), index) in entered.iter().zip(indexes) {
        let other = *known.entry(index.to_vec()).or_insert(*person);
        if other != *person {
            return Err(Refusal::from(Code::AlreadyEnrolled).with("person_id", other).into());
        }
    }
    Ok(())
}

/// Corrects the file of a person.
///
/// # Errors
/// What [`rules::may_change`] refuses, [`Code::StaleVersion`], [`Code::AlreadyEnrolled`],
/// [`Code::IdConflict`].
pub(super) fn correct(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    intent: &Intent,
    command: &Correct,
) -> Result<File, Error> {
    let before = people::lock(tx, &[command.person])?.pop().ok_or(Code::NotFound)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return file(tx, sealer, caller, Id::new(earlier.uuid()));
    }
    may_change(tx, caller, Change::Correction, command.person)?;
    command.expected.meets(before.version)?;
    if let Correction::Set(document) = &command.corrections.id_document {
        known_by_document(tx, sealer, caller, &[(before.id, document)])?;
    }
    let (name, version) = (before.name.clone(), before.version);
    let after = people::correct(tx, sealer, caller, before, &command.corrections)?;
    if after.version == version {
        return file(tx, sealer, caller, after.id);
    }
    if after.name != name {
        org::rename(tx, &after)?;
    }
    acts::record(tx, caller, intent, &Recorded::applied(after.id.entity(), None))?;
    file(tx, sealer, caller, after.id)
}

/// Records what a person, or his guardian, agreed to on paper or by word.
///
/// # Errors
/// What [`rules::may_change`] refuses, [`Code::IdConflict`].
pub(super) fn record_consent(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    new: &NewConsent,
) -> Result<ConsentRow, Error> {
    people::lock(tx, &[new.person])?.pop().ok_or(Code::NotFound)?;
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        may_see(tx, caller, new.person)?;
        let consent = people::consent(tx, Id::new(earlier.uuid()))?;
        return consent.ok_or_else(|| Code::NotFound.into());
    }
    may_change(tx, caller, Change::Consent, new.person)?;
    let row = people::record_consent(tx, caller, new)?;
    acts::record(tx, caller, intent, &Recorded::applied(row.id.entity(), None))?;
    Ok(row)
}

/// Takes back a consent in the name of a person, or a guardian, who has no phone. One that was
/// taken back before stays as it was.
///
/// # Errors
/// What [`rules::may_change`] refuses, [`Code::IdConflict`].
pub(super) fn withdraw_consent(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: ConsentId,
) -> Result<ConsentRow, Error> {
    let seen = people::consent(tx, id)?.ok_or(Code::NotFound)?;
    people::lock(tx, &[seen.person])?.pop().ok_or(Code::NotFound)?;
    may_change(tx, caller, Change::Consent, seen.person)?;
    let before = people::lock_consent(tx, id, seen.person)?.ok_or(Code::NotFound)?;
    if acts::done(tx, caller, intent)?.is_some() || before.withdrawn_at.is_some() {
        return Ok(before);
    }
    let after = people::withdraw_consent(tx, caller, before)?;
    acts::record(tx, caller, intent, &Recorded::applied(after.id.entity(), None))?;
    Ok(after)
}

/// Whether the caller may change the file of a person, who is locked.
fn may_change(
    tx: &mut Tx<'_>,
    caller: &Caller,
    change: Change,
    person: PersonId,
) -> Result<(), Error> {
    let reach = org::reach(tx, caller.person, person, caller.now)?;
    Ok(rules::may_change(change, caller.person, person, &reach)?)
}

/// What may be shown of a person, and his memberships as far as the caller may know of them.
pub(super) type File = (PersonFile, Vec<MembershipRow>);

/// A person's file, for who may see it.
///
/// # Errors
/// [`Code::NotFound`].
pub(super) fn file(
    conn: &mut Conn,
    sealer: &Sealer,
    caller: &Caller,
    person: PersonId,
) -> Result<File, Error> {
    may_see(conn, caller, person)?;
    let row = people::person(conn, person)?.ok_or(Code::NotFound)?;
    let file = people::files(conn, sealer, vec![row])?.pop().ok_or(Code::NotFound)?;
    Ok((file, org::memberships_seen(conn, caller.person, person, caller.now)?))
}

/// What a person agreed to, for who may see the file, in the order of ids, at most `limit`.
///
/// # Errors
/// [`Code::NotFound`].
pub(super) fn consents(
    conn: &mut Conn,
    caller: &Caller,
    person: PersonId,
    after: Option<ConsentId>,
    limit: i64,
) -> Result<Vec<ConsentRow>, Error> {
    may_see(conn, caller, person)?;
    Ok(people::consents_of(conn, person, after, limit)?)
}

/// One's own file, and those of the persons over whose units one has a role.
fn may_see(conn: &mut Conn, caller: &Caller, person: PersonId) -> Result<(), Error> {
    let own = caller.person == person;
    if own || org::reach(conn, caller.person, person, caller.now)?.sees() {
        return Ok(());
    }
    Err(Code::NotFound.into())
}

/// The files of a unit's persons and of those below it, in the order of names, at most `limit`;
/// without a unit those of all units that the caller has a role on. Who has one on the federation
/// sees everybody, also who belongs nowhere.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, [`Code::Forbidden`] for who has no role over it.
pub(super) fn files(
    conn: &mut Conn,
    sealer: &Sealer,
    caller: &Caller,
    query: &FilesQuery,
    limit: i64,
) -> Result<Vec<PersonFile>, Error> {
    let units = match query.unit {
        Some(unit) => {
            org::may_read(conn, caller, unit)?;
            vec![unit]
        }
        None => org::units_held(conn, caller.person, caller.now)?,
    };
    let sort_key = query.name.as_ref().map(Name::sort_key);
    let after = query.after.clone();
    let people = if query.unit.is_none() && org::holds_federation(conn, &units)? {
        people::people_in_order(conn, sort_key.as_deref(), after.as_ref(), limit)?
    } else {
        let places = org::people_in(conn, &Listed { units, sort_key, after }, limit)?;
        let ids: Vec<PersonId> = places.iter().map(|(_, id)| *id).collect();
        let mut people = people::people_of(conn, &ids)?;
        people.sort_unstable_by(|one, other| one.place().cmp(&other.place()));
        people
    };
    people::files(conn, sealer, people)
}
