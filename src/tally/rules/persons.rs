//! People, counted distinct: somebody who serves in two districts counts once in each, and once in
//! the total.

use std::collections::{HashMap, hash_map::Entry};

use super::Tree;
use crate::{
    kernel::{
        ids::{PersonId, UnitId},
        interval::lasts,
        refusal::Refusal,
        time::Time,
    },
    tally::{
        model::Scope,
        store::{Member, Suspension},
    },
};

/// Counts distinct people by row, and in all.
#[derive(Debug, Default)]
pub(in crate::tally) struct Distinct {
    /// Each with the rows in which he was met, now and then twice in one: two spots may be of one
    /// row. Sorting them once takes a quarter of what sets take.
    met: Vec<(PersonId, usize)>,
}

impl Distinct {
    /// Counts somebody in some rows, one at least.
    pub(in crate::tally) fn count(&mut self, person: PersonId, rows: &[usize]) {
        self.met.extend(rows.iter().map(|row| (person, *row)));
    }

    /// How many there are in each row, and in all.
    pub(in crate::tally) fn counted(mut self) -> (HashMap<usize, i64>, i64) {
        self.met.sort_unstable();
        self.met.dedup();
        let mut rows = HashMap::new();
        let mut total = 0;
        for of_person in self.met.chunk_by(|one, other| one.0 == other.0) {
            total += 1;
            for (_, row) in of_person {
                *rows.entry(*row).or_default() += 1;
            }
        }
        (rows, total)
    }
}

/// Members with the days on which they were, and those on which they might not take part.
#[derive(Debug)]
pub(in crate::tally) struct Roll<'a> {
    /// In the order of persons.
    members: Vec<Member>,
    suspended: HashMap<PersonId, Vec<Suspension>>,
    tree: &'a Tree,
    scope: Option<&'a Scope>,
}

impl<'a> Roll<'a> {
    /// A roll of these members, who are counted while their units are within the scope.
    pub(in crate::tally) fn new(
        mut members: Vec<Member>,
        suspended: Vec<Suspension>,
        tree: &'a Tree,
        scope: Option<&'a Scope>,
    ) -> Self {
        members.sort_unstable_by_key(|member| member.person);
        let mut of_person: HashMap<PersonId, Vec<Suspension>> = HashMap::new();
        for one in suspended {
            of_person.entry(one.person).or_default().push(one);
        }
        Self { members, suspended: of_person, tree, scope }
    }

    /// Distinct people at an instant.
    pub(in crate::tally) fn at(&self, at: Time) -> i64 {
        let counts =
            |member: &Member| self.is_active(member, at) && self.is_within(member.unit, at);
        let persons = self.members.chunk_by(|one, other| one.person == other.person);
        persons.map(|of_person| i64::from(of_person.iter().any(counts))).sum()
    }

