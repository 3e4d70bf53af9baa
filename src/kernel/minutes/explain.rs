//! Where credited minutes come from, step by step.

use super::{
    given::{given, planned_minutes},
    hours::hours_text,
    policy::{CreditPolicy, Rounding, credited},
};
use crate::kernel::{
    interval::{Interval, united_minutes},
    language::{Language, Text},
    refusal::Param,
    words::{Word, words},
};

words! {
    /// A step from what was captured to what is credited, in their order.
    pub enum StepKind {
        /// The stays as they were captured.
        Captured => "captured" ("在场记录" / "captured"),
        /// What of them counts in time.
        Clipped => "clipped" ("计时范围" / "clipped"),
        /// What breaks take away.
        Breaks => "breaks" ("休息" / "breaks"),
        /// What is left.
        Given => "given" ("给出" / "given"),
        /// What it counts for.
        Credited => "credited" ("计入" / "credited"),
    }
}

/// A step with its numbers. Minutes are whole; each number is cut by itself for who reads it, and
/// the given minutes are cut only once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The stays as they were captured.
    Captured {
        /// In the order in which they were handed in.
        stays: Vec<Interval>,
        /// What they span, none counted twice.
        minutes: i64,
    },
    /// Only a time around the shift counts.
    Clipped {
        /// The policy that sets it.
        policy: CreditPolicy,
        /// This time.
        window: Interval,
        /// What of the stays lies in it, united.
        stays: Vec<Interval>,
        /// What is left.
        minutes: i64,
    },
    /// Breaks do not count.
    Breaks {
        /// The breaks of the shift.
        breaks: Vec<Interval>,
        /// What they take away.
        minutes: i64,
    },
    /// The given minutes.
    Given {
        /// What is left of the stays.
        stays: Vec<Interval>,
        /// Its whole minutes.
        minutes: i64,
    },
    /// The credited minutes.
    Credited {
        /// The policy that they are credited by.
        policy: CreditPolicy,
        /// The length of the shift without its breaks.
        planned_minutes: i64,
        /// What the given minutes count for.
        minutes: i64,
    },
}

/// How somebody's minutes in a shift were computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The policy, with its version.
    pub policy: CreditPolicy,
    /// Whole minutes that he gave.
    pub given_minutes: i64,
    /// Minutes that they count for.
    pub credited_minutes: i64,
    /// How, a step of each kind.
    pub steps: [Step; 5],
}

/// Computes what somebody gave to a shift and what it counts for, and keeps each step.
#[must_use]
pub fn explain(
    stays: &[Interval],
    shift: Interval,
    breaks: &[Interval],
    policy: CreditPolicy,
) -> Explanation {
    let planned = planned_minutes(shift, breaks);
    let given = given(stays, shift, breaks, policy);
    let credited = credited(given.minutes, planned, policy);
    let clipped = united_minutes(&given.clipped);
    let window = policy.terms().window(shift);
    let steps = [
        Step::Captured { stays: stays.to_vec(), minutes: united_minutes(stays) },
        Step::Clipped { policy, window, stays: given.clipped, minutes: clipped },
        Step::Breaks { breaks: breaks.to_vec(), minutes: clipped - given.minutes },
        Step::Given { stays: given.served, minutes: given.minutes },
        Step::Credited { policy, planned_minutes: planned, minutes: credited },
    ];
    Explanation { policy, given_minutes: given.minutes, credited_minutes: credited, steps }
}

