//! To what district an area belongs today, after towns went from one district to another.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::NaiveDate;

use crate::kernel::area;

/// Districts with the dates between which they were; see `src/org/data/SOURCES.md`.
static DISTRICTS: LazyLock<BTreeMap<&str, Dated>> = LazyLock::new(|| {
    let lines = include_str!("../data/districts.csv").lines().skip(1);
    let dated = |line: &'static str| {
        let mut columns = line.split(',');
        let (code, name) = (columns.next()?, columns.next()?);
        let (began_on, ended_on) = (columns.next()?, columns.next()?);
        let date = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        let (began_on, ended_on) = (date(began_on), date(ended_on));
        Some((code, Dated { code, name, began_on, ended_on }))
    };
    lines.filter_map(dated).collect()
});

/// Towns that went to another district, by the codes that they had before.
static GIVEN_AWAY: LazyLock<BTreeMap<&str, Given>> = LazyLock::new(|| {
    let lines = include_str!("../data/towns_given_away.csv").lines().skip(1);
    let given = |line: &'static str| {
        let mut columns = line.split(',');
        let (town, _name) = (columns.next()?, columns.next()?);
        let (from, to, since) = (columns.next()?, columns.next()?, columns.next()?);
        Some((town, Given { from, to, since }))
    };
    lines.filter_map(given).collect()
});

/// A district, with the dates between which it was one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Its code, six digits.
    pub code: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// First local date on which it was there, of one that is younger than the list of 2023.
    pub began_on: Option<&'static str>,
    /// First local date on which it was no more.
    pub ended_on: Option<&'static str>,
}

struct Given {
    from: &'static str,
    to: &'static str,
    /// First local date on which it belonged there.
    since: &'static str,
}

/// What a unit is to the district that it stands below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat<'a> {
    /// It is the district's own.
    District,
    /// It works in the area of this code, if that is known.
    Area(Option<&'a str>),
}

/// Where a unit belongs today that stands below a district.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Today<'a> {
    /// Where it stands.
    There,
    /// To the district with this code.
    To(&'a str),
    /// Nobody can say: its district gave towns away, and it has none.
    Unassigned,
}

/// What a place is called that has the code of a district; none where it is not known here.
#[must_use]
pub fn district_name(code: &str) -> Option<&'static str> {
    DISTRICTS.get(code).map(|district| district.name)
}

/// All districts that there were since the list of 2023, in the order of codes.
pub fn districts() -> impl Iterator<Item = Dated> {
    DISTRICTS.values().copied()
}

/// The code of the district that a town went to, by the code that the town had before; none of one
/// that stayed where it was.
#[must_use]
pub fn given_to(town: &str) -> Option<&'static str> {
    GIVEN_AWAY.get(town).map(|given| given.to)
}

