//! What goes out about a person: masked.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    kernel::{ids::PersonId, time::Time, words::Word},
    people::{
        files::{Entered, MaskedGuardian, PersonFile},
        model::{IdDocumentType, Sex},
    },
    platform::http::wire_word,
};

wire_word!(IdDocumentType);
wire_word!(Sex);

/// A person's file. Phone, ID number and guardian are masked, the address is not shown.
#[derive(Serialize, ToSchema)]
pub struct PersonView {
    id: PersonId,
    /// The public number.
    volunteer_no: String,
    name: String,
    sex: Option<Sex>,
    /// Local date.
    birth_date: Option<String>,
    id_document: Option<IdDocumentView>,
    /// `138****5678`.
    phone: Option<String>,
    area_code: Option<String>,
    has_address: bool,
    guardian: Option<GuardianView>,
    skills: Vec<String>,
    categories: Vec<String>,
    /// Ids in other systems, by the system's name.
    external_ids: BTreeMap<String, String>,
    /// `zh-CN` or `en`, once chosen.
    locale: Option<String>,
    /// The record that stands for this one, where this one is a duplicate.
    merged_into: Option<PersonId>,
    version: i64,
    created_at: Time,
    updated_at: Time,
    /// Who entered each field last, and when.
    entered: BTreeMap<&'static str, EnteredView>,
}

/// An ID document, masked.
#[derive(Serialize, ToSchema)]
struct IdDocumentView {
    #[serde(rename = "type")]
    kind: IdDocumentType,
    /// `500***********1234`; none once it was erased.
    number: Option<String>,
}

/// A guardian, masked.
#[derive(Serialize, ToSchema)]
struct GuardianView {
    /// The first character: `王**`.
    name: String,
    phone: String,
    relation: String,
}

/// Who entered a field, and when.
#[derive(Serialize, ToSchema)]
struct EnteredView {
    by: PersonId,
    at: Time,
}

impl From<PersonFile> for PersonView {
    fn from(file: PersonFile) -> Self {
        let (row, number) = (file.row, file.id_number);
        let entered = file.entered.into_iter();
        Self {
            id: row.id,
            volunteer_no: row.volunteer_no,
            name: row.name,
            sex: row.sex,
            birth_date: row.birth_date,
            id_document: row.id_document_type.map(|kind| IdDocumentView { kind, number }),
            phone: file.phone,
            area_code: row.area_code,
            has_address: file.has_address,
            guardian: file.guardian.map(GuardianView::from),
            skills: file.skills,
            categories: file.categories,
            external_ids: file.external_ids,
            locale: row.locale,
            merged_into: row.merged_into,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            entered: entered.map(|(field, entered)| (field.word(), entered.into())).collect(),
        }
    }
}

impl From<MaskedGuardian> for GuardianView {
    fn from(guardian: MaskedGuardian) -> Self {
        Self { name: guardian.name, phone: guardian.phone, relation: guardian.relation }
    }
}

impl From<Entered> for EnteredView {
    fn from(entered: Entered) -> Self {
        Self { by: entered.by, at: entered.at }
    }
}