impl Step {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Captured { .. } => StepKind::Captured,
            Self::Clipped { .. } => StepKind::Clipped,
            Self::Breaks { .. } => StepKind::Breaks,
            Self::Given { .. } => StepKind::Given,
            Self::Credited { .. } => StepKind::Credited,
        }
    }

    /// The whole minutes that it names: what is left after it, of breaks what they take away.
    #[must_use]
    pub const fn minutes(&self) -> i64 {
        match self {
            Self::Captured { minutes, .. }
            | Self::Clipped { minutes, .. }
            | Self::Breaks { minutes, .. }
            | Self::Given { minutes, .. }
            | Self::Credited { minutes, .. } => *minutes,
        }
    }

    /// The stretches of time that it speaks of.
    #[must_use]
    pub fn stretches(&self) -> &[Interval] {
        match self {
            Self::Captured { stays, .. }
            | Self::Clipped { stays, .. }
            | Self::Given { stays, .. } => stays,
            Self::Breaks { breaks, .. } => breaks,
            Self::Credited { .. } => &[],
        }
    }

    /// What a person is told of it; the names in it are those of [`Step::params`].
    #[must_use]
    pub const fn text(&self) -> Text {
        match self {
            Self::Captured { .. } => CAPTURED,
            Self::Clipped { .. } => CLIPPED,
            Self::Breaks { .. } => BREAKS,
            Self::Given { .. } => GIVEN,
            Self::Credited { policy, .. } => match policy.terms().rounding {
                Rounding::Exact => EXACT,
                Rounding::HalfHours { .. } => HALF_HOURS,
                Rounding::FromShare { .. } => FROM_SHARE,
            },
        }
    }

    /// The numbers that its text names.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, Param)> {
        let mut params = vec![number("minutes", self.minutes())];
        match self {
            Self::Captured { stays, .. } => params.push(number("count", stays.len())),
            Self::Clipped { policy, .. } => {
                let terms = policy.terms();
                params.push(number("before", terms.before_start_minutes));
                params.push(number("after", terms.after_end_minutes));
            }
            Self::Breaks { .. } | Self::Given { .. } => {}
            Self::Credited { policy, planned_minutes, minutes } => {
                params.push(("policy", Param::Word(policy.word(), policy.label())));
                params.push(number("hours", hours_text(*minutes)));
                params.push(number("planned", planned_minutes));
                params.extend(of_rounding(policy.terms().rounding));
            }
        }
        params
    }

    /// The text with its numbers.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        let params: Vec<_> =
            self.params().iter().map(|(name, value)| (*name, value.say(language))).collect();
        self.text().say(language, &params)
    }
}

fn of_rounding(rounding: Rounding) -> Vec<(&'static str, Param)> {
    match rounding {
        Rounding::Exact => Vec::new(),
        Rounding::HalfHours { half_from, whole_from } => {
            vec![number("half_from", half_from), number("whole_from", whole_from)]
        }
        Rounding::FromShare { percent } => vec![number("percent", percent)],
    }
}

fn number(name: &'static str, value: impl ToString) -> (&'static str, Param) {
    (name, Param::Plain(value.to_string()))
}

const CAPTURED: Text = Text {
    zh: "在场记录 {count} 段，共 {minutes} 分钟，重叠的只算一次。",
    en: "Stays captured: {count}; {minutes} minutes in all, none counted twice.",
};
const CLIPPED: Text = Text {
    zh: "只算班次开始前 {before} 分钟至结束后 {after} 分钟：还有 {minutes} 分钟。",
    en: "Counted from {before} minutes before the shift to {after} after: {minutes} minutes left.",
};
const BREAKS: Text =
    Text { zh: "休息扣除 {minutes} 分钟。", en: "Breaks take {minutes} minutes away." };
