//! People, counted distinct: somebody who serves in two districts counts once in each, and once in
//! the total.

use std::collections::{HashMap, HashSet};

use super::Tree;
use crate::{
    kernel::{
        ids::{PersonId, UnitId},
        time::Time,
    },
    tally::store::{Barred, Member},
};

/// Counts distinct people by row, and in all.
#[derive(Debug, Default)]
pub(in crate::tally) struct Distinct {
    seen: HashSet<(usize, PersonId)>,
    people: HashSet<PersonId>,
    counts: HashMap<usize, i64>,
}

impl Distinct {
    /// Counts somebody in a row.
    pub(in crate::tally) fn count(&mut self, person: PersonId, rows: &[usize]) {
        self.people.insert(person);
        for row in rows {
            if self.seen.insert((*row, person)) {
                *self.counts.entry(*row).or_default() += 1;
            }
        }
    }

    /// How many there are in each row.
    pub(in crate::tally) fn by_row(&self) -> impl Iterator<Item = (usize, i64)> {
        self.counts.iter().map(|(row, count)| (*row, *count))
    }

    /// How many there are in all.
    pub(in crate::tally) fn total(&self) -> i64 {
        i64::try_from(self.people.len()).unwrap_or(i64::MAX)
    }
}

/// Members with the days on which they were, and those on which they might not take part.
#[derive(Debug)]
pub(in crate::tally) struct Roll<'a> {
    /// In the order of persons.
    members: Vec<Member>,
    barred: HashMap<PersonId, Vec<Barred>>,
    tree: &'a Tree,
}

impl<'a> Roll<'a> {
    /// A roll of these members.
    pub(in crate::tally) fn new(
        mut members: Vec<Member>,
        barred: Vec<Barred>,
        tree: &'a Tree,
    ) -> Self {
        members.sort_unstable_by_key(|member| member.person);
        let mut of_person: HashMap<PersonId, Vec<Barred>> = HashMap::new();
        for one in barred {
            of_person.entry(one.person).or_default().push(one);
        }
        Self { members, barred: of_person, tree }
    }

    /// Distinct people by row. `ends` are instants in their order; `row` says in which row a member
    /// of a unit counts at the end with a number.
    pub(in crate::tally) fn counted(
        &self,
        ends: &[Time],
        mut row: impl FnMut(UnitId, usize) -> Option<usize>,
    ) -> HashMap<usize, i64> {
        let mut rows_of: HashMap<UnitId, Vec<Option<usize>>> = HashMap::new();
        let mut counts = HashMap::new();
        for of_person in self.members.chunk_by(|one, other| one.person == other.person) {
            let mut rows = Vec::new();
            for member in of_person {
                let known = rows_of.entry(member.unit).or_insert_with_key(|unit| {
                    (0..ends.len()).map(|end| row(*unit, end)).collect()
                });
                let at_ends = ends.iter().zip(known.iter());
                let there = at_ends.filter(|(at, _)| self.is_active(member, **at));
                rows.extend(there.filter_map(|(_, row)| *row));
            }
            rows.sort_unstable();
            rows.dedup();
            for row in rows {
                *counts.entry(row).or_default() += 1;
            }
        }
        counts
    }

    /// Whether a membership was active at an instant. Who is suspended, there or above, is no
    /// active member meanwhile: the word is that of the state.
    fn is_active(&self, member: &Member, at: Time) -> bool {
        let lasts =
            |from: Time, until: Option<Time>| from <= at && until.is_none_or(|until| at < until);
        let bars = |one: &Barred| {
            lasts(one.from_at, one.until_at) && self.tree.stood_below(member.unit, one.unit, at)
        };
        lasts(member.from_at, member.until_at)
            && !self.barred.get(&member.person).is_some_and(|all| all.iter().any(bars))
    }
}
