//! When records leave the desk. Whose they are keeps them: they are his for good.

use std::time::Duration;

use crate::kernel::time::Time;

/// Days after the end of its shift for which the desk has a record on its phones: last year's work
/// is accounted for in January.
const DESK_DAYS: u64 = 400;

/// The last end of shifts whose records are no longer on the desk.
pub(in crate::ledger) fn retired_until(now: Time) -> Time {
    now.minus(Duration::from_secs(DESK_DAYS * 24 * 3600))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::rules::examples::at;

    #[test]
    fn the_desk_has_a_record_for_400_days() {
        let now = Time::parse("2027-12-27T12:00:00+08:00").unwrap();

        assert_eq!(retired_until(now), at("12:00"));
    }
}
