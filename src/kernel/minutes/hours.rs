//! Hours: text that is made from minutes, and never a number that is stored.

/// Minutes as hours: `3.5`. At most two decimals; the rest is cut and never rounded up, zeros at
/// the end are dropped.
#[must_use]
pub fn hours_text(minutes: i64) -> String {
    let length = minutes.unsigned_abs();
    let sign = if minutes < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", length / 60, length % 60 * 100 / 60);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hours_are_cut_to_two_decimals() {
        let table = [
            (0, "0"),
            (1, "0.01"),
            (3, "0.05"),
            (6, "0.1"),
            (7, "0.11"),
            (30, "0.5"),
            (59, "0.98"),
            (60, "1"),
            (209, "3.48"),
            (210, "3.5"),
            (600, "10"),
            (6000, "100"),
            (60_000_001, "1000000.01"),
            (-30, "-0.5"),
            (-600, "-10"),
            (i64::MIN, "-153722867280912930.13"),
        ];
        for (minutes, expected) in table {
            assert_eq!(hours_text(minutes), expected, "{minutes}");
        }
    }

    /// The hundredths of an hour that a text names.
    fn hundredths(text: &str) -> i64 {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{part:0<2}").parse().unwrap()
    }

    proptest! {
        #[test]
        fn hours_are_at_most_a_hundredth_below_the_minutes(minutes in 0..10_000_000_i64) {
            let text = hours_text(minutes);

            let lost = minutes * 100 - 60 * hundredths(&text);
            prop_assert!((0..60).contains(&lost), "{} {}", minutes, text);
            prop_assert!(!text.contains('.') || !text.ends_with('0'), "{}", text);
        }
    }
}
