//! Codes as people read and type them.

/// A code as it is kept: a keyed hash.
pub(in crate::identity) type CodeHash = [u8; 32];

/// Letters and digits that nobody confuses: no 0, O, 1, I, L, U.
const CODE_ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Claim codes that there are: eight digits, which a leader can say over the phone.
const CLAIM_CODES: u64 = 100_000_000;

/// A code of 12 letters and digits (59 bits), in groups of four for reading aloud, from as many
/// drawn or derived bytes as make each letter as likely as any other.
#[must_use]
pub(in crate::identity) fn letters(bytes: &[u8; 32]) -> String {
    let mut number = bytes.iter().take(16).fold(0, |sum: u128, byte| sum << 8 | u128::from(*byte));
    let letter = |_| {
        let place = usize::try_from(number % 30).unwrap_or(0);
        number /= 30;
        char::from(CODE_ALPHABET.get(place).copied().unwrap_or(b'2'))
    };
    let letters: Vec<char> = (0..12).map(letter).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// A code of eight digits.
#[must_use]
pub(in crate::identity) fn digits(bytes: &[u8; 32]) -> String {
    let number = bytes.iter().take(8).fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
    format!("{:08}", number % CLAIM_CODES)
}

/// A code as it is compared: without separators, in capitals, and in ASCII although a Chinese
/// keyboard may type the wide forms of letters and digits (U+FF01 to U+FF5E).
#[must_use]
pub(in crate::identity) fn bare_code(code: &str) -> String {
    let narrow = |character: char| match u32::from(character) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(character),
        _ => character,
    };
    let bare = code.chars().map(narrow).filter(char::is_ascii_alphanumeric);
    bare.collect::<String>().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let code = letters(&[0xA7; 32]);

        assert_eq!(code.len(), 14);
        assert_eq!(bare_code(&code.to_lowercase().replace('-', " ")), bare_code(&code));
        assert_eq!(bare_code("１２３４ ５６７８"), "12345678");
        assert_eq!(bare_code("ａｂ－２"), "AB2");
    }

    #[test]
    fn a_claim_code_has_eight_digits_also_when_it_begins_with_zeros() {
        assert_eq!(digits(&[0; 32]), "00000000");
        assert_eq!(digits(&[0xFF; 32]), "09551615");
    }
}
