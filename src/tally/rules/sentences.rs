//! The sentence of a year. Its numbers are cut and never rounded up, so that nobody reads more than
//! there is; what was cut says so.

use crate::{
    kernel::{
        language::{Language, Text},
        minutes::hours_text,
    },
    tally::model::AnnualReport,
};

/// 万, by which Chinese counts: below it a number is exact.
const WAN: i64 = 10_000;
/// 0.1万, to which people and sessions are cut.
const TENTH: i64 = WAN / 10;
/// 10万, to which hours and times served are cut. Below it they are cut as people are.
const TEN_WAN: i64 = 10 * WAN;
/// What English counts in from a million on.
const MILLION: i64 = 1_000_000;

const SENTENCE: Text = Text {
    zh: "{year}年，{who}志愿者{people}人，开展志愿服务活动{sessions}场次，\
         服务时长{hours}小时，服务{served}人次。",
    en: "In {year}, {people} {volunteers}{who} held {sessions} {session_s} of service, gave \
         {hours} {hour_s} and served people {served} {time_s}.",
};

const PENDING: Text = Text {
    zh: "仅计已核定；待审 {hours} 小时未计入。",
    en: "Only approved hours count; this leaves out {hours} {hour_s} waiting for review.",
};

impl AnnualReport {
    /// The sentence, and below it what it leaves out.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let say = |told: &Told| told.say(language);
        let hours = Told::of_hours(self.minutes_final);
        let who = match (&self.unit, language) {
            (Some(name), Language::Chinese) => name.clone(),
            (None, Language::Chinese) => "全会".to_owned(),
            (Some(name), Language::English) => format!(" of {name}"),
            (None, Language::English) => String::new(),
        };
        let (people, sessions, served) = (
            Told::to_tenth(self.people),
            Told::to_tenth(self.sessions),
            Told::to_ten(self.times_served),
        );
        let sentence = SENTENCE.say(
            language,
            &[
                ("year", self.year.to_string()),
                ("people", say(&people)),
                ("volunteers", people.noun("volunteer", "volunteers")),
                ("sessions", say(&sessions)),
                ("session_s", sessions.noun("session", "sessions")),
                ("hours", say(&hours)),
                ("hour_s", hours.noun("hour", "hours")),
                ("served", say(&served)),
                ("time_s", served.noun("time", "times")),
                // A name comes last: it may hold braces.
                ("who", who),
            ],
        );
        let pending = Told::exact_hours(self.minutes_pending);
        let params = [("hours", say(&pending)), ("hour_s", pending.noun("hour", "hours"))];
        format!("{sentence}\n{}", PENDING.say(language, &params))
    }
}

/// A number that is told, and whether something was cut from it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    /// All of it, as its digits.
    Exact(String),
    /// All of it, 1万 or more.
    Whole(i64),
    /// What is left of it, as many steps.
    More { left: i64, step: i64 },
}

impl Told {
    fn to(number: i64, step: i64) -> Self {
        match number - number % step {
            _ if number < WAN => Self::Exact(number.to_string()),
            left if left == number => Self::Whole(number),
            left => Self::More { left, step },
        }
    }

    fn to_tenth(number: i64) -> Self {
        Self::to(number, TENTH)
    }

    fn to_ten(number: i64) -> Self {
        Self::to(number, step(number))
    }

    /// Minutes as hours; what is left of the last hour is cut too.
    fn of_hours(minutes: i64) -> Self {
        match Self::to_ten(minutes / 60) {
            Self::Exact(_) => Self::Exact(hours_text(minutes)),
            Self::Whole(left) if minutes % 60 != 0 => Self::More { left, step: step(left) },
            told => told,
        }
    }

    /// Minutes as hours, however many.
    fn exact_hours(minutes: i64) -> Self {
        Self::Exact(hours_text(minutes))
    }

    /// What people read. That something was cut stands before the 万 where tens of them were kept
    /// (210余万), and behind it where tenths were (1.9万余).
    fn say(&self, language: Language) -> String {
        match (self, language) {
            (Self::Exact(digits), Language::Chinese) => digits.clone(),
            (Self::Exact(digits), Language::English) => grouped(digits),
            (Self::Whole(number), Language::Chinese) => format!("{}万", in_wan(*number)),
            (Self::More { left, step: TEN_WAN }, Language::Chinese) => {
                format!("{}余万", in_wan(*left))
            }
            (Self::More { left, .. }, Language::Chinese) => format!("{}万余", in_wan(*left)),
            (Self::Whole(number), Language::English) => in_millions(*number),
            (Self::More { left, .. }, Language::English) => format!("over {}", in_millions(*left)),
        }
    }

    fn noun(&self, one: &str, many: &str) -> String {
        let noun = if *self == Self::Exact("1".to_owned()) { one } else { many };
        noun.to_owned()
    }
}

/// To what hours and times served are cut.
fn step(number: i64) -> i64 {
    if number < TEN_WAN { TENTH } else { TEN_WAN }
}

