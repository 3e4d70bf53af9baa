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

words! {
    /// What is the matter with a thing that differs.
    pub enum Finding {
        /// It follows from what is there, and is not kept.
        Missing => "missing" ("缺失" / "is missing"),
        /// It is kept, and follows from nothing.
        Stray => "stray" ("不应存在" / "should not be there"),
        /// It is kept, and is not what follows.
        Other => "other" ("内容不符" / "is not what it should be"),
        /// A head is behind what stands below it.
        Behind => "behind" ("版本落后于内容" / "is behind its lines"),
    }
}

/// A thing that differs, for an operator: ids and figures, which read alike in every language, and
/// never a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The thing.
    pub of: String,
    /// What is the matter with it.
    pub finding: Finding,
    /// What is kept and what follows, where these are figures.
    pub figures: Option<(String, String)>,
}

impl Example {
    /// A thing that differs, and not by figures.
    #[must_use]
    pub const fn new(of: String, finding: Finding) -> Self {
        Self { of, finding, figures: None }
    }

    /// A thing with other figures than follow.
    #[must_use]
    pub const fn of_figures(of: String, kept: String, follows: String) -> Self {
        Self { of, finding: Finding::Other, figures: Some((kept, follows)) }
    }
}

/// Examples that are kept; of further differences there is only the number.
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
    /// The first of these.
    pub examples: Vec<Example>,
}

impl Audit {
    /// A check that begins.
    #[must_use]
    pub const fn new(check: Check) -> Self {
        Self { check, counted: 0, differences: 0, examples: Vec::new() }
    }

    /// Looks at one thing, which is kept in one place and follows from another. What differs is
    /// told only where it does.
    pub fn compare<T: PartialEq>(&mut self, kept: &T, follows: &T, told: impl FnOnce() -> Example) {
        if kept == follows {
            self.counted += 1;
        } else {
            self.differ(1, told);
        }
    }

    /// Looks at some things that differ, with an example for all of them.
    pub fn differ(&mut self, things: usize, told: impl FnOnce() -> Example) {
        self.counted += things;
        self.differences += things;
        if self.examples.len() < EXAMPLES_MAX {
            self.examples.push(told());
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
        for at in 0..12 {
            audit.compare(&at, &-1, || Example::new(format!("cell {at}"), Finding::Missing));
        }

        audit.differ(3, || unreachable!("ten examples are enough"));

        assert!(!audit.agrees());
        assert_eq!((audit.counted, audit.differences), (16, 15));
        assert_eq!((audit.examples.len(), audit.examples[0].of.as_str()), (10, "cell 0"));
    }
}
