//! Rows in the making, their order, how many there may be.

use std::{cmp::Ordering, collections::HashMap};

use super::Tree;
use crate::{
    kernel::{codes::FieldCode, ids::UnitId, refusal::Refusal, time::Time},
    tally::model::{By, Cut, Figures, Key, Month, Period, Row, Value},
};

/// Rows of an answer at most: every brigade of a federation by month through most of a year. It
/// has no pages, so that its total and its rows are of one moment.
const ROWS_MAX: usize = 10_000;

/// Whether an answer may have so many rows.
///
/// # Errors
/// A refusal of `by` that says to narrow it.
pub(in crate::tally) fn may_have(rows: usize) -> Result<(), Refusal> {
    if rows <= ROWS_MAX { Ok(()) } else { Err(Refusal::parameter("by", FieldCode::TooManyRows)) }
}

/// Whether rows of a cut have sessions and times served: these are of days and shifts, which no
/// proof class has for itself.
pub(in crate::tally) fn has_sessions(cut: &Cut) -> bool {
    !cut.has(By::ProofClass)
}

/// Whether rows of a cut have members: these belong to units, not to what is done there.
pub(in crate::tally) fn has_registered(cut: &Cut) -> bool {
    !cut.has_any(&[By::Program, By::Theme, By::ProofClass, By::ServedDistrict])
}

/// Rows in the making.
#[derive(Debug, Default)]
pub(in crate::tally) struct Table {
    places: HashMap<Key, usize>,
    rows: Vec<Row>,
}

impl Table {
    /// The place of a row, which is made when it is not there.
    pub(in crate::tally) fn place(&mut self, key: Key) -> usize {
        let Self { places, rows } = self;
        *places.entry(key).or_insert_with_key(|key| {
            rows.push(Row { key: key.clone(), figures: Figures::default() });
            rows.len() - 1
        })
    }

    /// The place of a row, if it is there.
    pub(in crate::tally) fn place_of(&self, key: &Key) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// The figures of the row at a place.
    pub(in crate::tally) fn figures(&mut self, place: usize) -> Option<&mut Figures> {
        self.rows.get_mut(place).map(|row| &mut row.figures)
    }

    /// How many rows there are.
    pub(in crate::tally) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The months and years that its rows are of, with the instant at which each ends, the earliest
    /// end first. One without either for rows that are of the whole period.
    pub(in crate::tally) fn ends(&self, period: Period, now: Time) -> Vec<(Time, Vec<Value>)> {
        let mut times: Vec<Vec<Value>> = self.rows.iter().map(|row| times_in(&row.key)).collect();
        times.push(Vec::new());
        times.sort_unstable();
        times.dedup();
        // The empty one is of a cut without time; another cut has no rows for it.
        if times.len() > 1 {
            times.retain(|time| !time.is_empty());
        }
        let end = |value: &Value| match value {
            Value::Month(month) => month.end(),
            Value::Year(year) => Month::last_of(*year).end(),
            _ => now,
        };
        let until = period.end(now);
        let ended = |time: Vec<Value>| (time.iter().map(end).fold(until, Time::min), time);
        let mut ends: Vec<_> = times.into_iter().map(ended).collect();
        ends.sort_unstable();
        ends
    }

    /// The rows that hold something, in the order of the cut: districts and brigades by area code,
    /// programs by id, themes and proof classes as their words are listed, months and years by
    /// time; what belongs nowhere comes last.
    pub(in crate::tally) fn sorted(self, tree: &Tree) -> Vec<Row> {
        let held = |row: &Row| row.figures != Figures::default();
        let mut rows: Vec<Row> = self.rows.into_iter().filter(held).collect();
        rows.sort_by(|one, other| {
            let pairs = one.key.iter().zip(&other.key);
            let compared = pairs.map(|(one, other)| compared(one, other, tree));
            compared.fold(Ordering::Equal, Ordering::then)
        });
        rows
    }
}

/// The values of a key that are of time, in its order.
fn times_in(key: &Key) -> Vec<Value> {
    let is_time = |value: &&Value| matches!(value, Value::Month(_) | Value::Year(_));
    key.iter().filter(is_time).cloned().collect()
}

fn compared(one: &Value, other: &Value, tree: &Tree) -> Ordering {
    let code = |unit: UnitId| {
        let code = tree.unit(unit).and_then(|row| row.area_code.as_deref());
        (code.is_none(), code, unit)
    };
    let district = |district: Option<UnitId>| (district.is_none(), district.map(code));
    match (one, other) {
        (Value::District(one), Value::District(other)) => district(*one).cmp(&district(*other)),
        (Value::Brigade(one), Value::Brigade(other)) => code(*one).cmp(&code(*other)),
        (Value::Program(one), Value::Program(other)) => last(one).cmp(&last(other)),
        (Value::Theme(one), Value::Theme(other)) => last(one).cmp(&last(other)),
        (Value::ServedDistrict(one), Value::ServedDistrict(other)) => last(one).cmp(&last(other)),
        _ => one.cmp(other),
    }
}

/// What is not there comes last.
fn last<T>(value: &Option<T>) -> (bool, &Option<T>) {
    (value.is_none(), value)
}
