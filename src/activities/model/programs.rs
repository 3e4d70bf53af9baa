//! Programs, and what they are for.

use chrono::NaiveDate;

use super::Name;
use crate::kernel::{
    codes::FieldCode,
    correction::Correction,
    ids::{ProgramId, UnitId},
    words::words,
};

words! {
    /// What a program is for.
    pub enum Theme {
        /// Villages.
        RuralRevitalisation =>
            "rural_revitalisation" ("乡村振兴" / "rural revitalisation"),
        /// The poor and the weak.
        PovertyRelief => "poverty_relief" ("扶弱济困" / "help for the poor and weak"),
        /// Floods, fires, landslides.
        Emergency => "emergency" ("应急救助" / "emergency relief"),
        /// The old.
        ElderCare => "elder_care" ("敬老助老" / "care for the old"),
        /// Children.
        Children => "children" ("关爱儿童" / "children"),
        /// The disabled.
        Disability => "disability" ("扶残助残" / "help for the disabled"),
        /// Schools and learning.
        Education => "education" ("教育助学" / "education"),
        /// Illness and health.
        Health => "health" ("医疗健康" / "health"),
        /// Nature.
        Environment => "environment" ("生态环保" / "environment"),
        /// Neighbourhoods.
        Community => "community" ("社区服务" / "community service"),
    }
}

/// Themes of a program at most: what is for everything is for nothing.
const THEMES_MAX: usize = 5;

/// What a program is for: one theme at least, none twice, the first one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Themes(Vec<Theme>);

impl Themes {
    /// Some themes.
    ///
    /// # Errors
    /// [`FieldCode::Missing`] without any, [`FieldCode::TooMany`] above five,
    /// [`FieldCode::Repeated`].
    pub(crate) fn new(themes: Vec<Theme>) -> Result<Self, FieldCode> {
        let is_repeated = |theme| themes.iter().filter(|other| *other == theme).count() > 1;
        match themes.len() {
            0 => Err(FieldCode::Missing),
            1..=THEMES_MAX if themes.iter().any(is_repeated) => Err(FieldCode::Repeated),
            1..=THEMES_MAX => Ok(Self(themes)),
            _ => Err(FieldCode::TooMany),
        }
    }

    /// The themes.
    pub(crate) fn as_slice(&self) -> &[Theme] {
        &self.0
    }
}

/// A program that is to be made.
#[derive(Clone, Debug)]
pub(crate) struct CreateProgram {
    /// Its id.
    pub(crate) id: ProgramId,
    /// Whose it is.
    pub(crate) unit: UnitId,
    /// What it is called.
    pub(crate) name: Name,
    /// What it is for.
    pub(crate) themes: Themes,
    /// What is done in it, in a few sentences.
    pub(crate) summary: Option<String>,
}

/// A change of a program; what is none, or kept, stays as it is.
#[derive(Clone, Debug)]
pub(in crate::activities) struct ProgramChanges {
    /// What it is called.
    pub(in crate::activities) name: Option<Name>,
    /// What it is for.
    pub(in crate::activities) themes: Option<Themes>,
    /// What is done in it.
    pub(in crate::activities) summary: Correction<String>,
    /// Last local date on which it goes on.
    pub(in crate::activities) ended_on: Correction<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use Theme::{Children, Community, Education, ElderCare, Health, PovertyRelief};

    #[test]
    fn a_program_has_one_to_five_themes_and_none_twice() {
        let refused = |themes: &[Theme]| Themes::new(themes.to_vec()).err();

        assert_eq!(refused(&[PovertyRelief]), None);
        assert_eq!(refused(&[PovertyRelief, Health, Children, Community, Education]), None);
        assert_eq!(refused(&[]), Some(FieldCode::Missing));
        assert_eq!(refused(&[PovertyRelief, Health, PovertyRelief]), Some(FieldCode::Repeated));
        let six = [PovertyRelief, Health, Children, Community, Education, ElderCare];
        assert_eq!(refused(&six), Some(FieldCode::TooMany));
    }
}
