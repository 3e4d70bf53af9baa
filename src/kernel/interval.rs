//! Stretches of time that hold their beginning and not their end.

use std::time::Duration;

use super::{codes::FieldCode, time::Time};

/// The instants from `from`, and before `until`. Never empty. Two that follow each other have no
/// instant in common, so a shift may begin when another ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    from: Time,
    until: Time,
}

impl Interval {
    /// An interval from its ends.
    ///
    /// # Errors
    /// [`FieldCode::Contradicts`] when it ends before it begins, or at once.
    pub fn new(from: Time, until: Time) -> Result<Self, FieldCode> {
        if from < until { Ok(Self { from, until }) } else { Err(FieldCode::Contradicts) }
    }

    /// The first instant in it.
    #[must_use]
    pub const fn from(self) -> Time {
        self.from
    }

    /// The first instant after it.
    #[must_use]
    pub const fn until(self) -> Time {
        self.until
    }

    /// Whether an instant lies in it.
    #[must_use]
    pub fn contains(self, instant: Time) -> bool {
        self.from <= instant && instant < self.until
    }

    /// Whether the two have an instant in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// What of it lies in `to`.
    #[must_use]
    pub fn clipped(self, to: Self) -> Option<Self> {
        Self::new(self.from.max(to.from), self.until.min(to.until)).ok()
    }

    /// What of it lies in none of the others: in order, apart from each other.
    #[must_use]
    pub fn minus(self, others: &[Self]) -> Vec<Self> {
        let mut left = Vec::new();
        let mut from = self.from;
        for taken in united(others).into_iter().filter_map(|other| other.clipped(self)) {
            left.extend(Self::new(from, taken.from));
            from = taken.until;
        }
        left.extend(Self::new(from, self.until));
        left
    }

    /// How long it is.
    #[must_use]
    pub fn length(self) -> Duration {
        self.until.since(self.from)
    }

    /// Whole minutes; what is left over is cut.
    #[must_use]
    pub fn minutes(self) -> i64 {
        whole_minutes(self.length())
    }
}

/// Whether what lasts from an instant on, until another one or without an end, does so at a third:
/// at its beginning, and no longer at its end.
#[must_use]
pub fn lasts(from: Time, until: Option<Time>, at: Time) -> bool {
    from <= at && until.is_none_or(|until| at < until)
}

/// The same instants in the fewest intervals, in order: what overlaps or touches becomes one.
#[must_use]
pub fn united(intervals: &[Interval]) -> Vec<Interval> {
    let mut sorted = intervals.to_vec();
    sorted.sort_unstable();
    let mut united: Vec<Interval> = Vec::new();
    for next in sorted {
        match united.last_mut() {
            Some(last) if next.from <= last.until => last.until = last.until.max(next.until),
            _ => united.push(next),
        }
    }
    united
}

/// Whole minutes that lie in any of them, none counted twice. The lengths are added first and cut
/// once, so that a stay with a break loses less than a minute and not one for each part.
#[must_use]
pub fn united_minutes(intervals: &[Interval]) -> i64 {
    whole_minutes(united(intervals).into_iter().map(Interval::length).sum())
}

