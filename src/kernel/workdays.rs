//! Working days in China, and the day by which something is due.
//!
//! Saturdays and Sundays are free. The State Council's General Office says every year, in autumn
//! for the next one, which other days are free and which weekends are worked for them; each notice
//! is a table here, and a new one is a new table. A day whose notice is not here is taken for what
//! its weekday says, and the answer then says that it may be wrong.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::words::words;

/// The working days after its end within which a service is to be recorded: article 11 of
/// 《志愿服务记录与证明出具办法（试行）》, Order 67 of the Ministry of Civil Affairs, 2020-12-02.
pub const RECORDED_WITHIN: u32 = 10;

words! {
    /// Whether all the days that were counted are known.
    pub enum Certainty {
        /// Each is in a published notice.
        Certain => "certain" ("按已公布的放假安排" / "by the published holidays"),
        /// For some only the weekday is known.
        Provisional => "provisional"
            ("放假安排未知，暂按周末推算" / "holidays not known, by weekends only"),
    }
}

/// The day by which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day that is in time.
    pub date: NaiveDate,
    /// Whether holidays that are not known yet may move it.
    pub certainty: Certainty,
}

impl Due {
    /// Whether what was done on a local date was late. By a provisional date nobody is late.
    #[must_use]
    pub fn is_missed(self, done: NaiveDate) -> bool {
        self.certainty == Certainty::Certain && done > self.date
    }
}

/// The day so many working days after the local date on which something ended. That date is not
/// counted, the day that is answered is. With no working days it is that date itself. Whoever
/// counts beyond the last date of the calendar gets that, provisionally.
#[must_use]
pub fn due_on(end: NaiveDate, working_days: u32) -> Due {
    let mut due = Due { date: end, certainty: Certainty::Certain };
    let mut left = working_days;
    while left > 0 {
        let Some(next) = due.date.succ_opt() else {
            return Due { certainty: Certainty::Provisional, ..due };
        };
        due.date = next;
        if !is_known(next) {
            due.certainty = Certainty::Provisional;
        }
        if is_worked(next) {
            left -= 1;
        }
    }
    due
}

/// Month and day.
type Day = (u32, u32);

/// What a notice says of the year that it is for.
struct Notice {
    year: i32,
    /// Free days, weekends among them.
    free: &'static [RangeInclusive<Day>],
    /// Saturdays and Sundays that are worked.
    worked: &'static [Day],
}

