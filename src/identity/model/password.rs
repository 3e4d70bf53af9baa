//! Passwords.

use crate::kernel::codes::FieldCode;

/// Characters of a password at least. NIST SP 800-63B-4 asks 15 of a password that stands alone;
/// here it is typed on small phones, so it is 8, and what is tried first is refused.
pub(in crate::identity) const PASSWORD_CHARS_MIN: usize = 8;
/// Bytes of a password at most: hashing a longer one would be work that an attacker orders.
const PASSWORD_BYTES_MAX: usize = 512;

/// A password that may be used. It is never shown.
#[derive(Clone)]
pub(in crate::identity) struct Password(String);

impl Password {
    /// Reads a new password: any characters, none cut, none forced; but not one of those that are
    /// tried first.
    ///
    /// # Errors
    /// [`FieldCode::TooShort`], [`FieldCode::TooLong`], [`FieldCode::CommonPassword`].
    pub(in crate::identity) fn parse(password: &str) -> Result<Self, FieldCode> {
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
    pub(in crate::identity) fn attempt(password: &str) -> Result<Self, FieldCode> {
        if password.len() > PASSWORD_BYTES_MAX {
            return Err(FieldCode::TooLong);
        }
        Ok(Self(password.to_owned()))
    }

    /// The bytes to hash.
    #[must_use]
    pub(in crate::identity) fn bytes(&self) -> &[u8] {
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
}
