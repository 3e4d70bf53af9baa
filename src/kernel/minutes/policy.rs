//! Policies of crediting, each with a version.

use std::time::Duration;

use crate::kernel::{interval::Interval, words::words};

words! {
    /// What given minutes count for: a name, `@`, and a version. One that is in use never changes;
    /// who wants other terms adds a version.
    pub enum CreditPolicy {
        /// Half hours, as 志愿山城 counts them in Chongqing; our reading is that a service of more
        /// than an hour keeps its whole hours, and the rule rounds what is over.
        CqHalfHour1 => "cq-half-hour@1"
            ("重庆半小时制（第 1 版）" / "half hours as in Chongqing, version 1"),
        /// Each minute counts.
        ExactMinute1 => "exact-minute@1" ("按分钟（第 1 版）" / "to the minute, version 1"),
        /// Each minute counts for who gave 60 % of the planned ones, as Yunnan wants it.
        MinShare60Pct1 => "min-share-60pct@1"
            ("须满计划六成（第 1 版）" / "from 60 % of the plan on, version 1"),
    }
}

impl Default for CreditPolicy {
    /// That of the place where Muster comes from.
    fn default() -> Self {
        Self::CqHalfHour1
    }
}

/// What a policy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Minutes before the shift from which a stay counts.
    pub before_start_minutes: u32,
    /// Minutes after the shift until which a stay counts.
    pub after_end_minutes: u32,
    /// What the given minutes count for.
    pub rounding: Rounding,
}

/// What given minutes count for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// For as many.
    Exact,
    /// Whole hours for themselves; the minutes over them for nothing, for half an hour, or for one.
    HalfHours {
        /// The fewest minutes that count for 30.
        half_from: u32,
        /// The fewest minutes that count for 60.
        whole_from: u32,
    },
    /// For as many when they are at least so much of the planned ones, else for nothing.
    FromShare {
        /// Hundredths of the planned minutes.
        percent: u32,
    },
}

impl CreditPolicy {
    /// What it says.
    #[must_use]
    pub const fn terms(self) -> Terms {
        let rounding = match self {
            Self::CqHalfHour1 => Rounding::HalfHours { half_from: 16, whole_from: 46 },
            Self::ExactMinute1 => Rounding::Exact,
            Self::MinShare60Pct1 => Rounding::FromShare { percent: 60 },
        };
        Terms { before_start_minutes: 15, after_end_minutes: 30, rounding }
    }
}

impl Terms {
    /// The time around a shift to which stays are clipped.
    #[must_use]
    pub fn window(self, shift: Interval) -> Interval {
        let from = shift.from().minus(minutes(self.before_start_minutes));
        let until = shift.until().plus(minutes(self.after_end_minutes));
        Interval::new(from, until).unwrap_or(shift)
    }
}

fn minutes(count: u32) -> Duration {
    Duration::from_secs(60 * u64::from(count))
}

