//! ID documents and birth dates.

use chrono::{Months, NaiveDate};

use super::contact::masked;
use crate::kernel::{codes::FieldCode, time, words::words};

/// Years that nobody has lived.
const AGE_YEARS_MAX: u32 = 130;

/// The day on which somebody was born.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// Reads a birth date: `2008-11-22`.
    ///
    /// # Errors
    /// [`FieldCode::InvalidDate`], [`FieldCode::InFuture`], [`FieldCode::TooEarly`].
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, FieldCode> {
        Self::of(time::date(text)?, today)
    }

    /// The birth date of somebody who may be alive.
    fn of(date: NaiveDate, today: NaiveDate) -> Result<Self, FieldCode> {
        let earliest = today.checked_sub_months(Months::new(12 * AGE_YEARS_MAX));
        match date {
            date if date > today => Err(FieldCode::InFuture),
            date if earliest.is_some_and(|earliest| date < earliest) => Err(FieldCode::TooEarly),
            date => Ok(Self(date)),
        }
    }

    /// From what is stored, which was parsed before it was.
    #[must_use]
    pub(in crate::people) fn kept(text: &str) -> Option<Self> {
        time::date(text).ok().map(Self)
    }

    /// The date.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.0
    }
}

impl std::fmt::Display for BirthDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

words! {
    /// Which sort of ID document.
    pub enum IdDocumentType {
        /// Of citizens.
        ResidentId => "resident_id" ("居民身份证" / "resident identity card"),
        /// Of any country.
        Passport => "passport" ("护照" / "passport"),
        /// Of compatriots from Hong Kong and Macao.
        HkMacauPermit =>
            "hk_macau_permit" ("港澳居民来往内地通行证" / "Hong Kong and Macao travel permit"),
        /// Of compatriots from Taiwan.
        TaiwanPermit => "taiwan_permit" ("台湾居民来往大陆通行证" / "Taiwan travel permit"),
        /// Of foreigners who live here for good.
        ForeignerPermanent => "foreigner_permanent"
            ("外国人永久居留身份证" / "foreign permanent resident ID card"),
        /// Any other.
        Other => "other" ("其他证件" / "other document"),
    }
}

/// An ID document: its type, and its number in capitals without separators.
#[derive(Clone, PartialEq, Eq)]
pub struct IdDocument {
    kind: IdDocumentType,
    number: String,
}

impl IdDocument {
    /// Reads the number of a document.
    ///
    /// # Errors
    /// [`FieldCode::InvalidIdNumber`].
    pub fn parse(kind: IdDocumentType, number: &str, today: NaiveDate) -> Result<Self, FieldCode> {
        let separates = |character: &char| matches!(character, ' ' | '\u{a0}' | '-' | '(' | ')');
        let number: String = number.chars().filter(|character| !separates(character)).collect();
        let document = Self { kind, number: number.to_ascii_uppercase() };
        if document.is_valid(today) { Ok(document) } else { Err(FieldCode::InvalidIdNumber) }
    }

    /// From what was sealed, which was parsed before it was.
    #[must_use]
    pub(in crate::people) const fn kept(kind: IdDocumentType, number: String) -> Self {
        Self { kind, number }
    }

    fn is_valid(&self, today: NaiveDate) -> bool {
        let (number, length) = (self.number.as_str(), self.number.len());
        if !number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return false;
        }
        let digits_after = |letters: usize| {
            number.bytes().take(letters).all(|byte| byte.is_ascii_uppercase())
                && number.bytes().skip(letters).all(|byte| byte.is_ascii_digit())
        };
        match self.kind {
            IdDocumentType::ResidentId => {
                let born = self.born().map(|born| BirthDate::of(born.0, today));
                length == 18 && has_check_digit(number) && matches!(born, Some(Ok(_)))
            }
            IdDocumentType::Passport => (5..=20).contains(&length),
            IdDocumentType::HkMacauPermit => {
                matches!(length, 9 | 11) && digits_after(1) && number.starts_with(['H', 'M'])
            }
            IdDocumentType::TaiwanPermit => length == 8 && digits_after(0),
            // Three letters and twelve digits until 2023, since then as a resident's number.
            IdDocumentType::ForeignerPermanent => {
                (length == 15 && digits_after(3)) || has_check_digit(number)
            }
            IdDocumentType::Other => (4..=30).contains(&length),
        }
    }

    /// The type.
    #[must_use]
    pub const fn kind(&self) -> IdDocumentType {
        self.kind
    }

    /// The number.
    #[must_use]
    pub(in crate::people) fn number(&self) -> &str {
        &self.number
    }

    /// Enough of the number to know one's own again: the first three and the last four characters
    /// of a long one, less of a short one.
    #[must_use]
    pub fn masked(&self) -> String {
        match self.number.len() {
            0..8 => masked(&self.number, 0, 1),
            8..15 => masked(&self.number, 1, 2),
            _ => masked(&self.number, 3, 4),
        }
    }

    /// The birth date that stands in a resident's number.
    #[must_use]
    pub fn born(&self) -> Option<BirthDate> {
        let is_resident = self.kind == IdDocumentType::ResidentId;
        let digits = self.number.get(6..14).filter(|_| is_resident)?;
        NaiveDate::parse_from_str(digits, "%Y%m%d").ok().map(BirthDate)
    }
}

