//! Districts and towns of Chongqing, with their dates.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    kernel::{area::AreaCode, codes::FieldCode, geo::Wgs84, time},
    org::{self, Dated},
    platform::error::Fault,
};

/// Where on a map the names of districts are written.
const LABELS: &str = include_str!("data/labels.csv");
const TOWNS: &str = include_str!("data/towns.csv");

/// A district or county, from when to when it was one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct District {
    /// Its code, six digits.
    pub(super) code: AreaCode,
    /// What it is called: 渝中区.
    pub(super) name: String,
    /// First date on which it existed, of one that is younger than the lists.
    pub(super) valid_from: Option<NaiveDate>,
    /// First date on which it no longer existed.
    pub(super) valid_to: Option<NaiveDate>,
    /// Where on a map its name is written.
    pub(super) label: Wgs84,
}

/// A town or street as the list of 2023 has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Town {
    /// Its code, nine digits.
    pub(super) code: AreaCode,
    /// What it is called.
    pub(super) name: String,
}

/// All districts and towns.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// The districts in the order of codes, also those that are no more.
    pub(super) districts: Vec<District>,
    towns: BTreeMap<String, Vec<Town>>,
}

impl District {
    /// Whether there was such a district on a date.
    #[must_use]
    pub(super) fn stands_on(&self, date: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date < to)
    }
}

impl Town {
    /// What its brigade is called.
    pub(super) fn brigade_name(&self) -> String {
        format!("{}志愿服务队", self.name)
    }
}

impl Places {
    /// The lists of this program.
    ///
    /// # Errors
    /// None: the lists can be read.
    pub(super) fn of_demo() -> Result<Self, Fault> {
        let labels: BTreeMap<String, Wgs84> = read(LABELS, label)?.into_iter().collect();
        let dated = |dated: Dated| {
            let read = labels.get(dated.code).map(|label| district(dated, *label));
            let read = read.unwrap_or(Err(FieldCode::UnknownValue));
            read.map_err(|code| Fault::broken(format!("{code:?}: {}", dated.name)))
        };
        let districts: Vec<District> = org::districts().map(dated).collect::<Result<_, _>>()?;
        let mut towns: BTreeMap<String, Vec<Town>> = BTreeMap::new();
        for (district, town) in read(TOWNS, town)? {
            towns.entry(district).or_default().push(town);
        }
        Ok(Self { districts, towns })
    }

    /// The districts of a date, in the order of codes.
    pub(super) fn districts_on(&self, date: NaiveDate) -> impl Iterator<Item = &District> {
        self.districts.iter().filter(move |district| district.stands_on(date))
    }

    /// The date on which a district of the list ended and its towns went elsewhere.
    #[must_use]
    pub(super) fn reform(&self) -> Option<NaiveDate> {
        self.districts.iter().filter_map(|district| district.valid_to).min()
    }

    /// The towns of a district as of 2023, in the order of codes; none of a younger one.
    #[must_use]
    pub(super) fn towns_of(&self, district: &AreaCode) -> &[Town] {
        self.towns.get(district.as_str()).map_or(&[], Vec::as_slice)
    }
}

/// The lines of a list below its head.
fn read<T>(list: &str, of: fn(&[&str]) -> Result<T, FieldCode>) -> Result<Vec<T>, Fault> {
    let lines = list.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        of(&fields).map_err(|code| Fault::broken(format!("{code:?}: {line}")))
    });
    lines.collect()
}

fn district(dated: Dated, label: Wgs84) -> Result<District, FieldCode> {
    Ok(District {
        code: AreaCode::parse(dated.code)?,
        name: dated.name.to_owned(),
        valid_from: dated.began_on.map(time::date).transpose()?,
        valid_to: dated.ended_on.map(time::date).transpose()?,
        label,
    })
}

fn label(line: &[&str]) -> Result<(String, Wgs84), FieldCode> {
    let [code, lon, lat] = line else { return Err(FieldCode::UnknownValue) };
    let degrees = |text: &str| text.parse::<f64>().map_err(|_nan| FieldCode::OutOfRange);
    Ok(((*code).to_owned(), Wgs84::new(degrees(lat)?, degrees(lon)?)?))
}

fn town(line: &[&str]) -> Result<(String, Town), FieldCode> {
    let [code, name, district] = line else { return Err(FieldCode::UnknownValue) };
    let town = Town { code: AreaCode::parse(code)?, name: (*name).to_owned() };
    Ok(((*district).to_owned(), town))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(date: &str) -> Vec<String> {
        let places = Places::of_demo().unwrap();
        let day = time::date(date).unwrap();
        places.districts_on(day).map(|district| district.name.clone()).collect()
    }

    #[test]
    fn the_districts_of_a_date_are_those_that_stood_then() {
        let (before, after) = (on("2025-11-05"), on("2025-11-06"));

        assert_eq!((before.len(), after.len()), (38, 37));
        let stood = |names: &[String], name: &str| names.iter().any(|known| known == name);
        assert!(
            stood(&before, "江北区") && stood(&before, "渝北区") && !stood(&before, "两江新区")
        );
        assert!(!stood(&after, "江北区") && !stood(&after, "渝北区") && stood(&after, "两江新区"));
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
            .map(|town| org::given_to(town.code.as_str()))
            .collect();

        assert_eq!(went.len(), 42);
        assert!(went.iter().all(|to| matches!(to, Some("500157" | "500109"))));
    }
}
