//! Public numbers of volunteers.

use crate::platform::random::Random;

/// A public number: nine drawn digits and a check digit (Luhn, ISO/IEC 7812-1), so that one that
/// was misread over the phone is noticed.
#[must_use]
pub(in crate::people) fn volunteer_no(random: &Random) -> String {
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
