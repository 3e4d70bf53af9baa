//! What a recount found: whether what is kept twice says the same twice.

use super::words::words;

words! {
    /// What is counted again.
    pub enum Check {
        /// The feed holds the documents of all rows, as they are now, and none besides.
        Feed => "feed" ("手机可见的文档" / "documents that phones pull"),
        /// Everybody is granted what follows from his memberships and roles.
        Grants => "grants" ("各人的可见范围" / "who may read what"),
        /// The lines of the ledger add up to the minutes of its records.
        Ledger => "ledger" ("时长台账" / "lines of the ledger"),
        /// The sums that headquarters reads are those of records and stays.
        Cells => "cells" ("时长合计" / "sums of minutes"),
        /// The approved records of each day of an activity are as many as are counted there.
        Days => "days" ("每日场次" / "days with approved records"),
        /// Sessions and times served are those of days and reports.
        Served => "served" ("场次与人次合计" / "sums of sessions and times served"),
    }
}

/// Differences that are told in words; of more there is only the number.
const EXAMPLES_MAX: usize = 10;

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// Which check.
    pub check: Check,
    /// How many things were looked at.
    pub counted: usize,
    /// How many of them differ.
    pub differences: usize,
    /// The first of these in words, for an operator: ids and figures, never a name.
    pub examples: Vec<String>,
}

impl Audit {
    /// A check that begins.
    #[must_use]
    pub const fn new(check: Check) -> Self {
        Self { check, counted: 0, differences: 0, examples: Vec::new() }
    }

    /// Looks at one thing, which is kept in one place and follows from another. What differs is
    /// told only where it does.
    pub fn compare<T: PartialEq>(&mut self, kept: &T, follows: &T, told: impl FnOnce() -> String) {
        self.counted += 1;
        if kept != follows {
            self.differences += 1;
            if self.examples.len() < EXAMPLES_MAX {
                self.examples.push(told());
            }
        }
    }

    /// Whether all agrees.
    #[must_use]
    pub const fn agrees(&self) -> bool {
        self.differences == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audit_counts_all_and_tells_the_first_differences() {
        let mut audit = Audit::new(Check::Cells);

        audit.compare(&1, &1, || unreachable!("what agrees is not told"));
        (0..12).for_each(|at| audit.compare(&at, &-1, || format!("{at} is kept")));

        assert!(!audit.agrees());
        assert_eq!((audit.counted, audit.differences), (13, 12));
        assert_eq!((audit.examples.len(), audit.examples[0].as_str()), (10, "0 is kept"));
    }
}
