//! Codes as people read and type them.

use crate::platform::random::Random;

/// Letters and digits that nobody confuses: no 0, O, 1, I, L, U.
const CODE_ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code of 12 characters (59 bits), in groups of four for reading aloud.
#[must_use]
pub(in crate::identity) fn new_setup_code(random: &Random) -> String {
    let letter = |_| {
        let drawn = usize::try_from(random.below(30)).unwrap_or(0);
        char::from(CODE_ALPHABET.get(drawn).copied().unwrap_or(b'2'))
    };
    let letters: Vec<char> = (0..12).map(letter).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// A code as it is compared: without separators, in capitals.
#[must_use]
pub(in crate::identity) fn bare_code(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setup_code_is_the_same_however_it_is_typed() {
        let code = new_setup_code(&Random::seeded(1));

        assert_eq!(code.len(), 14);
        assert_eq!(bare_code(&code.to_lowercase().replace('-', " ")), bare_code(&code));
    }
}
