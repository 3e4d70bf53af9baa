//! What comes in about a person. Whatever is wrong with it is told at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    kernel::{
        area::AreaCode,
        codes::FieldCode,
        correction::Correction,
        language::Language,
        refusal::{Fields, Refusal},
    },
    people::{
        model::{
            Address, BirthDate, Corrections, ExternalIds, Guardian, IdDocument, IdDocumentType,
            Name, Phone, Profile, Relation, Sex, Tags,
        },
        rules,
    },
};

/// An ID document.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdDocumentBody {
    /// Which sort.
    #[serde(rename = "type")]
    pub kind: IdDocumentType,
    /// Its number, with or without spaces.
    #[schema(max_length = 30)]
    pub number: String,
}

/// Who answers for a minor.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuardianBody {
    /// The name.
    #[schema(max_length = 60)]
    pub name: String,
    /// Eleven digits of the mainland, or with a country code.
    pub phone: String,
    /// What he is to the person: 父亲, 祖母.
    #[schema(max_length = 20)]
    pub relation: String,
}

/// What is known of somebody new: a name, and whatever else there is.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileBody {
    /// The name, in any script.
    #[schema(max_length = 60)]
    pub name: String,
    /// As in the ID document.
    pub sex: Option<Sex>,
    /// Local date. Where a resident's ID number is given it can be left out, and must agree.
    #[schema(format = Date)]
    pub birth_date: Option<String>,
    /// The ID document that somebody saw.
    pub id_document: Option<IdDocumentBody>,
    /// Eleven digits of the mainland, or with a country code. A couple may share one.
    pub phone: Option<String>,
    /// The code of his district, town or village: 6, 9 or 12 digits.
    #[schema(pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    pub area_code: Option<String>,
    /// Where he lives.
    #[schema(max_length = 200)]
    pub address: Option<String>,
    /// Who answers for a minor.
    pub guardian: Option<GuardianBody>,
    /// Professional skills, none twice.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub skills: Vec<String>,
    /// Kinds of service that he offers, none twice.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub categories: Vec<String>,
    /// His ids in other systems, by the system's name; ten at most.
    #[serde(default)]
    pub external_ids: BTreeMap<String, String>,
}

/// What is to be corrected of a person: an absent field stays, an explicit null clears it.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionsBody {
    /// The version that the corrections were made from; else the header `If-Match`.
    pub expected_version: Option<i64>,
    /// The name, which cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 60)]
    pub name: Correction<String>,
    /// As in the ID document.
    #[serde(default)]
    #[schema(value_type = Option<Sex>)]
    pub sex: Correction<Sex>,
    /// Local date. It must agree with a resident's ID number.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub birth_date: Correction<String>,
    /// The ID document that somebody saw.
    #[serde(default)]
    #[schema(value_type = Option<IdDocumentBody>)]
    pub id_document: Correction<IdDocumentBody>,
    /// Eleven digits of the mainland, or with a country code.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub phone: Correction<String>,
    /// The code of his district, town or village: 6, 9 or 12 digits.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    pub area_code: Correction<String>,
    /// Where he lives.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200)]
    pub address: Correction<String>,
    /// Who answers for a minor.
    #[serde(default)]
    #[schema(value_type = Option<GuardianBody>)]
    pub guardian: Correction<GuardianBody>,
    /// Professional skills, all of them.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, max_items = 20)]
    pub skills: Correction<Vec<String>>,
    /// Kinds of service, all of them.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, max_items = 20)]
    pub categories: Correction<Vec<String>>,
    /// Ids in other systems, all of them.
    #[serde(default)]
    #[schema(value_type = Option<BTreeMap<String, String>>)]
    pub external_ids: Correction<BTreeMap<String, String>>,
    /// The language to be spoken to in: `zh-CN` or `en`.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(zh-CN|en)$")]
    pub locale: Correction<String>,
}

impl ProfileBody {
    /// The profile, on a local date. Faults are noted below `at`, where this stands in the body.
    pub fn profile(&self, fields: &mut Fields, at: &str, today: NaiveDate) -> Option<Profile> {
        let mut reader = Reader { fields, at, today };
        let name = reader.take("name", Name::parse(&self.name));
        let birth_date = given(&self.birth_date, |text| reader.birth_date(text));
        let id_document = given(&self.id_document, |body| reader.id_document(body));
        let phone = given(&self.phone, |text| reader.take("phone", Phone::parse(text)));
        let area = given(&self.area_code, |code| reader.take("area_code", AreaCode::parse(code)));
        let address = given(&self.address, |text| reader.take("address", Address::parse(text)));
        let guardian = given(&self.guardian, |body| reader.guardian(body));
        let skills = reader.tags("skills", &self.skills);
        let categories = reader.tags("categories", &self.categories);
        let external_ids = reader.external_ids(&self.external_ids);
        let (birth_date, id_document) = (birth_date?, id_document?);
        let birth_date = reader.take("birth_date", rules::born(birth_date, id_document.as_ref()));
        Some(Profile {
            name: name?,
            sex: self.sex,
            birth_date: birth_date?,
            id_document,
            phone: phone?,
            area_code: area?,
            address: address?,
            guardian: guardian?,
            skills: skills?,
            categories: categories?,
            external_ids: external_ids?,
        })
    }
}