never_shown! { BirthDate IdDocument }

/// Whether the last of 18 characters is the check digit of the others: GB 11643-1999, which is ISO
/// 7064 MOD 11-2.
fn has_check_digit(number: &str) -> bool {
    let Some((body, check)) = number.split_at_checked(17) else { return false };
    let step = |sum: u32, digit: char| Some((sum + digit.to_digit(10)?) * 2 % 11);
    let sum = body.chars().try_fold(0, step);
    let expected = sum.map(|sum| match (12 - sum) % 11 {
        10 => "X".to_owned(),
        digit => digit.to_string(),
    });
    expected.is_some_and(|expected| expected == check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use IdDocumentType::{
        ForeignerPermanent, HkMacauPermit, Other, Passport, ResidentId, TaiwanPermit,
    };

    fn today() -> NaiveDate {
        time::date("2026-11-22").unwrap()
    }

    fn check(kind: IdDocumentType, number: &str, expected: Option<&str>) {
        let read = IdDocument::parse(kind, number, today());
        let shown = read.as_ref().ok().map(IdDocument::masked);
        assert_eq!(shown.as_deref(), expected, "{kind:?} {number}");
    }

    #[test]
    fn a_number_is_of_its_type_and_is_shown_masked() {
        // The example of GB 11643-1999.
        check(ResidentId, "11010519491231002X", Some("110***********002X"));
        check(ResidentId, "110105 19491231 002x", Some("110***********002X"));
        check(ResidentId, "440524188001010014", None);
        check(ResidentId, "110105194912310021", None);
        check(ResidentId, "11010519491331002X", None);
        check(ResidentId, "110105491231002", None);
        check(ResidentId, "１１０１０５19491231002X", None);
        check(Passport, "e12345678", Some("E******78"));
        check(Passport, "E123", None);
        check(Passport, "E1234567;", None);
        check(HkMacauPermit, "H12345678", Some("H******78"));
        check(HkMacauPermit, "H1234567801", Some("H********01"));
        check(HkMacauPermit, "A12345678", None);
        check(HkMacauPermit, "H1234567", None);
        check(TaiwanPermit, "12345678", Some("1*****78"));
        check(TaiwanPermit, "1234567", None);
        check(ForeignerPermanent, "USA110088081801", Some("USA********1801"));
        check(ForeignerPermanent, "911124198108030024", Some("911***********0024"));
        check(ForeignerPermanent, "911124198108030025", None);
        check(Other, "军12345", None);
        check(Other, "AB12", Some("***2"));
    }

    #[test]
    fn a_number_of_somebody_unborn_is_no_number() {
        // Of 2027-01-01, with its proper check digit.
        let number = (0..=10).map(|check| {
            let check = if check == 10 { "X".to_owned() } else { check.to_string() };
            format!("50010320270101001{check}")
        });
        let number = number.into_iter().find(|number| has_check_digit(number)).unwrap();

        check(ResidentId, &number, None);
    }

    #[test]
    fn a_birth_date_is_of_somebody_who_may_be_alive() {
        let read = |text| BirthDate::parse(text, today()).map(|born| born.to_string());

        assert_eq!(read("2026-11-22").as_deref(), Ok("2026-11-22"));
        assert_eq!(read("2026-11-23"), Err(FieldCode::InFuture));
        assert_eq!(read("1896-11-22").as_deref(), Ok("1896-11-22"));
        assert_eq!(read("1896-11-21"), Err(FieldCode::TooEarly));
        assert_eq!(read("2007-02-29"), Err(FieldCode::InvalidDate));
    }

    #[test]
    fn a_residents_number_tells_when_he_was_born() {
        let born = |kind, number| IdDocument::parse(kind, number, today()).unwrap().born();

        let date = born(ResidentId, "11010519491231002X").map(|born| born.to_string());
        assert_eq!(date.as_deref(), Some("1949-12-31"));
        assert!(born(Passport, "11010519491231002X").is_none());
    }
}
