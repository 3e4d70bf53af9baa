//! Files of persons as somebody may read them: opened, and masked at once.

use std::collections::BTreeMap;

use super::{
    model::{Guardian, IdDocument, PersonField, PersonKey, Phone, Sealer},
    store::{self, PersonRow},
};
use crate::{
    kernel::{ids::PersonId, time::Time},
    platform::{
        db::Conn,
        error::{Error, Fault},
    },
};

/// What may be shown of a person. What was erased is as if it had never been entered.
#[derive(Clone, Debug)]
pub struct PersonFile {
    /// The row; what is sealed in it stays so.
    pub row: PersonRow,
    /// The number of the ID document, masked.
    pub id_number: Option<String>,
    /// The phone number, masked.
    pub phone: Option<String>,
    /// Whether there is an address.
    pub has_address: bool,
    /// The guardian, masked.
    pub guardian: Option<MaskedGuardian>,
    /// The skills.
    pub skills: Vec<String>,
    /// The kinds of service.
    pub categories: Vec<String>,
    /// The ids in other systems.
    pub external_ids: BTreeMap<String, String>,
    /// Who entered which field last.
    pub entered: BTreeMap<PersonField, Entered>,
}

/// A guardian, masked.
#[derive(Clone, Debug)]
pub struct MaskedGuardian {
    /// The first character of the name.
    pub name: String,
    /// The phone number, masked.
    pub phone: String,
    /// What he is to the person.
    pub relation: String,
}

/// Who entered a field, and when.
#[derive(Clone, Copy, Debug)]
pub struct Entered {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Time,
}

/// The files of persons, in the order of their rows. Two queries for however many.
///
/// # Errors
/// A fault when something sealed does not open, or what the database says.
pub fn files(
    conn: &mut Conn,
    sealer: &Sealer,
    people: Vec<PersonRow>,
) -> Result<Vec<PersonFile>, Error> {
    let ids: Vec<PersonId> = people.iter().map(|row| row.id).collect();
    let keys = store::keys_of(conn, &ids)?;
    let mut entered: BTreeMap<PersonId, BTreeMap<PersonField, Entered>> = BTreeMap::new();
    for row in store::fields_of(conn, &ids)? {
        let (by, at) = (row.entered_by, row.entered_at);
        entered.entry(row.person).or_default().insert(row.field, Entered { by, at });
    }
    let file = |row: PersonRow| {
        let key = keys.get(&row.id).map(|sealed| sealer.person_key(row.id, sealed)).transpose()?;
        let entered = entered.remove(&row.id).unwrap_or_default();
        Ok(opened(row, key.as_ref(), entered)?)
    };
    people.into_iter().map(file).collect()
}

fn opened(
    row: PersonRow,
    key: Option<&PersonKey>,
    entered: BTreeMap<PersonField, Entered>,
) -> Result<PersonFile, Fault> {
    let open = |column, sealed: &Option<Vec<u8>>| match (key, sealed) {
        (Some(key), Some(sealed)) => key.open(column, sealed).map(Some),
        _ => Ok(None),
    };
    let number = open("id_document", &row.id_document_sealed)?;
    let document = row.id_document_type.zip(number);
    let document = document.map(|(kind, number)| IdDocument::kept(kind, number));
    let phone = open("phone", &row.phone_sealed)?.map(Phone::kept);
    let guardian = open("guardian", &row.guardian_sealed)?;
    let guardian = guardian.map(|json| Guardian::of_json(&json).ok_or_else(unreadable));
    Ok(PersonFile {
        id_number: document.map(|document| document.masked()),
        phone: phone.map(|phone| phone.masked()),
        has_address: key.is_some() && row.address_sealed.is_some(),
        guardian: guardian.transpose()?.map(|guardian| masked(&guardian)),
        skills: serde_json::from_str(&row.skills).map_err(Fault::broken)?,
        categories: serde_json::from_str(&row.categories).map_err(Fault::broken)?,
        external_ids: serde_json::from_str(&row.external_ids).map_err(Fault::broken)?,
        entered,
        row,
    })
}

fn unreadable() -> Fault {
    Fault::broken("people.guardian holds no guardian")
}

fn masked(guardian: &Guardian) -> MaskedGuardian {
    MaskedGuardian {
        name: guardian.name.masked(),
        phone: guardian.phone.masked(),
        relation: guardian.relation.as_str().to_owned(),
    }
}
