//! To which rows a group of cells belongs.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Tree;
use crate::{
    activities::Theme,
    kernel::{
        ids::{ProgramId, UnitId},
        time::Time,
    },
    tally::model::{By, Cut, Districts, Grain, Key, Part, Spot, Value},
};

/// By what cells are grouped for a cut.
pub(in crate::tally) fn grain_of(cut: &Cut, districts: Districts) -> Grain {
    let part = |by: &By| match by {
        By::District if districts == Districts::AsBooked => Part::BookedDistrict,
        By::District | By::Brigade => Part::Unit,
        By::Program | By::Theme => Part::Program,
        By::Month | By::Year => Part::Month,
        By::ProofClass => Part::ProofClass,
        By::ServedDistrict => Part::ServedDistrict,
    };
    Grain(cut.as_slice().iter().map(part).collect())
}

/// What is needed to know the rows of a spot.
#[derive(Debug)]
pub(in crate::tally) struct Cutter<'a> {
    /// By what is cut.
    pub(in crate::tally) cut: &'a Cut,
    /// In which district things count.
    pub(in crate::tally) districts: Districts,
    /// The units.
    pub(in crate::tally) tree: &'a Tree,
    /// What programs are for.
    pub(in crate::tally) themes: &'a HashMap<ProgramId, Vec<Theme>>,
    /// What day it is.
    pub(in crate::tally) today: NaiveDate,
}

