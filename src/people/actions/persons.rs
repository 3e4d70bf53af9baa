//! Acts on persons. Making one, and correcting one, are steps of acts that others record.

use std::collections::{BTreeMap, BTreeSet};

use super::writing::{EMPTY_LIST, EMPTY_MAP, Pen};
use crate::{
    acts::{self, Intent, Recorded},
    changelog::{self, Changed},
    kernel::{
        bucket::Bucket, caller::Caller, codes::Code, ids::PersonId, time::Time, version::Expected,
    },
    people::{
        files::{self, PersonFile},
        model::{self, Corrections, INDEX_KEY, NewPerson, PersonField, Sealer},
        store::{self, PersonRow},
    },
    platform::{
        db::{Conn, Tx},
        error::Error,
    },
};

/// Gives somebody a record, a public number, a key of his own, and his audiences: the public one
/// and himself.
///
/// # Errors
/// A refusal of a birth date that the ID document contradicts; what the database says.
pub fn create(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    new: &NewPerson,
    now: Time,
) -> Result<PersonRow, Error> {
    let random = tx.random();
    let (key, sealed_key) = sealer.new_person_key(new.id, random)?;
    let mut row = blank(new, unused_volunteer_no(tx)?, now);
    let corrections = Corrections::from(&new.profile);
    let mut entered = corrections.given();
    Pen { sealer, key, random }.write(&mut row, &corrections)?;
    if row.birth_date.is_some() {
        entered.insert(PersonField::BirthDate);
    }
    store::insert(tx, &row)?;
    store::insert_key(tx, row.id, &sealed_key)?;
    store::put_fields(tx, row.id, &entered, (new.entered_by, now))?;
    tx.changed(None, Some(&row));
    changelog::open(tx, Bucket::person(row.id))?;
    let own = BTreeSet::from([Bucket::PUBLIC, Bucket::person(row.id)]);
    changelog::reconcile(tx, &BTreeMap::from([(row.id, own)]), now)?;
    Ok(row)
}

/// A record in which only its number stands.
fn blank(new: &NewPerson, volunteer_no: String, now: Time) -> PersonRow {
    PersonRow {
        id: new.id,
        volunteer_no,
        name: String::new(),
        sort_key: Vec::new(),
        sex: None,
        birth_date: None,
        id_document_type: None,
        id_document_sealed: None,
        id_document_index: None,
        phone_sealed: None,
        phone_index: None,
        index_key: INDEX_KEY,
        area_code: None,
        address_sealed: None,
        guardian_sealed: None,
        skills: EMPTY_LIST.to_owned(),
        categories: EMPTY_LIST.to_owned(),
        external_ids: EMPTY_MAP.to_owned(),
        locale: None,
        merged_into: None,
        collected_for_activity: None,
        version: 1,
        entered_by: new.entered_by,
        created_at: now,
        updated_at: now,
    }
}

/// Draws until nobody has the number: of 900 million few are taken.
fn unused_volunteer_no(tx: &mut Tx<'_>) -> Result<String, Error> {
    loop {
        let number = model::volunteer_no(tx.random());
        if !store::volunteer_no_exists(tx, &number)? {
            return Ok(number);
        }
    }
}

/// Corrects fields of a person whose row was locked, and notes who did. A step of acts that asked
/// for the version first. Where nothing is said of any field, nothing changes.
///
/// Whoever keeps a copy of name and `sort_key` in rows of his own corrects those himself.
///
/// # Errors
/// [`Code::NotFound`] for somebody who was erased; a refusal of a birth date that the ID document
/// contradicts; what the database says.
pub fn correct(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    before: PersonRow,
    corrections: &Corrections,
) -> Result<PersonRow, Error> {
    let mut entered = corrections.given();
    if entered.is_empty() {
        return Ok(before);
    }
    let sealed_key = store::keys_of(tx, &[before.id])?.remove(&before.id).ok_or(Code::NotFound)?;
    let key = sealer.person_key(before.id, &sealed_key)?;
    let mut after = before.clone();
    Pen { sealer, key, random: tx.random() }.write(&mut after, corrections)?;
    if after.birth_date != before.birth_date {
        entered.insert(PersonField::BirthDate);
    }
    after.version = before.version + 1;
    after.updated_at = caller.now;
    store::update(tx, &after)?;
    store::put_fields(tx, after.id, &entered, (caller.person, caller.now))?;
    tx.changed(Some(&before), Some(&after));
    Ok(after)
}

/// The caller's own file.
///
/// # Errors
/// [`Code::SessionEnded`] for a caller of whom there is no record any more.
pub(in crate::people) fn own_file(
    conn: &mut Conn,
    sealer: &Sealer,
    person: PersonId,
) -> Result<PersonFile, Error> {
    let row = store::person(conn, person)?.ok_or(Code::SessionEnded)?;
    let file = files::files(conn, sealer, vec![row])?.pop();
    file.ok_or_else(|| Code::SessionEnded.into())
}

/// Corrects what somebody may set of himself.
///
/// # Errors
/// [`Code::SessionEnded`], [`Code::StaleVersion`], [`Code::IdConflict`].
pub(in crate::people) fn correct_own(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    intent: &Intent,
    expected: Expected,
    corrections: &Corrections,
) -> Result<PersonFile, Error> {
    let before = store::lock(tx, &[caller.person])?.pop().ok_or(Code::SessionEnded)?;
    if acts::done(tx, caller, intent)?.is_some() {
        return own_file(tx, sealer, caller.person);
    }
    expected.meets(before.version)?;
    let version = before.version;
    let after = correct(tx, sealer, caller, before, corrections)?;
    if after.version == version {
        return own_file(tx, sealer, caller.person);
    }
    acts::record(tx, caller, intent, &Recorded::applied(after.id.entity(), None))?;
    own_file(tx, sealer, after.id)
}
