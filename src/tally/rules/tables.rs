//! Rows in the making, their order, how many there may be.

use std::collections::HashMap;

use super::Names;
use crate::{
    kernel::{codes::FieldCode, refusal::Refusal, time::Time},
    people,
    tally::model::{By, Cut, Figures, Key, Month, Period, Row, Value},
};

/// Rows of an answer at most: every brigade of a federation by month through most of a year. It
/// has no pages, so that its total and its rows are of one moment.
const ROWS_MAX: usize = 10_000;

/// Rows in the making.
#[derive(Debug)]
pub(in crate::tally) struct Table {
    rows_max: usize,
    rows_of: HashMap<Key, usize>,
    rows: Vec<Row>,
}

impl Default for Table {
    fn default() -> Self {
        Self::of_at_most(ROWS_MAX)
    }
}

impl Table {
    fn of_at_most(rows_max: usize) -> Self {
        Self { rows_max, rows_of: HashMap::new(), rows: Vec::new() }
    }

    /// The number of the row of a key, which is made when it is not there.
    ///
    /// # Errors
    /// A refusal of `by` that says to narrow it, when there are too many rows already.
    pub(in crate::tally) fn row_for(&mut self, key: Key) -> Result<usize, Refusal> {
        if let Some(row) = self.row_of(&key) {
            return Ok(row);
        }
        let row = self.rows.len();
        if row >= self.rows_max {
            return Err(Refusal::parameter("by", FieldCode::TooManyRows));
        }
        self.rows.push(Row { key: key.clone(), figures: Figures::default() });
        self.rows_of.insert(key, row);
        Ok(row)
    }

    /// The number of the row of a key, if it is there.
    pub(in crate::tally) fn row_of(&self, key: &Key) -> Option<usize> {
        self.rows_of.get(key).copied()
    }

    /// Changes the figures of the row with a number.
    pub(in crate::tally) fn change(&mut self, row: usize, change: impl FnOnce(&mut Figures)) {
        if let Some(row) = self.rows.get_mut(row) {
            change(&mut row.figures);
        }
    }

    /// The months and years that its rows are of, with the instant at which each ends, the earliest
    /// end first; the end of the period alone where no row is of one.
    pub(in crate::tally) fn ends(
        &self,
        cut: &Cut,
        period: Period,
        now: Time,
    ) -> Vec<(Time, Vec<Value>)> {
        let until = period.end(now);
        if !cut.has_any(&[By::Month, By::Year]) {
            return vec![(until, Vec::new())];
        }
        let mut times: Vec<Vec<Value>> = self.rows.iter().map(|row| times_in(&row.key)).collect();
        times.sort_unstable();
        times.dedup();
        let end = |value: &Value| match value {
            Value::Month(month) => month.end(),
            Value::Year(year) => Month::last_of(*year).end(),
            _ => now,
        };
        let ended = |time: Vec<Value>| (time.iter().map(end).fold(until, Time::min), time);
        let mut ends: Vec<_> = times.into_iter().map(ended).collect();
        ends.sort_unstable();
        ends
    }

    /// The rows that hold something, in the order of the cut: districts and brigades by area code
    /// and then by name, programs by name, themes and proof classes as their words are listed,
    /// months and years by time; what belongs nowhere comes last.
    pub(in crate::tally) fn sorted(self, names: &Names) -> Vec<Row> {
        let held = |row: &Row| row.figures != Figures::default();
        let mut rows: Vec<Row> = self.rows.into_iter().filter(held).collect();
        rows.sort_by_cached_key(|row| -> Vec<Rank> {
            row.key.iter().map(|value| rank(value, names)).collect()
        });
        rows
    }
}

/// Where a value stands among those of the same word: what is nowhere last, then by code, what has
/// none last, by name, and where all are the same by itself.
type Rank = (bool, (bool, Option<String>), Vec<u8>, Value);

