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
        store::{self, FieldRow, PersonRow},
    },
    platform::{
        db::{Conn, Tx},
        error::{Error, Fault},
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
    let row = create_all(tx, sealer, std::slice::from_ref(new), now)?.pop();
    row.ok_or_else(|| Fault::broken("a person was not made").into())
}

/// The same for several persons. Answers them in their order.
///
/// # Errors
/// Those of [`create`]: then nobody is made.
pub fn create_all(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    new: &[NewPerson],
    now: Time,
) -> Result<Vec<PersonRow>, Error> {
    let numbers = unused_volunteer_nos(tx, new.len())?;
    let (mut rows, mut keys) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
    let mut fields = Vec::new();
    for (new, number) in new.iter().zip(numbers) {
        let random = tx.random();
        let (key, sealed_key) = sealer.new_person_key(new.id, random)?;
        let mut row = blank(new, number, now);
        let corrections = Corrections::from(&new.profile);
        let mut entered = corrections.given();
        Pen { sealer, key, random }.write(&mut row, &corrections)?;
        if row.birth_date.is_some() {
            entered.insert(PersonField::BirthDate);
        }
        tx.changed(None, Some(&row));
        keys.push((row.id, sealed_key));
        fields.extend(FieldRow::of(row.id, &entered, (new.entered_by, now)));
        rows.push(row);
    }
    store::insert_all(tx, &rows)?;
    store::insert_keys(tx, &keys)?;
    store::put_fields(tx, &fields)?;
    let own = |row: &PersonRow| Bucket::person(row.id);
    changelog::open(tx, &rows.iter().map(own).collect::<Vec<_>>())?;
    let wanted = |row: &PersonRow| (row.id, BTreeSet::from([Bucket::PUBLIC, own(row)]));
    changelog::reconcile(tx, &rows.iter().map(wanted).collect::<BTreeMap<_, _>>(), now)?;
    Ok(rows)
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

/// Draws until there are so many numbers that nobody has: of 900 million few are taken.
fn unused_volunteer_nos(tx: &mut Tx<'_>, count: usize) -> Result<BTreeSet<String>, Error> {
    let mut numbers = BTreeSet::new();
    while numbers.len() < count {
        let missing = count - numbers.len();
        numbers.extend((0..missing).map(|_| model::volunteer_no(tx.random())));
        for taken in store::volunteer_nos_taken(tx, &numbers)? {
            numbers.remove(&taken);
        }
    }
    Ok(numbers)
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
    let fields: Vec<FieldRow> =
        FieldRow::of(after.id, &entered, (caller.person, caller.now)).collect();
    store::put_fields(tx, &fields)?;
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
