//! Acts on persons. They are steps of acts that others record.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    model::{self, NewPerson, Sealer},
    sorting,
    store::{self, PersonRow},
};
use crate::{
    changelog::{self, Changed},
    kernel::{bucket::Bucket, time::Time},
    platform::{db::Tx, error::Error},
};

/// Gives somebody a record, a public number, a key of his own, and his audiences: the public one
/// and himself.
///
/// # Errors
/// What the database says.
pub fn create(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    new: &NewPerson,
    now: Time,
) -> Result<PersonRow, Error> {
    let random = tx.random();
    let (key, sealed_key) = sealer.new_person_key(new.id, random)?;
    let seal = |phone: &model::Phone| {
        key.seal(&model::place(new.id, "phone"), phone.as_str().as_bytes(), random)
    };
    let row = PersonRow {
        id: new.id,
        volunteer_no: unused_volunteer_no(tx)?,
        name: new.name.as_str().to_owned(),
        sort_key: sorting::sort_key(new.name.as_str()),
        sex: None,
        birth_date: None,
        id_document_type: None,
        id_document_sealed: None,
        id_document_index: None,
        phone_sealed: new.phone.as_ref().map(seal).transpose()?,
        phone_index: new.phone.as_ref().map(|phone| sealer.phone_index(phone).to_vec()),
        index_key: 1,
        area_code: None,
        address_sealed: None,
        guardian_sealed: None,
        skills: "[]".to_owned(),
        categories: "[]".to_owned(),
        external_ids: "{}".to_owned(),
        locale: None,
        merged_into: None,
        collected_for_activity: None,
        version: 1,
        entered_by: new.entered_by,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &row)?;
    store::insert_key(tx, row.id, &sealed_key)?;
    tx.changed(None, Some(&row));
    changelog::open(tx, Bucket::person(row.id))?;
    let own = BTreeSet::from([Bucket::PUBLIC, Bucket::person(row.id)]);
    changelog::reconcile(tx, &BTreeMap::from([(row.id, own)]), now)?;
    Ok(row)
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
