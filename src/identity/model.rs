//! Passwords, codes, devices, and what is asked for when an account is made.

use crate::{
    kernel::{
        codes::FieldCode,
        ids::{AccountId, DeviceId, PersonId, SessionId},
        text,
    },
    people::{Name, Phone},
    platform::random::Random,
};

/// Characters of a password at least. NIST SP 800-63B-4 asks 15 of a password that stands alone;
/// here it is typed on small phones, so it is 8, and what is tried first is refused.
const PASSWORD_CHARS_MIN: usize = 8;
/// Bytes of a password at most: hashing a longer one would be work that an attacker orders.
const PASSWORD_BYTES_MAX: usize = 512;

/// A password that may be used. It is never shown.
#[derive(Clone)]
pub(super) struct Password(String);

impl Password {
    /// Reads a new password: any characters, none cut, none forced; but not one of those that are
    /// tried first.
    ///
    /// # Errors
    /// [`FieldCode::TooShort`], [`FieldCode::TooLong`], [`FieldCode::CommonPassword`].
    pub(super) fn parse(password: &str) -> Result<Self, FieldCode> {
        if password.chars().count() < PASSWORD_CHARS_MIN {
            return Err(FieldCode::TooShort);
        }
        if is_common(password) {
            return Err(FieldCode::CommonPassword);
        }
        Self::attempt(password)
    }

    /// Reads a password that somebody tries at a login.
    ///
    /// # Errors
    /// [`FieldCode::TooLong`].
    pub(super) fn attempt(password: &str) -> Result<Self, FieldCode> {
        if password.len() > PASSWORD_BYTES_MAX {
            return Err(FieldCode::TooLong);
        }
        Ok(Self(password.to_owned()))
    }

    /// The bytes to hash.
    #[must_use]
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// What people type first: one character again and again, runs along a keyboard's row, and a few
/// words; also with up to four characters put before or behind.
fn is_common(password: &str) -> bool {
    const ROWS: [&str; 6] = [
        "01234567890123456789",
        "98765432109876543210",
        "qwertyuiopasdfghjklzxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn",
        "abcdefghijklmnopqrstuvwxyz",
        "1q2w3e4r5t6y7u8i9o0p",
    ];
    const WORDS: [&str; 12] = [
        "password",
        "woaini",
        "iloveyou",
        "admin",
        "welcome",
        "letmein",
        "5201314",
        "1314520",
        "zhiyuan",
        "volunteer",
        "muster",
        "chongqing",
    ];
    let lower: Vec<char> = password.to_lowercase().chars().collect();
    let cores = (0..=ADDED_MAX)
        .flat_map(|before| (0..=ADDED_MAX - before).map(move |after| (before, after)));
    cores.into_iter().any(|(before, after)| {
        let core: String =
            lower.iter().take(lower.len().saturating_sub(after)).skip(before).collect();
        let same = core.chars().all(|character| core.starts_with(character));
        core.is_empty()
            || same
            || WORDS.contains(&core.as_str())
            || ROWS.iter().any(|row| row.contains(&core))
    })
}

/// Characters that people add to a common password, to make it another one.
const ADDED_MAX: usize = 4;

/// A phone or a browser that signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Device {
    /// Made by the installation, kept by it.
    pub(super) id: DeviceId,
    /// What its owner will know it by.
    pub(super) name: String,
}

impl Device {
    /// Characters of a device's name at most.
    const NAME_CHARS_MAX: usize = 60;

    /// Reads the name of a device.
    ///
    /// # Errors
    /// Those of [`text::line`].
    pub(super) fn parse_name(name: &str) -> Result<String, FieldCode> {
        text::line(name, Self::NAME_CHARS_MAX)
    }
}

/// What somebody who opens an account says of himself.
#[derive(Clone, Debug)]
pub(super) struct Applicant {
    /// The setup code, as it was typed.
    pub(super) setup_code: String,
    /// The name.
    pub(super) name: Name,
    /// The number to sign in with.
    pub(super) phone: Phone,
    /// The password.
    pub(super) password: Password,
    /// Where he signs in.
    pub(super) device: Device,
}

/// Somebody who signs in.
#[derive(Clone, Debug)]
pub(super) struct Login {
    /// The number.
    pub(super) phone: Phone,
    /// The password that he tries.
    pub(super) password: Password,
    /// Where.
    pub(super) device: Device,
}

/// The first administrator, who opens an account with the setup code.
#[derive(Clone, Debug)]
pub(super) struct SetUp {
    /// The id of the person that comes into being.
    pub(super) person: PersonId,
    /// The id of the account.
    pub(super) account: AccountId,
    /// The id of the session.
    pub(super) session: SessionId,
    /// The hash of the setup code.
    pub(super) code_hash: [u8; 32],
    /// The hash of the password.
    pub(super) password_hash: String,
    /// The name.
    pub(super) name: Name,
    /// The number to sign in with.
    pub(super) phone: Phone,
    /// Where he signs in.
    pub(super) device: Device,
}

/// Letters and digits that nobody confuses: no 0, O, 1, I, L, U.
const CODE_ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code of 12 characters (59 bits), in groups of four for reading aloud.
#[must_use]
pub(super) fn new_setup_code(random: &Random) -> String {
    let letter = |_| {
        let drawn = usize::try_from(random.below(30)).unwrap_or(0);
        char::from(CODE_ALPHABET.get(drawn).copied().unwrap_or(b'2'))
    };
    let letters: Vec<char> = (0..12).map(letter).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// A code as it is compared: without separators, in capitals.
#[must_use]
pub(super) fn bare_code(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_may_hold_anything_but_what_is_tried_first() {
        let verdict = |password: &str| Password::parse(password).map(|_| ()).err();

        for fine in ["春天来了我们去种树", "correct horse", "x9$kk2!p", "！？（）%%￥#@"]
        {
            assert_eq!(verdict(fine), None, "{fine}");
        }
        assert_eq!(verdict("短密码"), Some(FieldCode::TooShort));
        for common in [
            "12345678",
            "87654321",
            "aaaaaaaa",
            "Password1!",
            "qwertyuiop",
            "woaini1314",
            "a1234567",
        ] {
            assert_eq!(verdict(common), Some(FieldCode::CommonPassword), "{common}");
        }
        assert_eq!(verdict(&"春夏秋冬".repeat(50)), Some(FieldCode::TooLong));
    }

    #[test]
    fn a_setup_code_is_the_same_however_it_is_typed() {
        let code = new_setup_code(&Random::seeded(1));

        assert_eq!(code.len(), 14);
        assert_eq!(bare_code(&code.to_lowercase().replace('-', " ")), bare_code(&code));
    }
}
