//! When attendances leave the phones. The rows stay: figures and records stand on them.

use std::time::Duration;

use crate::{
    attendance::{model::Sight, store::AttendanceRow},
    kernel::time::Time,
};

/// Days after the end of its shift for which he finds his stay: three months, in which whoever
/// misses hours asks for them.
pub(crate) const OWN_DAYS: u64 = 92;
/// Days for which the desk does: last year's work is accounted for in January.
const DESK_DAYS: u64 = 400;

/// The last end of shifts whose attendances are no longer to be seen so.
pub(in crate::attendance) fn retired_until(sight: Sight, now: Time) -> Time {
    let days = match sight {
        Sight::Own => OWN_DAYS,
        Sight::Desk => DESK_DAYS,
    };
    now.minus(Duration::from_secs(days * 24 * 3600))
}

/// Whether an attendance is still seen so.
pub(in crate::attendance) const fn is_seen(row: &AttendanceRow, sight: Sight) -> bool {
    match sight {
        Sight::Own => row.retired_at.is_none(),
        Sight::Desk => row.desk_retired_at.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::rules::examples::{at, came};

    #[test]
    fn one_finds_his_stay_for_92_days_and_the_desk_for_400() {
        let now = Time::parse("2027-02-22T12:00:00+08:00").unwrap();
        let then = Time::parse("2026-01-18T12:00:00+08:00").unwrap();

        assert_eq!(retired_until(Sight::Own, now), at("12:00"));
        assert_eq!(retired_until(Sight::Desk, now), then);
    }

    #[test]
    fn what_left_one_phone_may_still_be_on_the_other() {
        let seen = came(1, "09:00");
        let gone = AttendanceRow { retired_at: Some(at("12:00")), ..seen.clone() };
        let seen_by = |row| [Sight::Own, Sight::Desk].map(|sight| is_seen(row, sight));

        assert_eq!(seen_by(&seen), [true, true]);
        assert_eq!(seen_by(&gone), [false, true]);
    }
}
