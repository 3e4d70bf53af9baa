//! What people are called.

use serde::Deserialize;

use super::chance::pick;
use crate::{
    kernel::codes::FieldCode,
    people::{Name, Sex},
    platform::{error::Fault, random::Random},
};

/// The lists that names are put together from.
const LISTS: &str = include_str!("data/zh_names.json");

/// Names that the lists lack: characters outside of the first plane of Unicode and of most fonts,
/// surnames of two characters, names of minorities with and without a middle dot.
const BY_HAND: [(&str, Sex); 24] = [
    ("冉㛃", Sex::Female),
    ("谯龑", Sex::Male),
    ("陈𬱖", Sex::Male),
    ("欧阳若曦", Sex::Female),
    ("阿依努尔·麦麦提", Sex::Female),
    ("向彧", Sex::Male),
    ("田垚", Sex::Male),
    ("石翀", Sex::Male),
    ("谭喆", Sex::Male),
    ("蹇玥", Sex::Female),
    ("冉启蕙", Sex::Female),
    ("晏殊然", Sex::Female),
    ("上官雨桐", Sex::Female),
    ("司马长青", Sex::Male),
    ("令狐川", Sex::Male),
    ("尉迟静", Sex::Female),
    ("买买提·吐尔逊", Sex::Male),
    ("迪丽努尔·阿卜杜拉", Sex::Female),
    ("扎西次仁", Sex::Male),
    ("央金拉姆", Sex::Female),
    ("乌兰图雅", Sex::Female),
    ("吉克阿支", Sex::Female),
    ("仡佬·覃朵", Sex::Female),
    ("𫍯文渊", Sex::Male),
];

/// Of so many people one has a name from the list by hand.
const RARE: u64 = 80;

/// Somebody's name and what he is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Called {
    /// The name.
    pub(super) name: Name,
    /// The sex.
    pub(super) sex: Sex,
}

/// All that names are put together from.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Names {
    last_names: Vec<String>,
    first_names_male: Vec<String>,
    first_names_female: Vec<String>,
}

impl Names {
    /// The lists of this program.
    ///
    /// # Errors
    /// None: the lists are JSON.
    pub(super) fn of_demo() -> Result<Self, Fault> {
        serde_json::from_str(LISTS).map_err(Fault::broken)
    }

    /// Those that the lists lack, all of them.
    ///
    /// # Errors
    /// None: each is a name.
    pub(super) fn by_hand() -> Result<Vec<Called>, FieldCode> {
        BY_HAND
            .iter()
            .map(|(name, sex)| Ok(Called { name: Name::parse(name)?, sex: *sex }))
            .collect()
    }

    /// Somebody's name by chance. Many people share one, as in the world; one in eighty has a name
    /// that systems stumble over.
    ///
    /// # Errors
    /// None: what the lists make is a name.
    pub(super) fn draw(&self, chance: &Random) -> Result<Called, FieldCode> {
        if chance.below(RARE) == 0
            && let Some((name, sex)) = pick(&BY_HAND, chance)
        {
            return Ok(Called { name: Name::parse(name)?, sex: *sex });
        }
        let sex = if chance.below(100) < 58 { Sex::Female } else { Sex::Male };
        let given =
            if sex == Sex::Female { &self.first_names_female } else { &self.first_names_male };
        let last = pick(&self.last_names, chance).map_or("王", String::as_str);
        let first = pick(given, chance).map_or("文", String::as_str);
        // Two given names of one character make one of two, as most people have.
        let second = pick(given, chance).filter(|second| {
            is_short(first) && is_short(second) && second.as_str() != first && chance.below(3) > 0
        });
        let second = second.map_or("", String::as_str);
        Ok(Called { name: Name::parse(&format!("{last}{first}{second}"))?, sex })
    }
}

fn is_short(name: &str) -> bool {
    name.chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(seed: u64, count: usize) -> Vec<Called> {
        let (names, chance) = (Names::of_demo().unwrap(), Random::seeded(seed));
        (0..count).map(|_| names.draw(&chance).unwrap()).collect()
    }

    #[test]
    fn the_same_seed_calls_people_the_same() {
        assert_eq!(drawn(7, 500), drawn(7, 500));
        assert_ne!(drawn(7, 500), drawn(8, 500));
    }

    #[test]
    fn every_name_by_hand_is_a_name() {
        let names = Names::by_hand().unwrap();

        assert_eq!(names.first().unwrap().name.as_str(), "冉㛃");
        assert!(names.iter().any(|called| called.name.as_str() == "阿依努尔·麦麦提"));
    }

    #[test]
    fn names_are_many_and_some_are_rare() {
        let mut names: Vec<String> =
            drawn(1, 2000).into_iter().map(|called| called.name.as_str().to_owned()).collect();
        names.sort_unstable();
        names.dedup();

        assert!(names.len() > 1500, "{}", names.len());
        assert!(names.iter().any(|name| name.contains('·')));
    }
}
