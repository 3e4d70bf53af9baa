//! Whether the sums are those of what they sum up.

use std::collections::BTreeMap;

use diesel::QueryResult;

use super::store;
use crate::{
    kernel::{
        audit::{Audit, Check, Example, Finding},
        figures::{Booking, Cell, Difference, Served, ServedDifference, Sums},
        ids::ActivityId,
        proof::ProofClass,
        words::Word,
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
        let (mut kept, mut strays) = (BTreeMap::new(), Vec::new());
        for (booking, number, sums) in store::all_cells(conn)? {
            match ProofClass::of_number(number) {
                Some(proof_class) => drop(kept.insert(Cell { booking, proof_class }, sums)),
                None => strays.push(format!("{} proof_class={number}", booking.told())),
            }
        }
        let mut cells = compared(Check::Cells, kept, self.cells);
        strays.into_iter().for_each(|of| cells.differ(1, || Example::new(of, Finding::Stray)));
        Ok([
            cells,
            compared(Check::Days, counted, self.approved),
            compared(Check::Served, store::all_served(conn)?.into_iter().collect(), self.served),
        ])
    }
}

/// What is kept beside what follows, by what it is of; nothing is as good as a row of zeros.
fn compared<K: Ord + Told, V: Default + PartialEq + Told>(
    check: Check,
    kept: BTreeMap<K, V>,
    follows: BTreeMap<K, V>,
) -> Audit {
    let mut audit = Audit::new(check);
    let nothing = V::default();
    for (of, kept) in &kept {
        let follows = follows.get(of).unwrap_or(&nothing);
        audit
            .compare(kept, follows, || Example::of_figures(of.told(), kept.told(), follows.told()));
    }
    for (of, follows) in follows.iter().filter(|(of, _)| !kept.contains_key(*of)) {
        audit.compare(&nothing, follows, || {
            Example::of_figures(of.told(), nothing.told(), follows.told())
        });
    }
    audit
}

/// What reads alike in every language: names of columns and their values.
trait Told {
    fn told(&self) -> String;
}

impl Told for Booking {
    fn told(&self) -> String {
        let Self { booked_district, served_district, unit, program, month } = self;
        let program = program.map(|program| format!(" program={program}")).unwrap_or_default();
        format!(
            "unit={unit} month={month}{program} booked_district={booked_district} \
             served_district={served_district}"
        )
    }
}

impl Told for Cell {
    fn told(&self) -> String {
        format!("{} proof_class={}", self.booking.told(), self.proof_class.word())
    }
}

impl Told for (ActivityId, String) {
    fn told(&self) -> String {
        format!("activity={} service_date={}", self.0, self.1)
    }
}

impl Told for Sums {
    fn told(&self) -> String {
        format!(
            "pending_minutes={} final_minutes={} disputed_minutes={} credited_minutes={} \
             records={}",
            self.pending_minutes,
            self.final_minutes,
            self.disputed_minutes,
            self.credited_minutes,
            self.records
        )
    }
}

impl Told for Served {
    fn told(&self) -> String {
        format!("sessions={} times_served={}", self.sessions, self.times_served)
    }
}

impl Told for i64 {
    fn told(&self) -> String {
        format!("approved_records={self}")
    }
}
