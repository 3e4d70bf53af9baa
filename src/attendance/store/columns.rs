//! Sources and aliases as columns of JSON.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    attendance::model::{Aliases, Source, Sources},
    kernel::{ids::AttendanceId, words::Word},
    platform::db::json_column,
};

json_column!(Sources as Vec<String>);
json_column!(Aliases as AliasesShape);

#[derive(Serialize, Deserialize)]
struct AliasesShape {
    also: BTreeSet<AttendanceId>,
    ends: BTreeSet<AttendanceId>,
}

impl From<&Sources> for Vec<String> {
    fn from(sources: &Sources) -> Self {
        sources.0.iter().map(|source| source.word().to_owned()).collect()
    }
}

impl TryFrom<Vec<String>> for Sources {
    type Error = String;

    fn try_from(words: Vec<String>) -> Result<Self, String> {
        let unknown = |word: &String| format!("{word} is no source");
        let source = |word: &String| Source::of_word(word).ok_or_else(|| unknown(word));
        words.iter().map(source).collect::<Result<_, _>>().map(Self)
    }
}

impl From<&Aliases> for AliasesShape {
    fn from(aliases: &Aliases) -> Self {
        let Aliases { also, ends } = aliases.clone();
        Self { also, ends }
    }
}

impl From<AliasesShape> for Aliases {
    fn from(AliasesShape { also, ends }: AliasesShape) -> Self {
        Self { also, ends }
    }
}
