//! In what district people are served.

use crate::kernel::area;

/// The area code of the district that an area lies in; empty when the area is not known.
pub(in crate::attendance) fn district_code(area: Option<&str>) -> String {
    area.and_then(area::district).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_lies_in_the_district_that_its_code_begins_with() {
        for (area, expected) in [
            (Some("500112"), "500112"),
            (Some("500112103"), "500112"),
            (Some("500112103201"), "500112"),
            (None, ""),
        ] {
            assert_eq!(district_code(area), expected, "{area:?}");
        }
    }
}