const GIVEN: Text = Text {
    zh: "给出 {minutes} 分钟，不足一分钟的舍去。",
    en: "Given: {minutes} whole minutes.",
};
const EXACT: Text = Text {
    zh: "按“{policy}”，给出多少计多少：计入 {minutes} 分钟（{hours} 小时）。",
    en: "By “{policy}” each minute counts: {minutes} minutes credited ({hours} h).",
};
const HALF_HOURS: Text = Text {
    zh: "按“{policy}”，整小时照计，余下不到 {half_from} 分钟不计，不到 {whole_from} 分钟\
         计半小时，其余计一小时：计入 {minutes} 分钟（{hours} 小时）。",
    en: "By “{policy}” whole hours count; of the rest less than {half_from} minutes count for \
         nothing, less than {whole_from} for half an hour, more for one: {minutes} minutes \
         credited ({hours} h).",
};
const FROM_SHARE: Text = Text {
    zh: "按“{policy}”，计划 {planned} 分钟，给出不到其 {percent}% 的不计：\
         计入 {minutes} 分钟（{hours} 小时）。",
    en: "By “{policy}” less than {percent} % of the {planned} planned minutes count for nothing: \
         {minutes} minutes credited ({hours} h).",
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::time::Time;

    fn minutes(from: i64, until: i64) -> Interval {
        let at = |minute: i64| Time::from_millis(60_000 * minute);
        Interval::new(at(from), at(until)).unwrap()
    }

    /// Three hours with a break of ten minutes, and somebody who came early and left once.
    fn explained(policy: CreditPolicy) -> Explanation {
        let stays = [minutes(-40, 100), minutes(120, 181)];
        explain(&stays, minutes(0, 180), &[minutes(90, 110)], policy)
    }

    fn said(policy: CreditPolicy, language: Language) -> Vec<String> {
        explained(policy).steps.iter().map(|step| step.say(language)).collect()
    }

    #[test]
    fn an_explanation_names_each_step_with_its_numbers() {
        let found = explained(CreditPolicy::CqHalfHour1);

        assert_eq!(found.steps.each_ref().map(Step::kind).as_slice(), StepKind::ALL);
        assert_eq!(found.steps.each_ref().map(Step::minutes), [201, 176, 10, 166, 180]);
        assert_eq!((found.given_minutes, found.credited_minutes), (166, 180));
        assert_eq!(found.steps.each_ref().map(|step| step.stretches().len()), [2, 2, 1, 2, 0]);
    }

    #[test]
    fn an_explanation_is_told_in_both_languages() {
        let chinese = said(CreditPolicy::CqHalfHour1, Language::Chinese);
        let expected = [
            "在场记录 2 段，共 201 分钟，重叠的只算一次。",
            "只算班次开始前 15 分钟至结束后 30 分钟：还有 176 分钟。",
            "休息扣除 10 分钟。",
            "给出 166 分钟，不足一分钟的舍去。",
            "按“重庆半小时制（第 1 版）”，整小时照计，余下不到 16 分钟不计，不到 46 分钟计半小时，\
             其余计一小时：计入 180 分钟（3 小时）。",
        ];
        assert_eq!(chinese, expected);

        let english = said(CreditPolicy::MinShare60Pct1, Language::English);
        let expected = [
            "Stays captured: 2; 201 minutes in all, none counted twice.",
            "Counted from 15 minutes before the shift to 30 after: 176 minutes left.",
            "Breaks take 10 minutes away.",
            "Given: 166 whole minutes.",
            "By “from 60 % of the plan on, version 1” less than 60 % of the 160 planned minutes \
             count for nothing: 166 minutes credited (2.76 h).",
        ];
        assert_eq!(english, expected);
    }

    #[test]
    fn no_step_leaves_a_parameter_open() {
        for policy in CreditPolicy::ALL {
            for language in [Language::Chinese, Language::English] {
                let said = said(*policy, language).concat();
                assert!(!said.contains(['{', '}']), "{said}");
            }
        }
    }

    fn some(most: usize) -> impl Strategy<Value = Vec<Interval>> {
        let one = (-100..300_i64, 1..200_i64).prop_map(|(from, long)| minutes(from, from + long));
        prop::collection::vec(one, 0..=most)
    }

    proptest! {
        #[test]
        fn an_explanation_agrees_with_what_is_kept(
            stays in some(4),
            breaks in some(3),
            policy in prop::sample::select(CreditPolicy::ALL),
        ) {
            let shift = minutes(0, 180);

            let found = explain(&stays, shift, &breaks, policy);

            let kept = given(&stays, shift, &breaks, policy).minutes;
            let counted = credited(kept, planned_minutes(shift, &breaks), policy);
            prop_assert_eq!((found.given_minutes, found.credited_minutes), (kept, counted));
            let [captured, clipped, taken, left, last] = found.steps.each_ref().map(Step::minutes);
            prop_assert!(captured >= clipped && taken >= 0);
            prop_assert_eq!((clipped - taken, left, last), (left, kept, counted));
        }
    }
}