/// How many 万 a number of whole 0.1万 is.
fn in_wan(number: i64) -> String {
    match (number / WAN, number % WAN / TENTH) {
        (wan, 0) => wan.to_string(),
        (wan, tenths) => format!("{wan}.{tenths}"),
    }
}

/// A number of whole thousands in English.
fn in_millions(number: i64) -> String {
    let tenths = MILLION / 10;
    match (number / MILLION, number % MILLION / tenths) {
        (0, _) => grouped(&number.to_string()),
        _ if number % tenths != 0 => grouped(&number.to_string()),
        (millions, 0) => format!("{} million", grouped(&millions.to_string())),
        (millions, tenths) => format!("{}.{tenths} million", grouped(&millions.to_string())),
    }
}

/// Digits with a comma between each three before the point.
fn grouped(digits: &str) -> String {
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(w, p)| (w, Some(p)));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    part.map_or(text.clone(), |part| format!("{text}.{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(number: &Told) -> [String; 2] {
        [number.say(Language::Chinese), number.say(Language::English)]
    }

    #[test]
    fn people_and_sessions_are_cut_to_a_thousand() {
        for (number, zh, en) in [
            (0, "0", "0"),
            (1, "1", "1"),
            (9_999, "9999", "9,999"),
            (10_000, "1万", "10,000"),
            (10_001, "1万余", "over 10,000"),
            (19_000, "1.9万", "19,000"),
            (19_012, "1.9万余", "over 19,000"),
            (19_999, "1.9万余", "over 19,000"),
            (197_000, "19.7万", "197,000"),
            (197_999, "19.7万余", "over 197,000"),
            (200_000, "20万", "200,000"),
            (200_500, "20万余", "over 200,000"),
            (1_234_567, "123.4万余", "over 1,234,000"),
        ] {
            assert_eq!(told(&Told::to_tenth(number)), [zh, en], "{number}");
        }
    }

    #[test]
    fn times_served_are_cut_to_a_hundred_thousand_as_soon_as_there_are_so_many() {
        for (number, zh, en) in [
            (9_999, "9999", "9,999"),
            (45_678, "4.5万余", "over 45,000"),
            (99_999, "9.9万余", "over 99,000"),
            (100_000, "10万", "100,000"),
            (199_999, "10余万", "over 100,000"),
            (2_099_999, "200余万", "over 2 million"),
            (2_100_000, "210万", "2.1 million"),
            (2_100_001, "210余万", "over 2.1 million"),
            (2_700_000, "270万", "2.7 million"),
            (1_234_567_890, "123450余万", "over 1,234.5 million"),
        ] {
            assert_eq!(told(&Told::to_ten(number)), [zh, en], "{number}");
        }
    }

    #[test]
    fn hours_are_exact_below_ten_thousand_and_a_minute_more_says_so() {
        for (minutes, zh, en) in [
            (0, "0", "0"),
            (90, "1.5", "1.5"),
            (599_999, "9999.98", "9,999.98"),
            (600_000, "1万", "10,000"),
            (600_001, "1万余", "over 10,000"),
            (126_000_000, "210万", "2.1 million"),
            (126_000_001, "210余万", "over 2.1 million"),
        ] {
            assert_eq!(told(&Told::of_hours(minutes)), [zh, en], "{minutes}");
        }
    }

    fn report(unit: Option<&str>) -> AnnualReport {
        AnnualReport {
            year: 2023,
            unit: unit.map(str::to_owned),
            people: 197_000,
            sessions: 19_012,
            minutes_final: 2_100_123 * 60 + 5,
            times_served: 2_700_000,
            minutes_pending: 12_345 * 60 + 30,
        }
    }

    #[test]
    fn headquarters_says_what_counts_and_below_it_what_does_not() {
        let report = report(None);

        assert_eq!(
            report.text(Language::Chinese),
            "2023年，全会志愿者19.7万人，开展志愿服务活动1.9万余场次，\
             服务时长210余万小时，服务270万人次。\n仅计已核定；待审 12345.5 小时未计入。"
        );
        assert_eq!(
            report.text(Language::English),
            "In 2023, 197,000 volunteers held over 19,000 sessions of service, gave over \
             2.1 million hours and served people 2.7 million times.\nOnly approved hours count; \
             this leaves out 12,345.5 hours waiting for review."
        );
    }

    #[test]
    fn a_unit_speaks_of_itself() {
        let small = AnnualReport {
            people: 1,
            sessions: 1,
            minutes_final: 60,
            times_served: 1,
            minutes_pending: 0,
            ..report(Some("渝中区{year}"))
        };

        assert_eq!(
            small.text(Language::Chinese),
            "2023年，渝中区{year}志愿者1人，开展志愿服务活动1场次，服务时长1小时，服务1人次。\n\
             仅计已核定；待审 0 小时未计入。"
        );
        assert_eq!(
            small.text(Language::English),
            "In 2023, 1 volunteer of 渝中区{year} held 1 session of service, gave 1 hour and \
             served people 1 time.\n\
             Only approved hours count; this leaves out 0 hours waiting for review."
        );
    }
}