/// What given minutes count for. A negative number of them counts for nothing. The planned ones are
/// those of [`super::planned_minutes`]; only a policy of shares asks for them.
#[must_use]
pub fn credited(given_minutes: i64, planned_minutes: i64, policy: CreditPolicy) -> i64 {
    let given = given_minutes.max(0);
    match policy.terms().rounding {
        Rounding::Exact => given,
        Rounding::HalfHours { half_from, whole_from } => {
            let over = given % 60;
            let counted = match over {
                over if over < i64::from(half_from) => 0,
                over if over < i64::from(whole_from) => 30,
                _ => 60,
            };
            given - over + counted
        }
        Rounding::FromShare { percent } => {
            let wanted = i128::from(planned_minutes) * i128::from(percent);
            if i128::from(given) * 100 >= wanted { given } else { 0 }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::words::Word;

    #[test]
    fn a_policy_that_is_in_use_never_changes() {
        let terms = |rounding| Terms { before_start_minutes: 15, after_end_minutes: 30, rounding };
        let half_hours = Rounding::HalfHours { half_from: 16, whole_from: 46 };
        let table = [
            ("cq-half-hour@1", terms(half_hours)),
            ("exact-minute@1", terms(Rounding::Exact)),
            ("min-share-60pct@1", terms(Rounding::FromShare { percent: 60 })),
        ];
        for (word, expected) in table {
            let policy = CreditPolicy::of_word(word).unwrap();
            assert_eq!((policy.word(), policy.terms()), (word, expected));
        }
        assert_eq!(table.len(), CreditPolicy::ALL.len());
    }

    #[test]
    fn a_policy_is_named_with_its_version() {
        for word in ["", "cq-half-hour", "cq-half-hour@", "cq-half-hour@2", "CQ-half-hour@1"] {
            assert_eq!(CreditPolicy::of_word(word), None, "{word}");
        }
    }

    #[test]
    fn half_hours_round_what_is_over_whole_hours() {
        let table = [
            (0, 0),
            (15, 0),
            (16, 30),
            (45, 30),
            (46, 60),
            (59, 60),
            (60, 60),
            (75, 60),
            (76, 90),
            (105, 90),
            (106, 120),
            (209, 210),
            (24 * 60 + 45, 24 * 60 + 30),
            (-20, 0),
            (i64::MAX, i64::MAX - 7),
        ];
        for (given, expected) in table {
            assert_eq!(credited(given, 180, CreditPolicy::CqHalfHour1), expected, "{given}");
        }
    }

    #[test]
    fn less_than_sixty_per_cent_of_the_plan_counts_for_nothing() {
        let table = [
            // Given and planned.
            (107, 180, 0),
            (108, 180, 108),
            (180, 180, 180),
            (225, 180, 225),
            // 60 % of 181 are 108.6, of 182 109.2, of 183 109.8, of 184 110.4, of 185 111.
            (108, 181, 0),
            (109, 181, 109),
            (109, 182, 0),
            (110, 182, 110),
            (110, 184, 0),
            (111, 185, 111),
            (1, 1, 1),
            (0, 1, 0),
            // Nothing was planned but breaks.
            (5, 0, 5),
            (i64::MAX, i64::MAX, i64::MAX),
            (0, i64::MAX, 0),
        ];
        for (given, planned, expected) in table {
            let found = credited(given, planned, CreditPolicy::MinShare60Pct1);
            assert_eq!(found, expected, "{given} of {planned}");
        }
    }

    fn policies() -> impl Strategy<Value = CreditPolicy> {
        prop::sample::select(CreditPolicy::ALL)
    }

    proptest! {
        #[test]
        fn nobody_is_credited_more_than_the_next_half_hour(
            given in 0..3000_i64,
            planned in 0..3000_i64,
            policy in policies(),
        ) {
            let half_hours = (given + 29) / 30;

            prop_assert!((0..=30 * half_hours).contains(&credited(given, planned, policy)));
        }

        #[test]
        fn who_gave_more_is_never_credited_less(
            given in 0..3000_i64,
            more in 0..3000_i64,
            planned in 0..3000_i64,
            policy in policies(),
        ) {
            let (one, other) = (given, given + more);

            prop_assert!(credited(one, planned, policy) <= credited(other, planned, policy));
        }

        #[test]
        fn a_whole_hour_more_is_credited_whole(given in 0..3000_i64, hours in 0..24_i64) {
            let policy = CreditPolicy::CqHalfHour1;

            let found = credited(given + 60 * hours, 0, policy);
            prop_assert_eq!(found, credited(given, 0, policy) + 60 * hours);
        }

        #[test]
        fn the_share_that_counts_is_exact(planned in 0..1_000_000_i64) {
            let fewest = (3 * planned + 4) / 5;

            prop_assert_eq!(credited(fewest, planned, CreditPolicy::MinShare60Pct1), fewest);
            prop_assert_eq!(credited(fewest - 1, planned, CreditPolicy::MinShare60Pct1), 0);
        }
    }
}
