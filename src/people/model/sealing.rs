//! How what is personal is sealed, and found blindly.

use super::{contact::Phone, documents::IdDocument};
use crate::{
    kernel::{ids::PersonId, words::Word},
    platform::{error::Fault, keys::Key, random::Random},
};

/// The generation of the keys under which phone and ID numbers are found. It stands beside each
/// index, so that a later generation can be told from this one.
pub(in crate::people) const INDEX_KEY: i32 = 1;

/// Seals the keys of persons, and finds numbers that it does not know.
#[derive(Clone, Debug)]
pub struct Sealer {
    person_keys: Key,
    phones: Key,
    documents: Key,
}

/// A person's own key. Whoever deletes what the database keeps of it erases what it sealed.
#[derive(Debug)]
pub(in crate::people) struct PersonKey {
    person: PersonId,
    key: Key,
}

impl Sealer {
    /// The sealer of a federation.
    #[must_use]
    pub fn new(root: &Key) -> Self {
        Self {
            person_keys: root.derive("person-keys"),
            phones: root.derive("phone-index"),
            documents: root.derive("id-document-index"),
        }
    }

    /// A key of the person's own, and the same key as the database keeps it.
    pub(in crate::people) fn new_person_key(
        &self,
        person: PersonId,
        random: &Random,
    ) -> Result<(PersonKey, Vec<u8>), Fault> {
        let key = Key::generate(random);
        let sealed = self.person_keys.seal(&place(person, "key"), key.bytes(), random)?;
        Ok((PersonKey { person, key }, sealed))
    }

    /// A person's key from what the database keeps of it.
    pub(in crate::people) fn person_key(
        &self,
        person: PersonId,
        sealed: &[u8],
    ) -> Result<PersonKey, Fault> {
        let key = self.person_keys.open_key(&place(person, "key"), sealed)?;
        Ok(PersonKey { person, key })
    }

    /// Under what a phone number is found without being known.
    #[must_use]
    pub fn phone_index(&self, phone: &Phone) -> [u8; 32] {
        self.phones.hash(phone.as_str().as_bytes())
    }

    /// Under what an ID document is found without being known: type and number, since two types
    /// may have the same number.
    #[must_use]
    pub fn document_index(&self, document: &IdDocument) -> [u8; 32] {
        let joint = format!("{}\0{}", document.kind().word(), document.number());
        self.documents.hash(joint.as_bytes())
    }
}

impl PersonKey {
    /// Seals a text of one column of the person's row.
    pub(in crate::people) fn seal(
        &self,
        column: &str,
        text: &str,
        random: &Random,
    ) -> Result<Vec<u8>, Fault> {
        self.key.seal(&place(self.person, column), text.as_bytes(), random)
    }

    /// Opens what was sealed of one column.
    pub(in crate::people) fn open(&self, column: &str, sealed: &[u8]) -> Result<String, Fault> {
        let opened = self.key.open(&place(self.person, column), sealed)?;
        String::from_utf8(opened)
            .map_err(|_bytes| Fault::broken(format!("people.{column} holds no text")))
    }
}

/// Where something of a person is sealed.
fn place(person: PersonId, column: &str) -> String {
    format!("people.{column}:{person}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{
        ids::Id,
        time::{self, Time},
    };
    use crate::people::model::IdDocumentType;

    #[test]
    fn a_key_that_was_kept_opens_what_it_sealed_for_its_own_person_alone() {
        let random = Random::seeded(6);
        let sealer = Sealer::new(&Key::generate(&random));
        let (lin, wang): (PersonId, PersonId) = (random.id(Time::EPOCH), Id::new(random.uuid()));
        let (key, kept) = sealer.new_person_key(lin, &random).unwrap();

        let sealed = key.seal("phone", "+8613800000000", &random).unwrap();

        let again = sealer.person_key(lin, &kept).unwrap();
        assert_eq!(again.open("phone", &sealed).unwrap(), "+8613800000000");
        assert!(again.open("address", &sealed).is_err());
        assert!(sealer.person_key(wang, &kept).is_err());
    }

    #[test]
    fn one_number_of_two_types_is_two_documents() {
        let sealer = Sealer::new(&Key::generate(&Random::seeded(7)));
        let today = time::date("2026-11-22").unwrap();
        let index =
            |kind, number| sealer.document_index(&IdDocument::parse(kind, number, today).unwrap());

        let passport = index(IdDocumentType::Passport, "e1234 5678");
        assert_eq!(passport, index(IdDocumentType::Passport, "E12345678"));
        assert_ne!(passport, index(IdDocumentType::Other, "E12345678"));
    }
}