impl CorrectionsBody {
    /// The corrections, on a local date.
    ///
    /// # Errors
    /// [`Code::InvalidFields`](crate::kernel::codes::Code::InvalidFields) with everything that is
    /// wrong.
    pub fn corrections(self, today: NaiveDate) -> Result<Corrections, Refusal> {
        let mut fields = Fields::default();
        let corrections = self.read(Reader { fields: &mut fields, at: "", today });
        fields.finish(|| corrections)
    }

    fn read(self, mut reader: Reader<'_>) -> Option<Corrections> {
        let reader = &mut reader;
        let name = match &self.name {
            Correction::Keep => Some(None),
            Correction::Clear => reader.take("name", Err(FieldCode::Missing)),
            Correction::Set(name) => reader.take("name", Name::parse(name)).map(Some),
        };
        let birth_date = self.birth_date.parse(|text| reader.birth_date(&text));
        let id_document = self.id_document.parse(|body| reader.id_document(&body));
        let phone = self.phone.parse(|text| reader.take("phone", Phone::parse(&text)));
        let area = self.area_code.parse(|code| reader.take("area_code", AreaCode::parse(&code)));
        let address = self.address.parse(|text| reader.take("address", Address::parse(&text)));
        let guardian = self.guardian.parse(|body| reader.guardian(&body));
        let skills = self.skills.parse(|texts| reader.tags("skills", &texts));
        let categories = self.categories.parse(|texts| reader.tags("categories", &texts));
        let external_ids = self.external_ids.parse(|ids| reader.external_ids(&ids));
        let locale = self.locale.parse(|tag| reader.locale(&tag));
        Some(Corrections {
            name: name?,
            sex: self.sex,
            birth_date: birth_date?,
            id_document: id_document?,
            phone: phone?,
            area_code: area?,
            address: address?,
            guardian: guardian?,
            skills: skills?,
            categories: categories?,
            external_ids: external_ids?,
            locale: locale?,
        })
    }
}

/// A value that may be left out: parsed where it is there.
fn given<T, U>(value: &Option<T>, parse: impl FnOnce(&T) -> Option<U>) -> Option<Option<U>> {
    value.as_ref().map_or(Some(None), |value| parse(value).map(Some))
}

/// Reads fields, and notes what is wrong with which.
struct Reader<'a> {
    fields: &'a mut Fields,
    at: &'a str,
    today: NaiveDate,
}

impl Reader<'_> {
    fn take<T>(&mut self, field: &str, parsed: Result<T, FieldCode>) -> Option<T> {
        self.fields.take(&format!("{}/{field}", self.at), parsed)
    }

    fn birth_date(&mut self, text: &str) -> Option<BirthDate> {
        let today = self.today;
        self.take("birth_date", BirthDate::parse(text, today))
    }

    fn id_document(&mut self, body: &IdDocumentBody) -> Option<IdDocument> {
        let parsed = IdDocument::parse(body.kind, &body.number, self.today);
        self.take("id_document/number", parsed)
    }

    fn guardian(&mut self, body: &GuardianBody) -> Option<Guardian> {
        let name = self.take("guardian/name", Name::parse(&body.name));
        let phone = self.take("guardian/phone", Phone::parse(&body.phone));
        let relation = self.take("guardian/relation", Relation::parse(&body.relation));
        Some(Guardian { name: name?, phone: phone?, relation: relation? })
    }

    fn tags(&mut self, field: &str, texts: &[String]) -> Option<Tags> {
        self.all(field, Tags::parse(texts))
    }

    fn external_ids(&mut self, ids: &BTreeMap<String, String>) -> Option<ExternalIds> {
        self.all("external_ids", ExternalIds::parse(ids))
    }

    fn locale(&mut self, tag: &str) -> Option<Language> {
        let language = Language::of_tag(tag).filter(|language| language.tag() == tag);
        self.take("locale", language.ok_or(FieldCode::UnknownValue))
    }

    fn all<T>(&mut self, field: &str, parsed: Result<T, Vec<(String, FieldCode)>>) -> Option<T> {
        let faults = match parsed {
            Ok(value) => return Some(value),
            Err(faults) => faults,
        };
        for (place, code) in faults {
            self.take::<()>(&format!("{field}{place}"), Err(code));
        }
        None
    }
}