    /// Distinct people by row. `ends` are instants in their order; `row` says in which row a member
    /// of a unit counts at the end with a number.
    ///
    /// # Errors
    /// Those of `row`.
    pub(in crate::tally) fn counted(
        &self,
        ends: &[Time],
        mut row: impl FnMut(UnitId, usize) -> Result<Option<usize>, Refusal>,
    ) -> Result<HashMap<usize, i64>, Refusal> {
        let mut rows_of: HashMap<UnitId, Vec<Option<usize>>> = HashMap::new();
        let mut counts = HashMap::new();
        for of_person in self.members.chunk_by(|one, other| one.person == other.person) {
            let mut rows = Vec::new();
            for member in of_person {
                let known = match rows_of.entry(member.unit) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => {
                        unknown.insert(self.rows_at(member.unit, ends, &mut row)?)
                    }
                };
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
        Ok(counts)
    }

    /// In which row a member of a unit counts at each end.
    fn rows_at(
        &self,
        unit: UnitId,
        ends: &[Time],
        row: &mut impl FnMut(UnitId, usize) -> Result<Option<usize>, Refusal>,
    ) -> Result<Vec<Option<usize>>, Refusal> {
        let row = |(end, at): (usize, &Time)| {
            if self.is_within(unit, *at) { row(unit, end) } else { Ok(None) }
        };
        ends.iter().enumerate().map(row).collect()
    }

    fn is_within(&self, unit: UnitId, at: Time) -> bool {
        self.scope.is_none_or(|scope| self.tree.is_within(scope, unit, at))
    }

    /// Whether a membership was active at an instant. Who is suspended, there or above, is no
    /// active member meanwhile: the word is that of the state.
    fn is_active(&self, member: &Member, at: Time) -> bool {
        let bars = |one: &Suspension| {
            lasts(one.from_at, one.until_at, at) && self.tree.stood_below(member.unit, one.unit, at)
        };
        lasts(member.from_at, member.until_at, at)
            && !self.suspended.get(&member.person).is_some_and(|all| all.iter().any(bars))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::rules::examples::{
        ENTERED, LIANGJIANG, MOVER, NOWHERE, RENHE, SQUAD, YUBEI, id, moved, tree,
    };

    #[test]
    fn somebody_counts_once_in_each_row_and_once_in_all() {
        let mut distinct = Distinct::default();
        for (person, rows) in [(1, vec![0]), (1, vec![0, 1]), (2, vec![1]), (1, vec![1])] {
            distinct.count(id(person), &rows);
        }

        let counted = distinct.counted();

        assert_eq!(counted, (HashMap::from([(0, 1), (1, 2)]), 2));
    }

    fn member(person: u128, unit: UnitId, until_at: Option<Time>) -> Member {
        Member { person: id(person), unit, from_at: ENTERED, until_at }
    }

    /// How many there are at two ends: before units moved, and when they did.
    fn counted(members: Vec<Member>, suspended: Vec<Suspension>) -> [i64; 2] {
        counted_in(None, members, suspended)
    }

    fn counted_in(
        scope: Option<&Scope>,
        members: Vec<Member>,
        suspended: Vec<Suspension>,
    ) -> [i64; 2] {
        let (tree, ends) = (tree(), [ENTERED, moved()]);
        let roll = Roll::new(members, suspended, &tree, scope);
        let counts = roll.counted(&ends, |_, end| Ok(Some(end))).unwrap();
        let counts = [0, 1].map(|end| counts.get(&end).copied().unwrap_or_default());
        assert_eq!(counts, ends.map(|end| roll.at(end)));
        counts
    }

    #[test]
    fn a_member_of_two_units_counts_once_and_until_he_left() {
        let both = vec![member(1, RENHE, None), member(1, NOWHERE, None), member(2, RENHE, None)];
        let left = vec![member(1, RENHE, Some(moved())), member(2, SQUAD, None)];

        assert_eq!(counted(both, Vec::new()), [2, 2]);
        assert_eq!(counted(left, Vec::new()), [2, 1]);
    }

    #[test]
    fn a_member_belongs_to_the_district_of_then_and_to_the_unit_of_today() {
        let members = || vec![member(1, MOVER, None), member(2, SQUAD, None)];
        for (booked_to, below, expected) in [
            (vec![YUBEI], vec![], [2, 1]),
            (vec![LIANGJIANG], vec![], [0, 1]),
            (vec![YUBEI, LIANGJIANG], vec![], [2, 2]),
            (vec![], vec![YUBEI], [1, 1]),
            (vec![], vec![LIANGJIANG], [1, 1]),
            (vec![LIANGJIANG], vec![RENHE], [1, 2]),
        ] {
            let scope = Scope { booked_to, below };

            assert_eq!(counted_in(Some(&scope), members(), Vec::new()), expected, "{scope:?}");
        }
    }

    #[test]
    fn who_is_suspended_is_no_active_member_there_and_below() {
        let bar = |unit, until_at| Suspension { person: id(1), unit, from_at: ENTERED, until_at };
        for (unit, suspended, expected) in [
            (SQUAD, bar(SQUAD, None), [0, 0]),
            (SQUAD, bar(YUBEI, None), [0, 0]),
            (SQUAD, bar(YUBEI, Some(moved())), [0, 1]),
            (RENHE, bar(SQUAD, None), [1, 1]),
            (RENHE, bar(NOWHERE, None), [1, 1]),
            // The unit went elsewhere meanwhile.
            (MOVER, bar(YUBEI, None), [0, 1]),
        ] {
            assert_eq!(
                counted(vec![member(1, unit, None)], vec![suspended]),
                expected,
                "{suspended:?}"
            );
        }
    }
}
