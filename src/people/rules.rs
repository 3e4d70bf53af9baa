//! Who is a minor, what birth date holds, what the audiences see of a person.

use chrono::{Months, NaiveDate};
use serde_json::json;

use super::{
    model::{BirthDate, GivenBy, IdDocument, NewConsent},
    store::PersonRow,
};
use crate::{
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        codes::{Code, FieldCode},
        ids::{EntityId, PersonId},
        refusal::Refusal,
        time::Time,
    },
};

/// Years of age from which somebody answers for himself (Civil Code, articles 17 and 18).
const ADULT_YEARS: u32 = 18;
/// Years of age from which somebody's data may be handled without a guardian (PIPL, article 31).
const CHILD_YEARS: u32 = 14;

/// Whether somebody is younger than so many years on a day. Who was born on 29 February is a year
/// older on the last day of February (Civil Code, article 202).
fn is_under(years: u32, birth_date: BirthDate, today: NaiveDate) -> bool {
    let birthday = birth_date.date().checked_add_months(Months::new(12 * years));
    birthday.is_some_and(|birthday| today < birthday)
}

/// Whether somebody is a minor on a day.
pub(super) fn is_minor(birth_date: BirthDate, today: NaiveDate) -> bool {
    is_under(ADULT_YEARS, birth_date, today)
}

/// Whether somebody who was born then is under fourteen at an instant; nobody is whose birth date
/// is not known.
#[must_use]
pub fn is_child_at(birth_date: Option<BirthDate>, at: Time) -> bool {
    birth_date.is_some_and(|birth_date| is_under(CHILD_YEARS, birth_date, at.local_date()))
}

/// Whether a person is a minor, as far as is known: whose birth date nobody entered is taken for
/// grown up, and what is dangerous asks for the date.
#[must_use]
pub fn is_minor_at(person: &PersonRow, at: Time) -> bool {
    let birth_date = person.birth_date.as_deref().and_then(BirthDate::kept);
    birth_date.is_some_and(|birth_date| is_minor(birth_date, at.local_date()))
}

/// The birth date that holds beside an ID document: a resident's number has one in it.
///
/// # Errors
/// [`FieldCode::Contradicts`] when the two differ.
pub(super) fn born(
    birth_date: Option<BirthDate>,
    document: Option<&IdDocument>,
) -> Result<Option<BirthDate>, FieldCode> {
    match (birth_date, document.and_then(IdDocument::born)) {
        (Some(told), Some(written)) if told != written => Err(FieldCode::Contradicts),
        (told, written) => Ok(told.or(written)),
    }
}

/// Whether somebody may enter a consent. Nobody is his own guardian.
///
/// # Errors
/// [`Code::Forbidden`].
pub(super) fn may_record(consent: &NewConsent, recorder: PersonId) -> Result<(), Refusal> {
    if consent.given_by == GivenBy::Guardian && consent.person == recorder {
        return Err(Code::Forbidden.into());
    }
    Ok(())
}

impl Projected for PersonRow {
    const COLLECTIONS: &'static [Collection] = &["me"];

    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let body = json!({
            "id": self.id,
            "volunteer_no": self.volunteer_no,
            "name": self.name,
            "locale": self.locale,
            "version": self.version,
        });
        vec![Document { collection: "me", bucket: Bucket::person(self.id), body }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::{ids::Id, time},
        people::model::{ConsentForm, IdDocumentType, NoticeVersion, Purpose},
    };
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        time::date(text).unwrap()
    }

    fn birth(text: &str) -> BirthDate {
        BirthDate::parse(text, day("2026-11-22")).unwrap()
    }

    #[test]
    fn a_minor_grows_up_on_his_eighteenth_birthday() {
        for (born, today, minor) in [
            ("2008-11-22", "2026-11-21", true),
            ("2008-11-22", "2026-11-22", false),
            ("2008-02-29", "2026-02-27", true),
            ("2008-02-29", "2026-02-28", false),
            ("1949-12-31", "2026-11-22", false),
        ] {
            assert_eq!(is_minor(birth(born), day(today)), minor, "{born} on {today}");
        }
    }

    #[test]
    fn a_birth_date_agrees_with_the_document_or_comes_from_it() {
        let today = day("2026-11-22");
        let resident =
            IdDocument::parse(IdDocumentType::ResidentId, "11010519491231002X", today).unwrap();
        let passport = IdDocument::parse(IdDocumentType::Passport, "E12345678", today).unwrap();
        let (told, other) = (birth("1949-12-31"), birth("1950-01-01"));

        assert_eq!(born(None, None), Ok(None));
        assert_eq!(born(Some(told), None), Ok(Some(told)));
        assert_eq!(born(None, Some(&resident)), Ok(Some(told)));
        assert_eq!(born(Some(told), Some(&resident)), Ok(Some(told)));
        assert_eq!(born(Some(other), Some(&resident)), Err(FieldCode::Contradicts));
        assert_eq!(born(Some(other), Some(&passport)), Ok(Some(other)));
    }

    #[test]
    fn nobody_is_his_own_guardian() {
        let (lin, zhou) = (Id::new(Uuid::from_u128(1)), Id::new(Uuid::from_u128(2)));
        let given = |given_by| NewConsent {
            id: Id::new(Uuid::from_u128(3)),
            person: lin,
            purpose: Purpose::Participation,
            notice_version: NoticeVersion::CURRENT,
            form: ConsentForm::Paper,
            given_by,
            given_at: time::Time::EPOCH,
        };

        assert_eq!(may_record(&given(GivenBy::Guardian), lin), Err(Code::Forbidden.into()));
        assert_eq!(may_record(&given(GivenBy::Guardian), zhou), Ok(()));
        assert_eq!(may_record(&given(GivenBy::Person), lin), Ok(()));
    }
}
