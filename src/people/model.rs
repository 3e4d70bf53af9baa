//! Names, phone numbers, and how what is personal is sealed.

use crate::{
    kernel::{codes::FieldCode, ids::PersonId, text},
    platform::{error::Fault, keys::Key, random::Random},
};

/// Characters of a name at most: minority names with a middle dot run past twenty.
const NAME_CHARS_MAX: usize = 60;

/// What somebody is called, in any script.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Reads a name.
    ///
    /// # Errors
    /// Those of [`text::line`].
    pub fn parse(name: &str) -> Result<Self, FieldCode> {
        text::line(name, NAME_CHARS_MAX).map(Self)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Name(…)")
    }
}

/// A phone number in the form of E.164: `+8613800000000`.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people write it. Eleven digits that begin with 1 are of the mainland.
    ///
    /// # Errors
    /// [`FieldCode::InvalidPhone`].
    pub fn parse(phone: &str) -> Result<Self, FieldCode> {
        let separators = |character: char| matches!(character, ' ' | '-' | '(' | ')' | '\u{a0}');
        let bare: String = phone.chars().filter(|&character| !separators(character)).collect();
        let digits = bare.strip_prefix('+').unwrap_or(&bare);
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(FieldCode::InvalidPhone);
        }
        match (bare.starts_with('+'), digits.len()) {
            (true, 7..=15) => Ok(Self(bare)),
            (false, 11) if digits.starts_with('1') => Ok(Self(format!("+86{digits}"))),
            _ => Err(FieldCode::InvalidPhone),
        }
    }

    /// The number in the form of E.164.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(…)")
    }
}

/// What is known of somebody who gets a record.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The id, made by whoever enters the person.
    pub id: PersonId,
    /// The name.
    pub name: Name,
    /// The phone number, where there is one.
    pub phone: Option<Phone>,
    /// Who entered it; the person himself when he opens his own account.
    pub entered_by: PersonId,
}

/// Seals what is personal, and finds it blindly.
#[derive(Clone, Debug)]
pub struct Sealer {
    person_keys: Key,
    phones: Key,
}

impl Sealer {
    /// The sealer of a federation.
    #[must_use]
    pub fn new(root: &Key) -> Self {
        Self { person_keys: root.derive("person-keys"), phones: root.derive("phone-index") }
    }

    /// A key of the person's own, and the same key as the database keeps it.
    ///
    /// # Errors
    /// A fault when it cannot be sealed.
    pub fn new_person_key(
        &self,
        person: PersonId,
        random: &Random,
    ) -> Result<(Key, Vec<u8>), Fault> {
        let key = Key::generate(random);
        let sealed = self.person_keys.seal(&place(person, "key"), key.bytes(), random)?;
        Ok((key, sealed))
    }

    /// Under what a phone number is found without being known.
    #[must_use]
    pub fn phone_index(&self, phone: &Phone) -> [u8; 32] {
        self.phones.hash(phone.as_str().as_bytes())
    }
}

/// Where something of a person is sealed.
#[must_use]
pub(super) fn place(person: PersonId, column: &str) -> String {
    format!("people.{column}:{person}")
}

/// A public number: nine drawn digits and a check digit (Luhn, ISO/IEC 7812-1), so that one that
/// was misread over the phone is noticed.
#[must_use]
pub(super) fn volunteer_no(random: &Random) -> String {
    let drawn = 100_000_000 + random.below(900_000_000);
    let body = drawn.to_string();
    let doubled = |digit: u64| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let digits = body.bytes().rev().map(|byte| u64::from(byte - b'0'));
    let sum: u64 = digits
        .zip([true, false].into_iter().cycle())
        .map(|(digit, double)| if double { doubled(digit) } else { digit })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(text: &str) -> Result<String, FieldCode> {
        Phone::parse(text).map(|phone| phone.as_str().to_owned())
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for written in ["13800000000", "138 0000 0000", "+86 138-0000-0000"] {
            assert_eq!(phone(written).as_deref(), Ok("+8613800000000"));
        }
    }

    #[test]
    fn what_nobody_can_dial_is_no_number() {
        for written in ["", "12345", "23800000000", "+12", "1380000000a", "+1234567890123456"] {
            assert_eq!(phone(written), Err(FieldCode::InvalidPhone), "{written}");
        }
    }

    #[test]
    fn one_digit_misread_is_noticed_in_a_volunteer_number() {
        let random = Random::seeded(5);
        let valid = |number: &str| {
            let digits = number.bytes().rev().map(|byte| u32::from(byte - b'0'));
            let weighed = digits.zip([1, 2].into_iter().cycle()).map(|(digit, weight)| {
                let product = digit * weight;
                product / 10 + product % 10
            });
            weighed.sum::<u32>() % 10 == 0
        };
        for _ in 0..200 {
            let number = volunteer_no(&random);
            assert!(number.len() == 10 && valid(&number), "{number}");
            let misread = number.replacen(number.chars().nth(3).unwrap(), "0", 1);
            assert!(misread == number || !valid(&misread), "{number} {misread}");
        }
    }
}
