//! Flags, stretches of time and persons as columns of JSON.

use serde::{Deserialize, Serialize};

use crate::{
    kernel::{codes::FieldCode, ids::PersonId, interval::Interval, time::Time, words::Word},
    ledger::model::{Flag, Flags, Persons, Stretches},
    platform::db::json_column,
};

json_column!(Flags as Vec<String>);
json_column!(Stretches as Vec<(Time, Time)>);
json_column!(Persons as PersonsShape);

/// The ids alone, as a list.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct PersonsShape(Vec<PersonId>);

impl From<&Flags> for Vec<String> {
    fn from(flags: &Flags) -> Self {
        flags.0.iter().map(|flag| flag.word().to_owned()).collect()
    }
}

impl TryFrom<Vec<String>> for Flags {
    type Error = String;

    fn try_from(words: Vec<String>) -> Result<Self, String> {
        let flag = |word: &String| Flag::of_word(word).ok_or_else(|| format!("{word} is no flag"));
        words.iter().map(flag).collect::<Result<_, _>>().map(Self)
    }
}

impl From<&Stretches> for Vec<(Time, Time)> {
    fn from(stretches: &Stretches) -> Self {
        stretches.0.iter().map(|stretch| (stretch.from(), stretch.until())).collect()
    }
}

impl TryFrom<Vec<(Time, Time)>> for Stretches {
    type Error = String;

    fn try_from(pairs: Vec<(Time, Time)>) -> Result<Self, String> {
        let fault = |code: FieldCode| format!("a stretch in the database is {}", code.word());
        let stretch = |(from, until)| Interval::new(from, until).map_err(fault);
        pairs.into_iter().map(stretch).collect::<Result<_, _>>().map(Self)
    }
}

impl From<&Persons> for PersonsShape {
    fn from(persons: &Persons) -> Self {
        Self(persons.0.iter().copied().collect())
    }
}

impl From<PersonsShape> for Persons {
    fn from(PersonsShape(ids): PersonsShape) -> Self {
        Self(ids.into_iter().collect())
    }
}