impl Cutter<'_> {
    /// The rows that a spot counts in: one, but of a program for several things one for each. What
    /// has no such thing counts in none: sessions have no proof class.
    pub(in crate::tally) fn keys(&self, spot: &Spot) -> Vec<Key> {
        let mut keys: Vec<Key> = vec![Vec::new()];
        for by in self.cut.as_slice() {
            let values = self.values(*by, spot);
            let longer = |key: &Key| {
                let with = |value: &Value| key.iter().chain([value]).cloned().collect();
                values.iter().map(with).collect::<Vec<Key>>()
            };
            keys = keys.iter().flat_map(longer).collect();
        }
        keys
    }

    fn values(&self, by: By, spot: &Spot) -> Vec<Value> {
        let value = match by {
            By::District => match self.districts {
                Districts::AsBooked => spot.booked_district.map(|id| Value::District(Some(id))),
                Districts::Restated => spot.unit.map(|unit| self.restated(unit)),
            },
            By::Brigade => spot.unit.map(|unit| Value::Brigade(self.tree.brigade(unit))),
            By::Program => Some(Value::Program(spot.program)),
            By::Theme => return self.themes_of(spot.program),
            By::Month => spot.month.map(Value::Month),
            By::Year => spot.month.map(|month| Value::Year(month.year())),
            By::ProofClass => spot.proof_class.map(Value::ProofClass),
            By::ServedDistrict => {
                let known = |code: &String| Some(code.clone()).filter(|code| !code.is_empty());
                spot.served_district.as_ref().map(|code| Value::ServedDistrict(known(code)))
            }
        };
        value.into_iter().collect()
    }

    fn restated(&self, unit: UnitId) -> Value {
        Value::District(self.tree.restated(unit, self.today))
    }

    fn themes_of(&self, program: Option<ProgramId>) -> Vec<Value> {
        let themes = program.and_then(|program| self.themes.get(&program));
        match themes {
            Some(themes) => themes.iter().map(|theme| Value::Theme(Some(*theme))).collect(),
            None => vec![Value::Theme(None)],
        }
    }

    /// The row that a member of a unit counts in at an instant, where `time` says which months and
    /// years the rows are of.
    pub(in crate::tally) fn key_of_member(&self, unit: UnitId, at: Time, time: &[Value]) -> Key {
        let mut time = time.iter();
        let value = |by: &By| match by {
            By::District => Some(match self.districts {
                Districts::AsBooked => Value::District(Some(self.tree.district_at(unit, at))),
                Districts::Restated => self.restated(unit),
            }),
            By::Brigade => Some(Value::Brigade(self.tree.brigade(unit))),
            _ => time.next().cloned(),
        };
        self.cut.as_slice().iter().filter_map(value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::{proof::ProofClass, words::Word},
        tally::model::Month,
        tally::rules::examples::{
            ENTERED, LIANGJIANG, MOVER, NOWHERE, RENHE, SQUAD, YUBEI, id, tree,
        },
    };

    const PROGRAM: ProgramId = id(50);

    /// What a spot of a squad in November is cut into, of which nothing is known but what the cut
    /// groups by.
    fn keys(by: &str, districts: Districts) -> Vec<Key> {
        let (cut, tree) = (Cut::parse(by).unwrap(), tree());
        let grain = grain_of(&cut, districts);
        let themes = HashMap::from([(PROGRAM, vec![Theme::Community, Theme::Health])]);
        let today = crate::kernel::time::date("2026-11-22").unwrap();
        let cutter = Cutter { cut: &cut, districts, tree: &tree, themes: &themes, today };
        let november = Month::of_number(202_611);
        cutter.keys(&Spot {
            unit: grain.has(Part::Unit).then_some(SQUAD),
            booked_district: grain.has(Part::BookedDistrict).then_some(YUBEI),
            program: grain.has(Part::Program).then_some(PROGRAM),
            month: grain.has(Part::Month).then_some(november),
            proof_class: grain.has(Part::ProofClass).then_some(ProofClass::TwoParty),
            served_district: grain.has(Part::ServedDistrict).then(String::new),
        })
    }

    #[test]
    fn a_cut_groups_by_all_that_it_needs() {
        for by in By::ALL {
            for districts in Districts::ALL {
                assert!(!keys(by.word(), *districts).is_empty(), "{by:?} {districts:?}");
            }
        }
    }

    #[test]
    fn a_spot_counts_in_one_row_and_in_one_for_each_theme() {
        use Districts::{AsBooked, Restated};
        let november = Value::Month(Month::of_number(202_611));
        let theme = |theme| Value::Theme(Some(theme));
        for (by, districts, expected) in [
            ("district", AsBooked, vec![vec![Value::District(Some(YUBEI))]]),
            ("district", Restated, vec![vec![Value::District(Some(LIANGJIANG))]]),
            ("brigade", AsBooked, vec![vec![Value::Brigade(RENHE)]]),
            ("program", AsBooked, vec![vec![Value::Program(Some(PROGRAM))]]),
            ("proof_class", AsBooked, vec![vec![Value::ProofClass(ProofClass::TwoParty)]]),
            ("served_district", AsBooked, vec![vec![Value::ServedDistrict(None)]]),
            ("month,year", AsBooked, vec![vec![november.clone(), Value::Year(2026)]]),
            ("year", Restated, vec![vec![Value::Year(2026)]]),
            (
                "theme,month",
                AsBooked,
                vec![
                    vec![theme(Theme::Community), november.clone()],
                    vec![theme(Theme::Health), november],
                ],
            ),
        ] {
            assert_eq!(keys(by, districts), expected, "{by} {districts:?}");
        }
    }

    #[test]
    fn cells_are_grouped_by_no_more_than_the_cut_needs() {
        let grain = |by, districts| grain_of(&Cut::parse(by).unwrap(), districts).0;

        assert_eq!(grain("district", Districts::AsBooked), [Part::BookedDistrict]);
        assert_eq!(grain("district,year", Districts::Restated), [Part::Unit, Part::Month]);
        assert_eq!(grain("theme", Districts::Restated), [Part::Program]);
    }

    #[test]
    fn a_member_counts_where_his_unit_stood_at_the_end() {
        let (cut, tree) = (Cut::parse("month,district").unwrap(), tree());
        let (themes, today) = (HashMap::new(), ENTERED.local_date());
        let districts = Districts::AsBooked;
        let cutter = Cutter { cut: &cut, districts, tree: &tree, themes: &themes, today };
        let month = [Value::Month(Month::of_number(202_512))];

        let key = |unit| cutter.key_of_member(unit, Month::of_number(202_512).end(), &month);

        let expected = vec![month[0].clone(), Value::District(Some(YUBEI))];
        assert_eq!([key(MOVER), key(NOWHERE)], [expected.clone(), expected]);
    }
}