/// Where a unit belongs today. The tree decides, unless its district has ended, or gave towns away
/// and kept its code: then the unit's own town does. `code` is the district's, `ended_on` the first
/// date on which its unit was no more.
#[must_use]
pub fn district_today<'a>(
    code: Option<&str>,
    ended_on: Option<&str>,
    seat: Seat<'a>,
    today: NaiveDate,
) -> Today<'a> {
    // Texts of dates sort as the dates do.
    let today = today.to_string();
    let is_over = |date: Option<&str>| date.is_some_and(|date| date <= today.as_str());
    let code = code.and_then(area::district).unwrap_or_default();
    let dated = DISTRICTS.get(code).and_then(|district| district.ended_on);
    let has_ended = is_over(ended_on) || is_over(dated);
    let gave = GIVEN_AWAY.values().any(|given| given.from == code && is_over(Some(given.since)));
    if !has_ended && (!gave || seat == Seat::District) {
        return Today::There;
    }
    let Seat::Area(Some(place)) = seat else { return Today::Unassigned };
    let Some(town) = area::town(place) else { return Today::Unassigned };
    match GIVEN_AWAY.get(town).filter(|given| is_over(Some(given.since))) {
        Some(given) if given.to == code => Today::There,
        Some(given) => Today::To(given.to),
        None if !has_ended => Today::There,
        // The unit got the new code of its town already.
        None => match area::district(place).filter(|named| *named != code) {
            Some(named) => Today::To(named),
            None => Today::Unassigned,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Today::{There, To, Unassigned};

    const YUZHONG: &str = "500103";
    const JIANGBEI: &str = "500105";
    const BEIBEI: &str = "500109";
    const YUBEI: &str = "500112";

    fn on(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn town(code: &str) -> Seat<'_> {
        Seat::Area(Some(code))
    }

    #[test]
    fn a_unit_belongs_to_the_district_that_its_town_went_to() {
        let nowhere = Seat::Area(None);
        for (district, seat, expected) in [
            // 渝北 has two successors.
            (YUBEI, town("500112009"), To("500157")),
            (YUBEI, town("500112133"), To(BEIBEI)),
            (YUBEI, town("500112133201"), To(BEIBEI)),
            (YUBEI, town("500112999"), Unassigned),
            (YUBEI, town(YUBEI), Unassigned),
            (YUBEI, nowhere, Unassigned),
            (YUBEI, Seat::District, Unassigned),
            (YUBEI, town("500157009"), To("500157")),
            (JIANGBEI, town("500105100"), To("500157")),
            (JIANGBEI, nowhere, Unassigned),
            // 北碚 gave five towns away and kept its code.
            (BEIBEI, town("500109008"), To("500157")),
            (BEIBEI, town("500109001"), There),
            (BEIBEI, town("500112133"), There),
            (BEIBEI, nowhere, Unassigned),
            (BEIBEI, Seat::District, There),
            // Others changed nothing.
            (YUZHONG, nowhere, There),
            (YUZHONG, town("500103005"), There),
            (YUZHONG, Seat::District, There),
            ("500157", nowhere, There),
            ("500157", town("500112009"), There),
        ] {
            let today = district_today(Some(district), None, seat, on("2025-11-06"));

            assert_eq!(today, expected, "{district} {seat:?}");
        }
    }

    #[test]
    fn before_the_day_of_the_change_all_stays_where_it_is() {
        for district in [JIANGBEI, BEIBEI, YUBEI] {
            for seat in [Seat::District, Seat::Area(None), town("500112133")] {
                let today = district_today(Some(district), None, seat, on("2025-11-05"));

                assert_eq!(today, There, "{district} {seat:?}");
            }
        }
    }

    #[test]
    fn a_district_whose_unit_has_ended_keeps_nobody() {
        let seats = [Seat::Area(None), town("500103005"), town("500108001")];

        let today =
            |ended_on, seat| district_today(Some(YUZHONG), Some(ended_on), seat, on("2026-11-22"));

        assert_eq!(seats.map(|seat| today("2027-01-01", seat)), [There; 3]);
        let ended = seats.map(|seat| today("2026-11-22", seat));
        assert_eq!(ended, [Unassigned, Unassigned, To("500108")]);
        let unknown = district_today(None, None, Seat::Area(None), on("2026-11-22"));
        assert_eq!(unknown, There);
    }

    #[test]
    fn the_tables_hold_what_was_announced() {
        let to = |code| GIVEN_AWAY.values().filter(|given| given.to == code).count();

        assert_eq!([to("500157"), to(BEIBEI), GIVEN_AWAY.len()], [42, 5, 47]);
        let known = |code: &str| DISTRICTS.contains_key(code);
        assert!(GIVEN_AWAY.values().all(|given| known(given.from) && known(given.to)));
        assert!(GIVEN_AWAY.iter().all(|(town, given)| town.starts_with(given.from)));
        let ended = DISTRICTS.iter().filter(|(_, dated)| dated.ended_on.is_some());
        assert_eq!(ended.map(|(code, _)| *code).collect::<Vec<_>>(), [JIANGBEI, YUBEI]);
        assert_eq!(DISTRICTS.len(), 39);
        assert_eq!([district_name(YUZHONG), district_name("110101")], [Some("渝中区"), None]);
    }
}
