//! Units, then and today.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{
    kernel::{area, ids::UnitId, interval::lasts, time::Time},
    org::{Seat, Today, UnitKind, UnitRow, district_today},
    tally::{model::Scope, store::Line},
};

/// All units, with what each stood below.
#[derive(Debug, Default)]
pub(in crate::tally) struct Tree {
    units: HashMap<UnitId, UnitRow>,
    /// Of each unit, the nearest first.
    lines: HashMap<UnitId, Vec<Line>>,
}

impl Tree {
    /// The tree of these units.
    pub(in crate::tally) fn new(units: Vec<UnitRow>, lines: Vec<Line>) -> Self {
        let mut of_unit: HashMap<UnitId, Vec<Line>> = HashMap::new();
        for line in lines {
            of_unit.entry(line.unit).or_default().push(line);
        }
        of_unit.values_mut().for_each(|lines| lines.sort_by_key(|line| line.depth));
        let units = units.into_iter().map(|unit| (unit.id, unit)).collect();
        Self { units, lines: of_unit }
    }

    /// A unit.
    pub(in crate::tally) fn unit(&self, id: UnitId) -> Option<&UnitRow> {
        self.units.get(&id)
    }

    /// The lines of a unit that held at an instant, or hold today, the nearest first.
    fn above(&self, unit: UnitId, at: Option<Time>) -> impl Iterator<Item = UnitId> {
        let lines = self.lines.get(&unit).into_iter().flatten();
        let held = move |line: &&Line| match at {
            None => line.until_at.is_none(),
            Some(at) => lasts(line.from_at, line.until_at, at),
        };
        lines.filter(held).map(|line| line.ancestor)
    }

    fn nearest(&self, unit: UnitId, at: Option<Time>, kinds: &[UnitKind]) -> Option<UnitId> {
        let is_wanted = |id: &UnitId| self.unit(*id).is_some_and(|row| kinds.contains(&row.kind));
        self.above(unit, at).find(is_wanted)
    }

    /// Whether a unit stood below another one at an instant, or is it.
    pub(in crate::tally) fn stood_below(&self, unit: UnitId, above: UnitId, at: Time) -> bool {
        self.above(unit, Some(at)).any(|id| id == above)
    }

    /// Whether a unit was within a scope at an instant: below a district it must have stood then,
    /// as what is booked does, below another unit today.
    pub(in crate::tally) fn is_within(&self, scope: &Scope, unit: UnitId, at: Time) -> bool {
        let today = || self.above(unit, None).any(|id| scope.below.contains(&id));
        scope.booked_to.contains(&self.district_at(unit, at)) || today()
    }

    /// The brigade of today that a unit stands below, or is; the unit itself where there is none.
    pub(in crate::tally) fn brigade(&self, unit: UnitId) -> UnitId {
        self.nearest(unit, None, &[UnitKind::Brigade]).unwrap_or(unit)
    }

    /// The district that a unit stood below at an instant, or is, as it would be booked: the
    /// federation for what stood below none; of what was entered later that of today.
    pub(in crate::tally) fn district_at(&self, unit: UnitId, at: Time) -> UnitId {
        let then = self.nearest(unit, Some(at), BOOKED_KINDS);
        then.unwrap_or_else(|| self.district(unit))
    }

    fn district(&self, unit: UnitId) -> UnitId {
        self.nearest(unit, None, BOOKED_KINDS).unwrap_or(unit)
    }

    /// The district to which a unit belongs today, by the tree and by its town; none where nobody
    /// can say.
    pub(in crate::tally) fn restated(&self, unit: UnitId, today: NaiveDate) -> Option<UnitId> {
        let id = self.district(unit);
        let Some(district) = self.unit(id).filter(|row| row.kind == UnitKind::District) else {
            return Some(id);
        };
        let seat = if id == unit { Seat::District } else { Seat::Area(self.town(unit, id)) };
        let (code, ended_on) = (district.area_code.as_deref(), district.valid_to.as_deref());
        match district_today(code, ended_on, seat, today) {
            Today::There => Some(id),
            Today::To(code) => self.district_with(code, today),
            Today::Unassigned => None,
        }
    }

    /// The town, or the village in it, that a unit works in: its own, else that of the nearest unit
    /// above it that has one, up to its district. A code that names a district alone says nothing
    /// of a town.
    fn town(&self, unit: UnitId, district: UnitId) -> Option<&str> {
        let below = self.above(unit, None).take_while(|id| *id != district);
        let mut areas = below.filter_map(|id| self.unit(id)?.area_code.as_deref());
        areas.find(|code| area::town(code).is_some())
    }