/// A time spans less than 1e10 minutes, so every length fits.
fn whole_minutes(length: Duration) -> i64 {
    i64::try_from(length.as_secs() / 60).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: i64 = 60_000;
    const SECOND: i64 = 1000;

    fn millis(from: i64, until: i64) -> Interval {
        Interval::new(Time::from_millis(from), Time::from_millis(until)).unwrap()
    }

    fn minutes(from: i64, until: i64) -> Interval {
        millis(from * MINUTE, until * MINUTE)
    }

    #[test]
    fn an_interval_is_never_empty_or_backwards() {
        let (noon, later) = (Time::from_millis(0), Time::from_millis(1));

        assert_eq!(Interval::new(noon, noon), Err(FieldCode::Contradicts));
        assert_eq!(Interval::new(later, noon), Err(FieldCode::Contradicts));
        assert!(Interval::new(noon, later).is_ok());
    }

    #[test]
    fn back_to_back_is_no_overlap() {
        let (morning, afternoon) = (minutes(0, 240), minutes(240, 480));

        assert!(!morning.overlaps(afternoon));
        assert_eq!(morning.clipped(afternoon), None);
        assert!(!morning.contains(morning.until()));
        assert!(afternoon.contains(afternoon.from()));
        assert_eq!(united(&[afternoon, morning]), [minutes(0, 480)]);
    }

    #[test]
    fn a_stay_is_clipped_and_its_breaks_are_taken_out() {
        let stay = minutes(0, 300).clipped(minutes(15, 255)).unwrap();
        let breaks = [minutes(120, 150), minutes(140, 160), minutes(250, 400), minutes(-9, 3)];

        assert_eq!(stay, minutes(15, 255));
        assert_eq!(stay.minus(&breaks), [minutes(15, 120), minutes(160, 250)]);
        assert_eq!(united_minutes(&stay.minus(&breaks)), 195);
        assert_eq!(stay.minus(&[minutes(0, 300)]), []);
        assert_eq!(stay.minus(&[]), [stay]);
    }

    #[test]
    fn minutes_are_cut_once() {
        let almost_two = [millis(0, 59 * SECOND), millis(80 * SECOND, 140 * SECOND + 999)];

        assert_eq!(almost_two.map(Interval::minutes), [0, 1]);
        assert_eq!(united_minutes(&almost_two), 1);
        assert_eq!(united_minutes(&[almost_two[0], millis(80 * SECOND, 141 * SECOND)]), 2);
        assert_eq!(united_minutes(&[]), 0);
        assert_eq!(millis(i64::MIN, i64::MAX).minutes(), 5_258_964_959);
    }

    prop_compose! {
        fn within_a_day()(from in -1440..1440_i64, length in 1..600_i64) -> Interval {
            minutes(from, from + length)
        }
    }

    fn many() -> impl Strategy<Value = Vec<Interval>> {
        prop::collection::vec(within_a_day(), 0..12)
    }

    /// Looks at each minute of the days by itself.
    fn minutes_one_by_one(is_in: impl Fn(Time) -> bool) -> i64 {
        let all = -1440..2100_i64;
        let found = all.filter(|minute| is_in(Time::from_millis(minute * MINUTE)));
        i64::try_from(found.count()).unwrap()
    }

    proptest! {
        #[test]
        fn united_minutes_are_those_that_are_in_any(intervals in many()) {
            let any = |minute| intervals.iter().any(|interval| interval.contains(minute));
            let found = united_minutes(&intervals);

            prop_assert_eq!(found, minutes_one_by_one(any));
            prop_assert!(found <= intervals.iter().map(|interval| interval.minutes()).sum());
            let first = intervals.iter().map(|interval| interval.from()).min();
            let last = intervals.iter().map(|interval| interval.until()).max();
            if let (Some(first), Some(last)) = (first, last) {
                prop_assert!(found <= Interval::new(first, last).unwrap().minutes());
            }
        }

        #[test]
        fn what_is_united_is_in_order_and_apart(intervals in many()) {
            let once = united(&intervals);

            prop_assert!(once.windows(2).all(|pair| pair[0].until() < pair[1].from()));
            prop_assert_eq!(united(&once), once);
        }

        #[test]
        fn what_was_taken_out_and_put_back_is_the_whole(
            whole in within_a_day(),
            taken in many(),
        ) {
            let left = whole.minus(&taken);
            let clipped = taken.iter().filter_map(|other| other.clipped(whole));
            let back: Vec<_> = left.iter().copied().chain(clipped).collect();

            prop_assert_eq!(united(&back), vec![whole]);
            let apart = |part: &Interval| taken.iter().all(|other| !part.overlaps(*other));
            prop_assert!(left.iter().all(apart));
        }

        #[test]
        fn an_overlap_is_the_same_from_both_sides(one in within_a_day(), other in within_a_day()) {
            prop_assert_eq!(one.overlaps(other), other.overlaps(one));
            prop_assert_eq!(one.overlaps(other), one.clipped(other).is_some());
            prop_assert_eq!(one.clipped(other), other.clipped(one));
            let both = |minute| one.contains(minute) && other.contains(minute);
            let common = one.clipped(other).map_or(0, Interval::minutes);
            prop_assert_eq!(common, minutes_one_by_one(both));
        }
    }
}
