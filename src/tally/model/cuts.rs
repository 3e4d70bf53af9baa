//! By what a tally is cut.

use crate::kernel::{
    codes::FieldCode,
    words::{Word, words},
};

words! {
    /// By what a tally is split into rows.
    pub enum By {
        /// The district, as `districts` says.
        District => "district" ("区县" / "district"),
        /// The brigade of today, with its squads.
        Brigade => "brigade" ("大队" / "brigade"),
        /// The program of the activity.
        Program => "program" ("项目" / "program"),
        /// What the program is for.
        Theme => "theme" ("主题" / "theme"),
        /// The month of the service date.
        Month => "month" ("月份" / "month"),
        /// Its year.
        Year => "year" ("年份" / "year"),
        /// How the minutes were proven.
        ProofClass => "proof_class" ("凭证等级" / "proof class"),
        /// The district where people were served.
        ServedDistrict => "served_district" ("服务所在区县" / "district served"),
    }
}

words! {
    /// In which district a tally counts what was served.
    pub enum Districts {
        /// In which the unit stood when it was served.
        AsBooked => "as_booked" ("按当时区划" / "as booked"),
        /// In which the unit stands today.
        Restated => "restated" ("按现行区划" / "restated to today"),
    }
}

/// What a tally is split by, one thing after another, none twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tally) struct Cut(Vec<By>);

impl Cut {
    /// Reads the words of a cut, with commas between them.
    ///
    /// # Errors
    /// [`FieldCode::Missing`], [`FieldCode::UnknownValue`], [`FieldCode::Repeated`].
    pub(in crate::tally) fn parse(text: &str) -> Result<Self, FieldCode> {
        if text.is_empty() {
            return Err(FieldCode::Missing);
        }
        let mut cut = Vec::new();
        for word in text.split(',') {
            let by = By::of_word(word.trim()).ok_or(FieldCode::UnknownValue)?;
            if cut.contains(&by) {
                return Err(FieldCode::Repeated);
            }
            cut.push(by);
        }
        Ok(Self(cut))
    }

    /// What it is split by, in the order in which it was asked.
    pub(in crate::tally) fn as_slice(&self) -> &[By] {
        &self.0
    }

    /// Whether it is split by this.
    pub(in crate::tally) fn has(&self, by: By) -> bool {
        self.0.contains(&by)
    }

    /// Whether one thing of it at least is among these.
    pub(in crate::tally) fn has_any(&self, of: &[By]) -> bool {
        of.iter().any(|by| self.has(*by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_read_in_the_order_of_its_words() {
        let read = |text| Cut::parse(text).map(|cut| cut.0);

        assert_eq!(read("month"), Ok(vec![By::Month]));
        assert_eq!(read("district, month"), Ok(vec![By::District, By::Month]));
        assert_eq!(read("month,district"), Ok(vec![By::Month, By::District]));
        assert_eq!(read(""), Err(FieldCode::Missing));
        assert_eq!(read("month,"), Err(FieldCode::UnknownValue));
        assert_eq!(read("person"), Err(FieldCode::UnknownValue));
        assert_eq!(read("month,month"), Err(FieldCode::Repeated));
    }
}