    /// The district with a code that has not ended; the one that was entered first where there are
    /// several: ids are made by clients, and say nothing of when.
    fn district_with(&self, code: &str, today: NaiveDate) -> Option<UnitId> {
        // Texts of dates sort as the dates do.
        let today = today.to_string();
        let stands = |row: &&UnitRow| {
            let code_of = row.area_code.as_deref().and_then(area::district);
            row.kind == UnitKind::District
                && code_of == Some(code)
                && row.valid_to.as_deref().is_none_or(|ended_on| today.as_str() < ended_on)
        };
        let first = self.units.values().filter(stands).min_by_key(|row| (row.created_at, row.id));
        first.map(|row| row.id)
    }
}

/// What a record is booked to: the federation's own work too.
const BOOKED_KINDS: &[UnitKind] = &[UnitKind::District, UnitKind::Federation];

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        kernel::time::date,
        tally::rules::examples::{
            ENTERED, FEDERATION, LIANGJIANG, MOVER, NOWHERE, RENHE, SQUAD, YUBEI, id, lines, moved,
            row, tree, units,
        },
    };

    const DAY: Duration = Duration::from_secs(24 * 3600);

    #[test]
    fn what_a_squad_does_counts_for_its_brigade() {
        let brigade = |unit| tree().brigade(unit);

        assert_eq!([brigade(SQUAD), brigade(RENHE)], [RENHE; 2]);
        assert_eq!([brigade(YUBEI), brigade(FEDERATION)], [YUBEI, FEDERATION]);
    }

    #[test]
    fn a_unit_counts_in_the_district_of_then() {
        let tree = tree();
        let before = ENTERED.minus(DAY);

        for (unit, at, expected) in [
            (MOVER, ENTERED, YUBEI),
            (MOVER, moved(), LIANGJIANG),
            (SQUAD, moved(), YUBEI),
            (YUBEI, moved(), YUBEI),
            (FEDERATION, moved(), FEDERATION),
            // Entered later: that of today.
            (MOVER, before, LIANGJIANG),
        ] {
            assert_eq!(tree.district_at(unit, at), expected, "{unit} {at}");
        }
        assert!(
            tree.stood_below(MOVER, YUBEI, ENTERED) && !tree.stood_below(MOVER, YUBEI, moved())
        );
    }

    #[test]
    fn a_unit_counts_in_the_district_of_today_by_the_tree_and_by_its_town() {
        let tree = tree();
        let restated = |unit, today: &str| tree.restated(unit, date(today).unwrap());

        for (unit, expected) in [
            (MOVER, Some(LIANGJIANG)),
            (RENHE, Some(LIANGJIANG)),
            // It has the town of its brigade.
            (SQUAD, Some(LIANGJIANG)),
            (NOWHERE, None),
            (YUBEI, None),
            (FEDERATION, Some(FEDERATION)),
        ] {
            assert_eq!(restated(unit, "2026-11-22"), expected, "{unit}");
        }
        assert_eq!([RENHE, NOWHERE].map(|unit| restated(unit, "2025-11-05")), [Some(YUBEI); 2]);
        assert_eq!(restated(id(99), "2026-11-22"), Some(id(99)));
    }

    /// The district of today of a squad of 仁和, when some units are other than in the example.
    fn restated_with(change: impl Fn(&mut Vec<UnitRow>)) -> Option<UnitId> {
        let mut units = units();
        change(&mut units);
        Tree::new(units, lines()).restated(SQUAD, date("2026-11-22").unwrap())
    }

    #[test]
    fn a_code_of_a_district_alone_says_nothing_of_a_town() {
        for (of_squad, of_brigade, expected) in [
            (Some("500112"), Some("500112009"), Some(LIANGJIANG)),
            (Some("500112009201"), Some("500112"), Some(LIANGJIANG)),
            (Some("500112"), Some("500112"), None),
            (None, None, None),
        ] {
            let restated = restated_with(|units| {
                row(units, SQUAD).area_code = of_squad.map(str::to_owned);
                row(units, RENHE).area_code = of_brigade.map(str::to_owned);
                // That of the district itself is nobody's town.
                row(units, YUBEI).area_code = Some("500112009".to_owned());
            });

            assert_eq!(restated, expected, "{of_squad:?} {of_brigade:?}");
        }
    }

    #[test]
    fn a_town_went_to_the_district_that_was_entered_first_and_has_not_ended() {
        let second = |created_at, ended_on: Option<&str>| {
            let (area_code, valid_to) = (Some("500157009".to_owned()), ended_on.map(str::to_owned));
            let first = units().into_iter().find(|unit| unit.id == LIANGJIANG).unwrap();
            // Its id is smaller than any.
            UnitRow { id: UnitId::NIL, area_code, created_at, valid_to, ..first }
        };
        for (second, expected) in [
            (second(moved(), None), LIANGJIANG),
            (second(ENTERED.minus(DAY), None), UnitId::NIL),
            (second(ENTERED.minus(DAY), Some("2026-11-22")), LIANGJIANG),
            (second(ENTERED.minus(DAY), Some("2026-11-23")), UnitId::NIL),
        ] {
            let restated = restated_with(|units| units.push(second.clone()));

            assert_eq!(restated, Some(expected), "{second:?}");
        }
    }
}