/// In the order in which the notices name them.
const NOTICES: &[Notice] = &[
    // 国办发明电〔2022〕16号, 2022-12-08. The first holiday began on Saturday 2022-12-31.
    Notice {
        year: 2023,
        free: &[
            (1, 1)..=(1, 2),
            (1, 21)..=(1, 27),
            (4, 5)..=(4, 5),
            (4, 29)..=(5, 3),
            (6, 22)..=(6, 24),
            (9, 29)..=(10, 6),
        ],
        worked: &[(1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)],
    },
    // 国办发明电〔2023〕7号, 2023-10-25.
    Notice {
        year: 2024,
        free: &[
            (1, 1)..=(1, 1),
            (2, 10)..=(2, 17),
            (4, 4)..=(4, 6),
            (5, 1)..=(5, 5),
            (6, 10)..=(6, 10),
            (9, 15)..=(9, 17),
            (10, 1)..=(10, 7),
        ],
        worked: &[(2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)],
    },
    // 国办发明电〔2024〕12号, 2024-11-12.
    Notice {
        year: 2025,
        free: &[
            (1, 1)..=(1, 1),
            (1, 28)..=(2, 4),
            (4, 4)..=(4, 6),
            (5, 1)..=(5, 5),
            (5, 31)..=(6, 2),
            (10, 1)..=(10, 8),
        ],
        worked: &[(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    },
    // 国办发明电〔2025〕7号, 2025-11-04.
    Notice {
        year: 2026,
        free: &[
            (1, 1)..=(1, 3),
            (2, 15)..=(2, 23),
            (4, 4)..=(4, 6),
            (5, 1)..=(5, 5),
            (6, 19)..=(6, 21),
            (9, 25)..=(9, 27),
            (10, 1)..=(10, 7),
        ],
        worked: &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
    },
];

/// So long before a year its notice may reach back: that for 2019 had 2018-12-29 worked, which was
/// a Saturday, and 2018-12-31 free.
const REACH: Days = Days::new(7);

fn notice(year: i32) -> Option<&'static Notice> {
    NOTICES.iter().find(|notice| notice.year == year)
}

/// Whether every notice is here that could name a day.
fn is_known(date: NaiveDate) -> bool {
    let later = date.checked_add_days(REACH);
    notice(date.year()).is_some() && later.is_some_and(|later| notice(later.year()).is_some())
}

fn is_worked(date: NaiveDate) -> bool {
    let day = (date.month(), date.day());
    let notice = notice(date.year());
    if is_weekend(date) {
        notice.is_some_and(|notice| notice.worked.contains(&day))
    } else {
        !notice.is_some_and(|notice| notice.free.iter().any(|days| days.contains(&day)))
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::time::date;

    fn due(end: &str, working_days: u32) -> (String, Certainty) {
        let due = due_on(date(end).unwrap(), working_days);
        (due.date.to_string(), due.certainty)
    }

    #[test]
    fn a_record_is_due_ten_working_days_after_the_end() {
        let table = [
            // An ordinary Friday, and the weekend after it.
            ("2026-03-13", "2026-03-27"),
            ("2026-03-14", "2026-03-27"),
            ("2026-03-15", "2026-03-27"),
            ("2026-03-16", "2026-03-30"),
            // Before, in and after the nine days of Spring Festival 2026, with a Saturday worked
            // before them and one after.
            ("2026-02-13", "2026-03-05"),
            ("2026-02-14", "2026-03-06"),
            ("2026-02-17", "2026-03-06"),
            ("2026-02-23", "2026-03-06"),
            ("2026-02-28", "2026-03-13"),
            // National Day 2025: a Sunday worked before it and a Saturday after.
            ("2025-09-27", "2025-10-16"),
            ("2025-10-01", "2025-10-21"),
            ("2025-10-08", "2025-10-21"),
            // Over the new year, when both notices are here.
            ("2025-12-22", "2026-01-06"),
            ("2026-12-10", "2026-12-24"),
        ];
        for (end, expected) in table {
            let expected = (expected.to_owned(), Certainty::Certain);
            assert_eq!(due(end, RECORDED_WITHIN), expected, "{end}");
        }
    }

    #[test]
    fn a_saturday_that_is_worked_counts() {
        let certainly = |date: &str| (date.to_owned(), Certainty::Certain);

        assert_eq!(due("2026-05-08", 1), certainly("2026-05-09"));
        assert_eq!(due("2026-05-08", 2), certainly("2026-05-11"));
        assert_eq!(due("2026-05-15", 1), certainly("2026-05-18"));
    }

    #[test]
    fn without_a_notice_only_weekends_are_free_and_the_answer_says_so() {
        let provisionally = |date: &str| (date.to_owned(), Certainty::Provisional);

        assert_eq!(due("2027-09-29", 10), provisionally("2027-10-13"));
        assert_eq!(due("2022-12-23", 10), provisionally("2023-01-09"));
        // The notice for 2027 may name the last days of 2026.
        assert_eq!(due("2026-12-11", 10), provisionally("2026-12-25"));
    }

    #[test]
    fn nobody_is_late_by_a_guess() {
        let is_missed = |end, done| due_on(date(end).unwrap(), 10).is_missed(date(done).unwrap());

        assert!(!is_missed("2026-03-13", "2026-03-27"));
        assert!(is_missed("2026-03-13", "2026-03-28"));
        assert!(!is_missed("2027-09-29", "2027-10-13"));
        assert!(!is_missed("2027-09-29", "2028-01-01"));
    }

    #[test]
    fn the_end_itself_is_due_within_no_days_and_the_calendar_has_an_end() {
        let last = Due { date: NaiveDate::MAX, certainty: Certainty::Provisional };

        assert_eq!(due("2026-10-01", 0), ("2026-10-01".to_owned(), Certainty::Certain));
        assert_eq!(due_on(NaiveDate::MAX, 1), last);
    }

    /// 《全国年节及纪念日放假办法》 frees 11 days a year, since 2025 13; notices only move working
    /// days about. Most slips in a table break this.
    #[test]
    fn a_year_has_as_many_holidays_as_the_law_frees() {
        for (year, holidays) in [(2023, 11), (2024, 11), (2025, 13), (2026, 13)] {
            let days = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().iter_days();
            let year: Vec<_> = days.take_while(|day| day.year() == year).collect();
            let weekdays = year.iter().filter(|day| !is_weekend(**day)).count();
            let worked = year.iter().filter(|day| is_worked(**day)).count();

            assert_eq!(weekdays - worked, holidays, "{}", year[0]);
        }
    }

    #[test]
    fn only_weekends_are_worked_by_notice_and_no_free_day_is() {
        for notice in NOTICES {
            for day @ (month, dom) in notice.worked.iter().copied() {
                let date = NaiveDate::from_ymd_opt(notice.year, month, dom).unwrap();
                assert!(is_weekend(date), "{date}");
                assert!(notice.free.iter().all(|days| !days.contains(&day)), "{date}");
            }
            let in_order = |pair: &[RangeInclusive<Day>]| pair[0].end() < pair[1].start();
            assert!(notice.free.iter().all(|days| days.start() <= days.end()), "{}", notice.year);
            assert!(notice.free.windows(2).all(in_order), "{}", notice.year);
        }
    }

    prop_compose! {
        fn some_day()(after in 0..2200_u64) -> NaiveDate {
            NaiveDate::from_ymd_opt(2022, 1, 1).unwrap() + Days::new(after)
        }
    }

    proptest! {
        #[test]
        fn what_is_due_is_due_on_a_working_day_and_each_day_counts(
            end in some_day(),
            first in 1..30_u32,
            more in 0..30_u32,
        ) {
            let (one, both) = (due_on(end, first), due_on(end, first + more));

            prop_assert!(one.date > end && is_worked(one.date));
            prop_assert_eq!(due_on(one.date, more).date, both.date);
            let counted = end.iter_days().skip(1).take_while(|day| *day <= both.date);
            let worked = counted.filter(|day| is_worked(*day)).count();
            prop_assert_eq!(u32::try_from(worked), Ok(first + more));
        }

        #[test]
        fn who_ends_later_is_never_due_earlier(end in some_day(), days in 0..40_u32) {
            let next = due_on(end.succ_opt().unwrap(), days);

            prop_assert!(due_on(end, days).date <= next.date);
        }
    }
}
