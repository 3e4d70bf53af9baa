//! Whether the sums are those of what they sum up.

use std::{collections::BTreeMap, fmt::Debug};

use diesel::QueryResult;

use super::store;
use crate::{
    kernel::{
        audit::{Audit, Check},
        figures::{Booking, Cell, Difference, Served, ServedDifference, Sums},
        ids::ActivityId,
    },
    platform::db::Conn,
};

/// What cells are to hold, counted again from rows.
#[derive(Debug, Default)]
pub struct Recount {
    cells: BTreeMap<Cell, Sums>,
    served: BTreeMap<Booking, Served>,
    approved: BTreeMap<(ActivityId, String), i64>,
}

impl Recount {
    /// Adds what a row contributes.
    pub fn add(&mut self, contributions: impl IntoIterator<Item = Difference>) {
        for Difference { cell, by } in contributions {
            *self.cells.entry(cell).or_default() += by;
        }
    }

    /// Adds what was served.
    pub fn add_served(&mut self, served: impl IntoIterator<Item = ServedDifference>) {
        for ServedDifference { booking, by } in served {
            *self.served.entry(booking).or_default() += by;
        }
    }

    /// Counts an approved record of a day of an activity.
    pub fn add_approved(&mut self, activity: ActivityId, service_date: &str) {
        *self.approved.entry((activity, service_date.to_owned())).or_default() += 1;
    }

    /// Compares with what is kept. What a session is booked to is kept with its day alone.
    ///
    /// # Errors
    /// What the database says.
    pub fn finish(mut self, conn: &mut Conn) -> QueryResult<[Audit; 3]> {
        let mut counted = BTreeMap::new();
        for (day, approved) in store::all_days(conn)? {
            let sessions = i64::from(approved > 0);
            self.add_served([ServedDifference {
                booking: day.booking,
                by: Served { sessions, times_served: 0 },
            }]);
            counted.insert((day.activity, day.service_date), approved);
        }
        Ok([
            compared(Check::Cells, store::all_cells(conn)?.into_iter().collect(), self.cells),
            compared(Check::Days, counted, self.approved),
            compared(Check::Served, store::all_served(conn)?.into_iter().collect(), self.served),
        ])
    }
}

/// What is kept beside what follows, by what it is of; nothing is as good as a row of zeros.
fn compared<K: Ord + Clone + Debug, V: Default + PartialEq + Debug>(
    check: Check,
    kept: BTreeMap<K, V>,
    follows: BTreeMap<K, V>,
) -> Audit {
    let mut audit = Audit::new(check);
    let nothing = V::default();
    for (of, kept) in &kept {
        let follows = follows.get(of).unwrap_or(&nothing);
        audit.compare(kept, follows, || format!("{of:?}: {kept:?} is kept, {follows:?} follows"));
    }
    for (of, follows) in follows.iter().filter(|(of, _)| !kept.contains_key(*of)) {
        audit
            .compare(&nothing, follows, || format!("{of:?}: nothing is kept, {follows:?} follows"));
    }
    audit
}
