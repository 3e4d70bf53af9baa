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
    tally::model::{By, Cut, Districts, Grain, Key, Month, Part, Spot, Value},
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
    /// The rows that a spot counts in: one, but of a program for several things one for each.
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
        let unit = spot.unit.unwrap_or(UnitId::NIL);
        let month = Month::of_number(spot.month.unwrap_or_default());
        let value = match by {
            By::District => match self.districts {
                Districts::AsBooked => Value::District(spot.booked_district),
                Districts::Restated => Value::District(self.tree.restated(unit, self.today)),
            },
            By::Brigade => Value::Brigade(self.tree.brigade(unit)),
            By::Program => Value::Program(spot.program),
            By::Theme => return self.themes_of(spot.program),
            By::Month => Value::Month(month),
            By::Year => Value::Year(month.year()),
            By::ProofClass => return spot.proof_class.map(Value::ProofClass).into_iter().collect(),
            By::ServedDistrict => {
                let code = spot.served_district.clone();
                Value::ServedDistrict(code.filter(|code| !code.is_empty()))
            }
        };
        vec![value]
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
            By::District => Some(Value::District(match self.districts {
                Districts::AsBooked => Some(self.tree.district_at(unit, at)),
                Districts::Restated => self.tree.restated(unit, self.today),
            })),
            By::Brigade => Some(Value::Brigade(self.tree.brigade(unit))),
            _ => time.next().cloned(),
        };
        self.cut.as_slice().iter().filter_map(value).collect()
    }
}
