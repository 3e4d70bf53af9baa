//! Names, phone numbers, addresses, guardians.

use serde_json::{Value, json};

use crate::{
    kernel::{codes::FieldCode, text},
    people::sorting,
};

/// Characters of a name at most: minority names with a middle dot run past twenty.
const NAME_CHARS_MAX: usize = 60;
/// Characters of an address at most.
const ADDRESS_CHARS_MAX: usize = 200;
/// Characters of a relation at most.
const RELATION_CHARS_MAX: usize = 20;

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

    /// What the name is sorted by, and no other name with it.
    #[must_use]
    pub fn sort_key(&self) -> Vec<u8> {
        sorting::sort_key(&self.0)
    }

    /// The first character: `王**`.
    #[must_use]
    pub fn masked(&self) -> String {
        let first: String = self.0.chars().take(1).collect();
        format!("{first}**")
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

    /// From what was sealed, which was parsed before it was.
    #[must_use]
    pub(in crate::people) fn kept(phone: String) -> Self {
        Self(phone)
    }

    /// The number in the form of E.164.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Enough to know one's own number again: `138****5678`. Of a foreign number the first three
    /// digits, in which its country code lies, and up to four of the last; at least three never.
    #[must_use]
    pub fn masked(&self) -> String {
        let digits = self.0.trim_start_matches('+');
        match digits.strip_prefix("86").filter(|bare| bare.len() == 11) {
            Some(bare) => masked(bare, 3, 4),
            None => match digits.len() {
                0..9 => format!("+{}", masked(digits, 2, 2)),
                9..11 => format!("+{}", masked(digits, 3, 2)),
                _ => format!("+{}", masked(digits, 3, 4)),
            },
        }
    }
}

/// Where somebody lives, in his words.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// Those of [`text::line`].
    pub fn parse(address: &str) -> Result<Self, FieldCode> {
        text::line(address, ADDRESS_CHARS_MAX).map(Self)
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a guardian is to the person: 父亲, 祖母, legal guardian.
#[derive(Clone, PartialEq, Eq)]
pub struct Relation(String);

impl Relation {
    /// Reads a relation.
    ///
    /// # Errors
    /// Those of [`text::line`].
    pub fn parse(relation: &str) -> Result<Self, FieldCode> {
        text::line(relation, RELATION_CHARS_MAX).map(Self)
    }

    /// The relation.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who answers for a minor.
#[derive(Clone, PartialEq, Eq)]
pub struct Guardian {
    /// The name.
    pub name: Name,
    /// The phone number.
    pub phone: Phone,
    /// What he is to the person.
    pub relation: Relation,
}

impl Guardian {
    /// As it is sealed.
    #[must_use]
    pub(in crate::people) fn to_json(&self) -> String {
        let (name, phone) = (self.name.as_str(), self.phone.as_str());
        json!({ "name": name, "phone": phone, "relation": self.relation.as_str() }).to_string()
    }

    /// From what was sealed, which was parsed before it was.
    #[must_use]
    pub(in crate::people) fn of_json(json: &str) -> Option<Self> {
        let kept: Value = serde_json::from_str(json).ok()?;
        let text = |name: &str| Some(kept.get(name)?.as_str()?.to_owned());
        let (name, phone, relation) = (text("name")?, text("phone")?, text("relation")?);
        Some(Self { name: Name(name), phone: Phone(phone), relation: Relation(relation) })
    }
}

never_shown! { Name Phone Address Relation Guardian }

/// A text of ASCII with its middle hidden, one asterisk a character.
pub(super) fn masked(text: &str, head: usize, tail: usize) -> String {
    let hidden = text.len().saturating_sub(head + tail);
    let mask = |(at, character)| if at < head || at >= head + hidden { character } else { '*' };
    text.chars().enumerate().map(mask).collect()
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
    fn a_masked_number_can_be_known_again_and_not_be_dialled() {
        for (written, shown) in [
            ("13812345678", "138****5678"),
            ("+852 9123 4567", "+852****4567"),
            ("+1 212 555 0199", "+121****0199"),
            ("+8623-6312345", "+862****2345"),
            ("+3581234567", "+358*****67"),
            ("+6591234", "+65***34"),
        ] {
            assert_eq!(Phone::parse(written).unwrap().masked(), shown, "{written}");
        }
    }

    #[test]
    fn a_guardian_comes_back_as_he_was_sealed_and_is_shown_masked() {
        let guardian = Guardian {
            name: Name::parse("欧阳\"海\"").unwrap(),
            phone: Phone::parse("13812345678").unwrap(),
            relation: Relation::parse("祖父").unwrap(),
        };

        assert!(Guardian::of_json(&guardian.to_json()) == Some(guardian.clone()));
        assert_eq!(guardian.name.masked(), "欧**");
        assert_eq!(format!("{guardian:?}"), "Guardian(…)");
    }
}
