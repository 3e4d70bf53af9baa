//! Sources and aliases as columns of JSON.

use serde::{Deserialize, Serialize};

use crate::{
    attendance::model::{Aliases, Source, Sources},
    kernel::{ids::AttendanceId, words::Word},
    platform::db::json_column,
};

json_column!(Sources as Vec<String>);
json_column!(Aliases as AliasesShape);

/// The ids alone, as a list.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct AliasesShape(Vec<AttendanceId>);

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
        Self(aliases.0.iter().copied().collect())
    }
}

impl From<AliasesShape> for Aliases {
    fn from(AliasesShape(ids): AliasesShape) -> Self {
        Self(ids.into_iter().collect())
    }
}
