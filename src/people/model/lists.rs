//! Lists of short texts, and ids in other systems.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::{codes::FieldCode, text};

/// Texts of a list at most.
const TAGS_MAX: usize = 20;
/// Characters of such a text at most.
const TAG_CHARS_MAX: usize = 40;
/// Other systems in which somebody has an id, at most.
const SYSTEMS_MAX: usize = 10;
/// Characters of a system's name at most.
const SYSTEM_CHARS_MAX: usize = 40;
/// Characters of an id there at most.
const EXTERNAL_ID_CHARS_MAX: usize = 80;

/// What is wrong with parts of a list: where below the list, and what.
pub(in crate::people) type Faults = Vec<(String, FieldCode)>;

/// Short texts in the order in which they were given, none of them twice: skills, kinds of service.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Tags(Vec<String>);

impl Tags {
    /// Reads a list.
    ///
    /// # Errors
    /// Each fault with its place.
    pub(in crate::people) fn parse(texts: &[String]) -> Result<Self, Faults> {
        if texts.len() > TAGS_MAX {
            return Err(vec![(String::new(), FieldCode::TooMany)]);
        }
        let (mut tags, mut faults, mut seen) = (Vec::new(), Faults::new(), BTreeSet::new());
        for (index, text) in texts.iter().enumerate() {
            let tag = text::line(text, TAG_CHARS_MAX).and_then(|tag| {
                if seen.insert(tag.clone()) { Ok(tag) } else { Err(FieldCode::Repeated) }
            });
            match tag {
                Ok(tag) => tags.push(tag),
                Err(code) => faults.push((format!("/{index}"), code)),
            }
        }
        if faults.is_empty() { Ok(Self(tags)) } else { Err(faults) }
    }

    /// The texts.
    #[must_use]
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

/// Somebody's ids in other systems, by the system's name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ExternalIds(BTreeMap<String, String>);

impl ExternalIds {
    /// Reads a map.
    ///
    /// # Errors
    /// Each fault with its place.
    pub(in crate::people) fn parse(ids: &BTreeMap<String, String>) -> Result<Self, Faults> {
        if ids.len() > SYSTEMS_MAX {
            return Err(vec![(String::new(), FieldCode::TooMany)]);
        }
        let (mut read, mut faults) = (BTreeMap::new(), Faults::new());
        for (system, id) in ids {
            let place = format!("/{}", system.replace('~', "~0").replace('/', "~1"));
            let pair = text::line(system, SYSTEM_CHARS_MAX)
                .and_then(|system| Ok((system, text::line(id, EXTERNAL_ID_CHARS_MAX)?)));
            match pair {
                Ok((system, id)) if !read.contains_key(&system) => drop(read.insert(system, id)),
                Ok(_) => faults.push((place, FieldCode::Repeated)),
                Err(code) => faults.push((place, code)),
            }
        }
        if faults.is_empty() { Ok(Self(read)) } else { Err(faults) }
    }

    /// The ids.
    #[must_use]
    pub const fn as_map(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

never_shown! { Tags ExternalIds }

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(texts: &[&str]) -> String {
        let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
        let faults = Tags::parse(&texts).err().unwrap_or_default();
        faults.iter().map(|(place, code)| format!("{place} {code:?};")).collect()
    }

    #[test]
    fn a_list_is_short_and_its_texts_are_and_none_is_there_twice() {
        assert_eq!(faults(&["急救", "驾驶"]), "");
        assert_eq!(
            faults(&["急救", " ", "急救 ", &"长".repeat(41)]),
            "/1 Blank;/2 Repeated;/3 TooLong;"
        );
        assert_eq!(faults(&["急救"; 21]), " TooMany;");
    }

    #[test]
    fn ids_of_other_systems_are_few_and_short() {
        let read = |ids: &[(&str, &str)]| {
            let ids = ids.iter().map(|(system, id)| ((*system).to_owned(), (*id).to_owned()));
            let faults = ExternalIds::parse(&ids.collect()).err().unwrap_or_default();
            faults.iter().map(|(place, code)| format!("{place} {code:?};")).collect::<String>()
        };

        assert_eq!(read(&[("zyz", "5001"), ("i志愿", "A/1")]), "");
        assert_eq!(read(&[("a/b", ""), ("z", "1"), ("z ", "2")]), "/a~1b Blank;/z  Repeated;");
        let many: Vec<String> = (0..11).map(|number| number.to_string()).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|system| (system.as_str(), "1")).collect();
        assert_eq!(read(&many), " TooMany;");
    }
}
