//! Shifts and their positions.

use crate::kernel::{ids::PositionId, interval::Interval, words::words};

words! {
    /// What became of a shift. That it runs, is past or is full follows from its row.
    pub enum ShiftState {
        /// Planned; nobody can sign up yet.
        Planned => "planned" ("计划中" / "planned"),
        /// Takes sign-ups until they close.
        Open => "open" ("开放报名" / "open"),
        /// The roster stands; nobody new, and no seat that comes free is offered.
        Locked => "locked" ("名单已锁定" / "locked"),
        /// Over.
        Closed => "closed" ("已关闭" / "closed"),
        /// Does not take place.
        Cancelled => "cancelled" ("已取消" / "cancelled"),
    }
}

/// A kind of work in a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::activities) struct Position {
    /// Its id, which is that of its seats too.
    pub(in crate::activities) id: PositionId,
    /// What it is called.
    pub(in crate::activities) name: String,
    /// How many are wanted in it.
    pub(in crate::activities) seats: i32,
    /// What whoever takes it must bring along.
    pub(in crate::activities) requirements: Option<String>,
}

/// The positions of a shift, in the order in which they were given; no two have one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::activities) struct Positions(pub(in crate::activities) Vec<Position>);

/// When nobody works during a shift: apart from each other and within it, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::activities) struct Breaks(pub(in crate::activities) Vec<Interval>);
