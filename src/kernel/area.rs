//! Areas of the administrative division: districts, towns, villages.

use super::codes::FieldCode;

/// The code of a district, town or village: 6, 9 or 12 digits (GB/T 2260 and its extensions by the
/// statistics bureau).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaCode(String);

impl AreaCode {
    /// Reads a code.
    ///
    /// # Errors
    /// [`FieldCode::UnknownValue`] for what is no such code.
    pub fn parse(code: &str) -> Result<Self, FieldCode> {
        let digits = code.bytes().all(|byte| byte.is_ascii_digit());
        if digits && matches!(code.len(), 6 | 9 | 12) {
            Ok(Self(code.to_owned()))
        } else {
            Err(FieldCode::UnknownValue)
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Digits of a code that name the district.
const DISTRICT: usize = 6;
/// Digits of a code that name the town, those of the district included.
const TOWN: usize = 9;

/// The code of the district that a code lies in, or is; none for what is no code.
#[must_use]
pub fn district(code: &str) -> Option<&str> {
    code.get(..DISTRICT)
}

/// The code of the town that a code lies in, or is; none where it names a district alone.
#[must_use]
pub fn town(code: &str) -> Option<&str> {
    code.get(..TOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_code_is_of_a_district_a_town_or_a_village() {
        for code in ["500101", "500101001", "500101001002"] {
            assert!(AreaCode::parse(code).is_ok());
        }
        for code in ["", "50010", "5001010", "50010a", "５００１０１"] {
            assert_eq!(AreaCode::parse(code), Err(FieldCode::UnknownValue));
        }
    }

    #[test]
    fn a_village_lies_in_the_town_and_the_district_that_its_code_begins_with() {
        for (code, of_district, of_town) in [
            ("500112", Some("500112"), None),
            ("500112103", Some("500112"), Some("500112103")),
            ("500112103201", Some("500112"), Some("500112103")),
            ("", None, None),
        ] {
            assert_eq!((district(code), town(code)), (of_district, of_town), "{code}");
        }
    }
}
