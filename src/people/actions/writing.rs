//! From corrections to the columns of a row.

use crate::{
    kernel::{correction::Correction, refusal::Refusal},
    people::{
        model::{BirthDate, Corrections, IdDocument, PersonKey, Sealer, Tags},
        rules, sorting,
        store::PersonRow,
    },
    platform::{
        error::{Error, Fault},
        random::Random,
    },
};

/// How a list without texts is kept.
pub(super) const EMPTY_LIST: &str = "[]";
/// How a map without entries is kept.
pub(super) const EMPTY_MAP: &str = "{}";

/// What it takes to write what is sealed.
pub(super) struct Pen<'a> {
    pub(super) sealer: &'a Sealer,
    pub(super) key: PersonKey,
    pub(super) random: &'a Random,
}

impl Pen<'_> {
    /// Makes a row what it is to become.
    pub(super) fn write(
        &self,
        row: &mut PersonRow,
        corrections: &Corrections,
    ) -> Result<(), Error> {
        let seal = |column, text: &str| self.key.seal(column, text, self.random);
        let list = |tags: &Tags| json_text(tags.as_slice());
        let born = self.born(row, corrections)?;
        row.birth_date = born.map(|born| born.to_string());
        if let Some(name) = &corrections.name {
            name.as_str().clone_into(&mut row.name);
            row.sort_key = sorting::sort_key(name.as_str());
        }
        row.sex = corrections.sex.or(row.sex, |sex| sex);
        let document = corrections.id_document.as_ref();
        row.id_document_type = document.or(row.id_document_type, IdDocument::kind);
        row.id_document_sealed =
            document.over(row.id_document_sealed.take(), |id| seal("id_document", id.number()))?;
        row.id_document_index =
            document.or(row.id_document_index.take(), |id| self.sealer.document_index(id).to_vec());
        let phone = corrections.phone.as_ref();
        row.phone_sealed =
            phone.over(row.phone_sealed.take(), |phone| seal("phone", phone.as_str()))?;
        row.phone_index =
            phone.or(row.phone_index.take(), |phone| self.sealer.phone_index(phone).to_vec());
        let area = corrections.area_code.as_ref();
        row.area_code = area.or(row.area_code.take(), |code| code.as_str().to_owned());
        row.address_sealed = corrections
            .address
            .as_ref()
            .over(row.address_sealed.take(), |address| seal("address", address.as_str()))?;
        row.guardian_sealed = corrections
            .guardian
            .as_ref()
            .over(row.guardian_sealed.take(), |guardian| seal("guardian", &guardian.to_json()))?;
        let else_empty =
            |text: Option<String>, empty: &str| text.unwrap_or_else(|| empty.to_owned());
        let skills = corrections.skills.as_ref().over(Some(row.skills.clone()), list)?;
        row.skills = else_empty(skills, EMPTY_LIST);
        let categories =
            corrections.categories.as_ref().over(Some(row.categories.clone()), list)?;
        row.categories = else_empty(categories, EMPTY_LIST);
        let ids = corrections.external_ids.as_ref();
        let ids = ids.over(Some(row.external_ids.clone()), |ids| json_text(ids.as_map()))?;
        row.external_ids = else_empty(ids, EMPTY_MAP);
        row.locale = corrections.locale.or(row.locale.take(), |language| language.tag().to_owned());
        Ok(())
    }

    /// The birth date that holds after the corrections, which a resident's number decides with.
    fn born(&self, row: &PersonRow, corrections: &Corrections) -> Result<Option<BirthDate>, Error> {
        let stored = row.birth_date.as_deref().and_then(BirthDate::kept);
        let (told, document) = (&corrections.birth_date, &corrections.id_document);
        if !told.is_given() && !document.is_given() {
            return Ok(stored);
        }
        let document = match document {
            Correction::Keep => self.document(row)?,
            Correction::Clear => None,
            Correction::Set(document) => Some(document.clone()),
        };
        let pointer = if told.is_given() { "/birth_date" } else { "/id_document/number" };
        let born = rules::born(told.or(stored, |told| told), document.as_ref());
        Ok(born.map_err(|code| Refusal::field(pointer, code))?)
    }

    fn document(&self, row: &PersonRow) -> Result<Option<IdDocument>, Fault> {
        let sealed = row.id_document_type.zip(row.id_document_sealed.as_ref());
        let open = |(kind, sealed): (_, &Vec<u8>)| {
            Ok(IdDocument::kept(kind, self.key.open("id_document", sealed)?))
        };
        sealed.map(open).transpose()
    }
}

fn json_text(value: &(impl serde::Serialize + ?Sized)) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(Fault::broken)
}
