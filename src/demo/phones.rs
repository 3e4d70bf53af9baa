//! Numbers under which nobody is reached.

use crate::{kernel::codes::FieldCode, people::Phone};

/// What no number of a mobile network of mainland China begins with: the numbering plan gives it to
/// nobody, and `libphonenumber` knows none either (`1(?:[38]\d|4[57]|[59][0-35-9]|…)\d{8}`). They
/// have eleven digits all the same, so that forms and their checks take them for what they are.
const UNASSIGNED: u64 = 154;

/// Numbers that begin so.
const NUMBERS: u64 = 100_000_000;

/// The number of somebody in the demo; up to a hundred million have each his own.
///
/// # Errors
/// None: eleven digits that begin with 1 are a number.
pub(super) fn phone(of: u64) -> Result<Phone, FieldCode> {
    Phone::parse(&format!("{}", UNASSIGNED * NUMBERS + of % NUMBERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_number_of_his_own_that_nobody_is_reached_under() {
        assert_eq!(phone(0).unwrap().as_str(), "+8615400000000");
        assert_eq!(phone(196_999).unwrap().as_str(), "+8615400196999");
    }
}
