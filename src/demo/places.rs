//! Districts and towns of Chongqing, with their dates.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    kernel::{area::AreaCode, codes::FieldCode, geo::Wgs84, time},
    platform::error::Fault,
};

const DISTRICTS: &str = include_str!("data/districts.csv");
const TOWNS: &str = include_str!("data/towns.csv");
const TRANSFERS: &str = include_str!("data/transfers.csv");

/// What a district is called by law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DistrictKind {
    /// 区.
    District,
    /// 县.
    County,
    /// 自治县.
    AutonomousCounty,
}

/// A district or county, from when to when it was one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    /// Its code, six digits.
    pub code: AreaCode,
    /// What it is called: 渝中区.
    pub name: String,
    /// The same in short: 渝中.
    pub short: String,
    /// What it is.
    pub kind: DistrictKind,
    /// First date on which it existed, of one that is younger than the lists.
    pub valid_from: Option<NaiveDate>,
    /// First date on which it no longer existed.
    pub valid_to: Option<NaiveDate>,
    /// Where on a map its name is written.
    pub label: Wgs84,
}

/// A town or street as the list of 2023 has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Town {
    /// Its code, nine digits.
    pub code: AreaCode,
    /// What it is called.
    pub name: String,
}

/// All districts and towns.
#[derive(Clone, Debug)]
pub struct Places {
    /// The districts in the order of codes, also those that are no more.
    pub districts: Vec<District>,
    towns: BTreeMap<String, Vec<Town>>,
    moved: BTreeMap<String, String>,
}

impl District {
    /// Whether there was such a district on a date.
    #[must_use]
    pub fn stands_on(&self, date: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date < to)
    }
}

impl Places {
    /// The lists of this program.
    ///
    /// # Errors
    /// None: the lists can be read.
    pub fn of_demo() -> Result<Self, Fault> {
        let mut districts = read(DISTRICTS, district)?;
        districts.sort_unstable_by(|one, other| one.code.as_str().cmp(other.code.as_str()));
        let mut towns: BTreeMap<String, Vec<Town>> = BTreeMap::new();
        for (district, town) in read(TOWNS, town)? {
            towns.entry(district).or_default().push(town);
        }
        let moved = read(TRANSFERS, transfer)?.into_iter().collect();
        Ok(Self { districts, towns, moved })
    }

    /// The districts of a date, in the order of codes.
    pub fn districts_on(&self, date: NaiveDate) -> impl Iterator<Item = &District> {
        self.districts.iter().filter(move |district| district.stands_on(date))
    }

    /// The date on which a district of the list ended and its towns went elsewhere.
    #[must_use]
    pub fn reform(&self) -> Option<NaiveDate> {
        self.districts.iter().filter_map(|district| district.valid_to).min()
    }

    /// The towns of a district as of 2023, in the order of codes; none of a younger one.
    #[must_use]
    pub fn towns_of(&self, district: &AreaCode) -> &[Town] {
        self.towns.get(district.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The code of the district that a town went to on the day of the reform, if it did.
    #[must_use]
    pub fn moved_to(&self, town: &AreaCode) -> Option<&str> {
        self.moved.get(town.as_str()).map(String::as_str)
    }
}

/// The lines of a list below its head, but for those that `of` leaves out.
fn read<T>(list: &str, of: fn(&[&str]) -> Option<Result<T, FieldCode>>) -> Result<Vec<T>, Fault> {
    let lines = list.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        Some(of(&fields)?.map_err(|code| Fault::broken(format!("{code:?}: {line}"))))
    });
    lines.collect()
}

/// A district; the functional zones are none of the division that areas are counted by.
fn district(line: &[&str]) -> Option<Result<District, FieldCode>> {
    let [code, name, short, kind, _, from, to, _, _, lon, lat, ..] = line else {
        return Some(Err(FieldCode::UnknownValue));
    };
    let kind = match *kind {
        "district" => DistrictKind::District,
        "county" => DistrictKind::County,
        "autonomous_county" => DistrictKind::AutonomousCounty,
        _ => return None,
    };
    let day = |text: &str| if text.is_empty() { Ok(None) } else { time::date(text).map(Some) };
    let degrees = |text: &str| text.parse::<f64>().map_err(|_nan| FieldCode::OutOfRange);
    let read = || {
        Ok(District {
            code: AreaCode::parse(code)?,
            name: (*name).to_owned(),
            short: (*short).to_owned(),
            kind,
            valid_from: day(from)?,
            valid_to: day(to)?,
            label: Wgs84::new(degrees(lat)?, degrees(lon)?)?,
        })
    };
    Some(read())
}

fn town(line: &[&str]) -> Option<Result<(String, Town), FieldCode>> {
    let [code, name, district] = line else {
        return Some(Err(FieldCode::UnknownValue));
    };
    let of = |code| ((*district).to_owned(), Town { code, name: (*name).to_owned() });
    Some(AreaCode::parse(code).map(of))
}

fn transfer(line: &[&str]) -> Option<Result<(String, String), FieldCode>> {
    let [town, _, _, to] = line else {
        return Some(Err(FieldCode::UnknownValue));
    };
    Some(Ok(((*town).to_owned(), (*to).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(date: &str) -> Vec<String> {
        let places = Places::of_demo().unwrap();
        let day = time::date(date).unwrap();
        places.districts_on(day).map(|district| district.short.clone()).collect()
    }

    #[test]
    fn the_districts_of_a_date_are_those_that_stood_then() {
        let (before, after) = (on("2025-11-05"), on("2025-11-06"));

        assert_eq!((before.len(), after.len()), (38, 37));
        let stood = |names: &[String], name: &str| names.iter().any(|known| known == name);
        assert!(stood(&before, "江北") && stood(&before, "渝北") && !stood(&before, "两江"));
        assert!(!stood(&after, "江北") && !stood(&after, "渝北") && stood(&after, "两江"));
    }

    #[test]
    fn every_district_of_2023_has_towns_within_its_code() {
        let places = Places::of_demo().unwrap();
        let old = places.districts.iter().filter(|district| district.valid_from.is_none());

        let towns: Vec<(&str, &str)> = old
            .flat_map(|district| {
                let towns = places.towns_of(&district.code).iter();
                towns.map(|town| (district.code.as_str(), town.code.as_str()))
            })
            .collect();

        assert_eq!(towns.len(), 1031);
        assert!(towns.iter().all(|(district, town)| town.starts_with(district)));
    }

    #[test]
    fn the_towns_of_a_district_that_ended_went_somewhere() {
        let places = Places::of_demo().unwrap();
        let ended = places.districts.iter().filter(|district| district.valid_to.is_some());

        let went: Vec<Option<&str>> = ended
            .flat_map(|district| places.towns_of(&district.code))
            .map(|town| places.moved_to(&town.code))
            .collect();

        assert_eq!(went.len(), 42);
        assert!(went.iter().all(|to| matches!(to, Some("500157" | "500109"))));
    }
}