fn rank(value: &Value, names: &Names) -> Rank {
    let no_code = (true, None);
    let (code, name) = match value {
        Value::District(Some(unit)) | Value::Brigade(unit) => {
            let unit = names.tree.unit(*unit);
            let code = unit.and_then(|unit| unit.area_code.clone());
            ((code.is_none(), code), unit.map(|unit| people::sort_key(&unit.name)))
        }
        Value::Program(Some(program)) => {
            let name = names.programs.get(program);
            (no_code, name.map(|name| people::sort_key(name)))
        }
        _ => (no_code, None),
    };
    let nowhere = matches!(
        value,
        Value::District(None)
            | Value::Program(None)
            | Value::Theme(None)
            | Value::ServedDistrict(None)
    );
    (nowhere, code, name.unwrap_or_default(), value.clone())
}

/// The values of a key that are of time, in its order.
fn times_in(key: &Key) -> Vec<Value> {
    let is_time = |value: &&Value| matches!(value, Value::Month(_) | Value::Year(_));
    key.iter().filter(is_time).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::figures::Sums,
        tally::rules::examples::{FEDERATION, LIANGJIANG, YUBEI, id, tree},
    };

    #[test]
    fn an_answer_of_too_many_rows_says_to_narrow_it() {
        let mut table = Table::of_at_most(2);
        let year = |year| vec![Value::Year(year)];

        let rows = [2023, 2024, 2023].map(|number| table.row_for(year(number)));

        assert_eq!(rows, [Ok(0), Ok(1), Ok(0)]);
        let refusal = table.row_for(year(2025)).unwrap_err();
        let field = &refusal.fields[0];
        assert_eq!((field.pointer.as_str(), field.code.word()), ("by", "too_many_rows"));
        assert_eq!((table.row_of(&year(2025)), Table::default().rows_max), (None, 10_000));
    }

    /// The rows of these keys in their order, each with a minute.
    fn sorted(keys: Vec<Key>) -> Vec<Key> {
        let mut table = Table::default();
        for key in keys {
            let row = table.row_for(key).unwrap();
            let minute = Sums { pending_minutes: 1, ..Sums::default() };
            table.change(row, |figures| figures.sums += minute);
        }
        let programs = [(id(50), "助浴".to_owned()), (id(51), "慈善".to_owned())].into();
        let names = Names { tree: tree(), programs };
        table.sorted(&names).into_iter().map(|row| row.key).collect()
    }

    #[test]
    fn rows_stand_by_code_by_name_by_time_and_what_is_nowhere_last() {
        let month = |number| Value::Month(Month::of_number(number));
        let of = |district, number| vec![Value::District(district), month(number)];
        let program = |program| vec![Value::Program(program)];

        let districts = sorted(vec![
            of(None, 202_611),
            of(Some(FEDERATION), 202_611),
            of(Some(LIANGJIANG), 202_611),
            of(Some(YUBEI), 202_611),
            of(Some(YUBEI), 202_512),
        ]);
        let programs = sorted(vec![program(None), program(Some(id(50))), program(Some(id(51)))]);

        let expected = vec![
            of(Some(YUBEI), 202_512),
            of(Some(YUBEI), 202_611),
            of(Some(LIANGJIANG), 202_611),
            of(Some(FEDERATION), 202_611),
            of(None, 202_611),
        ];
        assert_eq!(districts, expected);
        assert_eq!(programs, [program(Some(id(51))), program(Some(id(50))), program(None)]);
    }

    #[test]
    fn a_row_in_which_nothing_is_left_is_left_out() {
        let mut table = Table::default();
        table.row_for(vec![Value::Year(2026)]).unwrap();

        let names = Names { tree: tree(), programs: HashMap::new() };

        assert!(table.sorted(&names).is_empty());
    }

    #[test]
    fn members_are_counted_at_the_end_of_each_row_and_not_after_the_period() {
        let now = Time::parse("2026-11-22T00:00:00Z").unwrap();
        let month = |number| vec![Value::Month(Month::of_number(number))];
        let period = Period::new(None, Month::parse("2026-12").ok()).unwrap();
        let mut table = Table::default();
        for number in [202_611, 202_512, 202_611] {
            table.row_for(month(number)).unwrap();
        }
        let ends = |table: &Table, by: &str| table.ends(&Cut::parse(by).unwrap(), period, now);

        let december = Month::of_number(202_512).end();
        let expected = vec![(december, month(202_512)), (now, month(202_611))];
        assert_eq!(ends(&table, "month"), expected);
        assert_eq!(ends(&table, "district"), [(now, Vec::new())]);
        assert_eq!(ends(&Table::default(), "year,district"), []);
    }
}
