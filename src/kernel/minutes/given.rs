//! The minutes that somebody gave.

use super::policy::CreditPolicy;
use crate::kernel::interval::{Interval, united, united_minutes};

/// What somebody gave to a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// His stays as far as they count in time, with the breaks still in: in order, apart.
    pub clipped: Vec<Interval>,
    /// What of them lies in no break: in order, apart.
    pub served: Vec<Interval>,
    /// The whole minutes of it.
    pub minutes: i64,
}

/// What somebody gave to a shift with these stays, which may overlap and be in any order: clipped
/// to the time that the policy sets around the shift, united, without the breaks, cut once to whole
/// minutes. Breaks may overlap too, and lie outside.
#[must_use]
pub fn given(
    stays: &[Interval],
    shift: Interval,
    breaks: &[Interval],
    policy: CreditPolicy,
) -> Given {
    let window = policy.terms().window(shift);
    let within: Vec<_> = stays.iter().filter_map(|stay| stay.clipped(window)).collect();
    let clipped = united(&within);
    let served: Vec<_> = clipped.iter().flat_map(|stay| stay.minus(breaks)).collect();
    let minutes = united_minutes(&served);
    Given { clipped, served, minutes }
}

/// The minutes that a shift was planned for: its length without its breaks.
#[must_use]
pub fn planned_minutes(shift: Interval, breaks: &[Interval]) -> i64 {
    united_minutes(&shift.minus(breaks))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::time::Time;

    const POLICY: CreditPolicy = CreditPolicy::CqHalfHour1;

    /// From one second of the morning until another; the shift begins at 0.
    fn seconds(from: i64, until: i64) -> Interval {
        let at = |second: i64| Time::from_millis(1000 * second);
        Interval::new(at(from), at(until)).unwrap()
    }

    fn minutes(from: i64, until: i64) -> Interval {
        seconds(60 * from, 60 * until)
    }

    fn three_hours() -> Interval {
        minutes(0, 180)
    }

    #[test]
    fn a_stay_counts_from_a_quarter_before_until_half_an_hour_after() {
        let table = [
            (minutes(2, 170), 168),
            (minutes(-15, 210), 225),
            (minutes(-16, 211), 225),
            (minutes(-500, 900), 225),
            (minutes(-500, 0), 15),
            (minutes(180, 900), 30),
            (minutes(-500, -15), 0),
            (minutes(210, 900), 0),
        ];
        for (stay, expected) in table {
            assert_eq!(given(&[stay], three_hours(), &[], POLICY).minutes, expected, "{stay:?}");
        }
    }

    #[test]
    fn no_minute_is_given_twice_and_none_in_a_break() {
        let stays = [minutes(100, 185), minutes(-30, 60), minutes(30, 70)];
        let breaks = [minutes(50, 60), minutes(55, 65), minutes(80, 90), minutes(180, 200)];

        let found = given(&stays, three_hours(), &breaks, POLICY);

        assert_eq!(found.clipped, [minutes(-15, 70), minutes(100, 185)]);
        assert_eq!(found.served, [minutes(-15, 50), minutes(65, 70), minutes(100, 180)]);
        assert_eq!(found.minutes, 65 + 5 + 80);
        assert_eq!(given(&[], three_hours(), &breaks, POLICY).minutes, 0);
    }

    #[test]
    fn seconds_are_cut_once_and_not_at_each_stay() {
        let stays = [seconds(0, 90), seconds(600, 690)];

        assert_eq!(given(&stays, three_hours(), &[], POLICY).minutes, 3);
        assert_eq!(given(&stays, three_hours(), &[seconds(30, 31)], POLICY).minutes, 2);
    }

    #[test]
    fn a_shift_is_planned_without_its_breaks() {
        let breaks = [minutes(60, 75), minutes(70, 80), minutes(170, 240)];

        assert_eq!(planned_minutes(three_hours(), &[]), 180);
        assert_eq!(planned_minutes(three_hours(), &breaks), 150);
        assert_eq!(planned_minutes(three_hours(), &[minutes(-5, 500)]), 0);
    }

    prop_compose! {
        fn around_the_shift()(from in -7200..18_000_i64, length in 1..9000_i64) -> Interval {
            seconds(from, from + length)
        }
    }

    fn some(most: usize) -> impl Strategy<Value = Vec<Interval>> {
        prop::collection::vec(around_the_shift(), 0..=most)
    }

    fn some_twice() -> impl Strategy<Value = (Vec<Interval>, Vec<Interval>)> {
        some(6).prop_flat_map(|stays| (Just(stays.clone()), Just(stays).prop_shuffle()))
    }

    proptest! {
        #[test]
        fn the_order_of_stays_does_not_matter(
            (stays, shuffled) in some_twice(),
            breaks in some(4),
        ) {
            let found = |stays: &[Interval]| given(stays, three_hours(), &breaks, POLICY);

            prop_assert_eq!(found(&stays), found(&shuffled));
        }

        #[test]
        fn a_stay_never_takes_minutes_and_a_break_never_adds_any(
            stays in some(6),
            breaks in some(4),
            another in around_the_shift(),
        ) {
            let before = given(&stays, three_hours(), &breaks, POLICY).minutes;
            let with = |some: &[Interval]| [some, &[another]].concat();

            let stayed = given(&with(&stays), three_hours(), &breaks, POLICY).minutes;
            let rested = given(&stays, three_hours(), &with(&breaks), POLICY).minutes;

            prop_assert!(rested <= before && before <= stayed);
            prop_assert!((0..=225).contains(&stayed));
        }
    }
}
