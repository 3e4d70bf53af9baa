//! What is known of somebody, and what is to be corrected of it.

use std::collections::BTreeSet;

use super::{
    contact::{Address, Guardian, Name, Phone},
    documents::{BirthDate, IdDocument},
    lists::{ExternalIds, Tags},
};
use crate::kernel::{
    area::AreaCode, correction::Correction, ids::PersonId, language::Language, words::words,
};

words! {
    /// The sex as in the ID document, or not told.
    pub enum Sex {
        /// Male.
        Male => "male" ("男" / "male"),
        /// Female.
        Female => "female" ("女" / "female"),
        /// Not told.
        Undisclosed => "undisclosed" ("未说明" / "not disclosed"),
    }
}

words! {
    /// A field of a person. Of each is known who entered it last, and when.
    pub enum PersonField {
        /// The name.
        Name => "name" ("姓名" / "name"),
        /// The sex.
        Sex => "sex" ("性别" / "sex"),
        /// The birth date.
        BirthDate => "birth_date" ("出生日期" / "birth date"),
        /// The ID document.
        IdDocument => "id_document" ("证件" / "ID document"),
        /// The phone number.
        Phone => "phone" ("联系电话" / "phone number"),
        /// The area.
        AreaCode => "area_code" ("居住区域" / "area"),
        /// The address.
        Address => "address" ("住址" / "address"),
        /// The guardian.
        Guardian => "guardian" ("监护人" / "guardian"),
        /// The skills.
        Skills => "skills" ("专业技能" / "skills"),
        /// The kinds of service.
        Categories => "categories" ("服务类别" / "kinds of service"),
        /// The ids in other systems.
        ExternalIds => "external_ids" ("其他系统编号" / "ids in other systems"),
        /// The language.
        Locale => "locale" ("语言" / "language"),
    }
}

/// What is known of somebody who gets a record: a name, and whatever else there is.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name.
    pub name: Name,
    /// The sex.
    pub sex: Option<Sex>,
    /// The birth date.
    pub birth_date: Option<BirthDate>,
    /// The ID document.
    pub id_document: Option<IdDocument>,
    /// The phone number, which others may have too.
    pub phone: Option<Phone>,
    /// Where he lives, roughly.
    pub area_code: Option<AreaCode>,
    /// Where he lives.
    pub address: Option<Address>,
    /// Who answers for him while he is a minor.
    pub guardian: Option<Guardian>,
    /// What he has learnt.
    pub skills: Tags,
    /// The kinds of service that he offers.
    pub categories: Tags,
    /// His ids in other systems.
    pub external_ids: ExternalIds,
}

impl Profile {
    /// Somebody of whom no more is known than a name.
    #[must_use]
    pub fn named(name: Name) -> Self {
        Self {
            name,
            sex: None,
            birth_date: None,
            id_document: None,
            phone: None,
            area_code: None,
            address: None,
            guardian: None,
            skills: Tags::default(),
            categories: Tags::default(),
            external_ids: ExternalIds::default(),
        }
    }
}

/// Somebody who gets a record.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The id, made by whoever enters the person.
    pub id: PersonId,
    /// Who enters it; the person himself when he opens his own account.
    pub entered_by: PersonId,
    /// What is known.
    pub profile: Profile,
}

/// What is to become of the fields of a person. A name cannot be cleared.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    /// The name.
    pub name: Option<Name>,
    /// The sex.
    pub sex: Correction<Sex>,
    /// The birth date.
    pub birth_date: Correction<BirthDate>,
    /// The ID document.
    pub id_document: Correction<IdDocument>,
    /// The phone number.
    pub phone: Correction<Phone>,
    /// The area.
    pub area_code: Correction<AreaCode>,
    /// The address.
    pub address: Correction<Address>,
    /// The guardian.
    pub guardian: Correction<Guardian>,
    /// The skills.
    pub skills: Correction<Tags>,
    /// The kinds of service.
    pub categories: Correction<Tags>,
    /// The ids in other systems.
    pub external_ids: Correction<ExternalIds>,
    /// The language.
    pub locale: Correction<Language>,
}

impl Corrections {
    /// The fields of which something is said.
    #[must_use]
    pub fn given(&self) -> BTreeSet<PersonField> {
        let given = [
            (PersonField::Name, self.name.is_some()),
            (PersonField::Sex, self.sex.is_given()),
            (PersonField::BirthDate, self.birth_date.is_given()),
            (PersonField::IdDocument, self.id_document.is_given()),
            (PersonField::Phone, self.phone.is_given()),
            (PersonField::AreaCode, self.area_code.is_given()),
            (PersonField::Address, self.address.is_given()),
            (PersonField::Guardian, self.guardian.is_given()),
            (PersonField::Skills, self.skills.is_given()),
            (PersonField::Categories, self.categories.is_given()),
            (PersonField::ExternalIds, self.external_ids.is_given()),
            (PersonField::Locale, self.locale.is_given()),
        ];
        given.into_iter().filter(|(_, given)| *given).map(|(field, _)| field).collect()
    }
}

impl From<&Profile> for Corrections {
    /// What a record of somebody new is filled with.
    fn from(profile: &Profile) -> Self {
        let list = |tags: &Tags| Some(tags.clone()).filter(|tags| !tags.as_slice().is_empty());
        let ids = Some(profile.external_ids.clone()).filter(|ids| !ids.as_map().is_empty());
        Self {
            name: Some(profile.name.clone()),
            sex: profile.sex.into(),
            birth_date: profile.birth_date.into(),
            id_document: profile.id_document.clone().into(),
            phone: profile.phone.clone().into(),
            area_code: profile.area_code.clone().into(),
            address: profile.address.clone().into(),
            guardian: profile.guardian.clone().into(),
            skills: list(&profile.skills).into(),
            categories: list(&profile.categories).into(),
            external_ids: ids.into(),
            locale: Correction::Keep,
        }
    }
}
