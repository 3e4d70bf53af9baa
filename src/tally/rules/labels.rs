//! What people read instead of keys.

use std::collections::HashMap;

use super::Tree;
use crate::{
    kernel::{
        ids::{ProgramId, UnitId},
        language::{Language, Text},
        words::Word,
    },
    org,
    tally::model::Value,
};

const UNASSIGNED: Text = Text { zh: "未归属", en: "unassigned" };
const NO_PROGRAM: Text = Text { zh: "无项目", en: "no program" };
const UNKNOWN: Text = Text { zh: "未知", en: "unknown" };

/// What things are called.
#[derive(Debug)]
pub(in crate::tally) struct Names {
    /// Units.
    pub(in crate::tally) tree: Tree,
    /// Programs.
    pub(in crate::tally) programs: HashMap<ProgramId, String>,
}

/// What a value is called. What has no name of its own is called by its id or code.
pub(in crate::tally) fn label_of(value: &Value, names: &Names, language: Language) -> String {
    let say = |text: Text| text.say(language, &[]);
    let unit =
        |id: &UnitId| names.tree.unit(*id).map_or_else(|| id.to_string(), |unit| unit.name.clone());
    match value {
        Value::District(Some(district)) => unit(district),
        Value::District(None) => say(UNASSIGNED),
        Value::Brigade(brigade) => unit(brigade),
        Value::Program(Some(program)) => {
            names.programs.get(program).cloned().unwrap_or_else(|| program.to_string())
        }
        Value::Program(None) | Value::Theme(None) => say(NO_PROGRAM),
        Value::Theme(Some(theme)) => say(theme.label()),
        Value::Month(month) => month.to_string(),
        Value::Year(year) => year.to_string(),
        Value::ProofClass(class) => say(class.label()),
        Value::ServedDistrict(Some(code)) => {
            org::district_name(code).map_or_else(|| code.clone(), str::to_owned)
        }
        Value::ServedDistrict(None) => say(UNKNOWN),
    }
}
